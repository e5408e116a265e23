import { findSlots } from '@itinera/planner';
import { expect, test } from 'vitest';
import { disagreements } from './agreement.ts';
import { generateProblem } from './generate.ts';
import { naiveSearch } from './naive-search.ts';
import type { Problem } from './problem.ts';
import { shrink } from './shrink.ts';

const cases = Number(process.env.ORACLE_CASES ?? 5000);
const seed = Number(process.env.ORACLE_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What the problems of a run were about; each must have been met with offers, or agreeing on it says little. */
const kinds: Record<string, (problem: Problem) => boolean> = {
  any: () => true,
  'no place': ({ query }) => query.request.place === null,
  'opening hours': ({ query }) => query.request.open !== undefined,
  replaces: ({ query }) => (query.request.replaces ?? []).length > 0,
  'exact times': ({ query }) => query.grid.width === 0,
  slack: ({ query }) => (query.grid.slack ?? 0) > 0,
  'own-time': (problem) => days(problem).some((day) => day.commute === 'own-time'),
  limits: (problem) => days(problem).some((day) => day.limits !== undefined),
  breaks: (problem) => days(problem).some((day) => day.working.length > 1),
  'kept legs': (problem) => days(problem).some((day) => day.legs !== undefined),
  'no road': ({ seconds }) => seconds.flat().includes(-1),
  estimates: ({ estimated }) => estimated.flat().includes(true),
  area: ({ query }) => query.technicians.some((technician) => technician.area !== undefined),
  'top speed': ({ topSpeed }) => topSpeed !== undefined,
  'idle time': ({ query }) => query.goal?.weights.idle !== undefined,
  load: ({ query }) => query.goal?.weights.load !== undefined,
  preference: ({ query }) => query.request.technicians?.prefer !== undefined,
  'now in the day': (problem) =>
    days(problem).some((day) => (day.working[0]?.start ?? Infinity) < problem.query.now),
};

function days({ query }: Problem) {
  return query.technicians.flatMap((technician) => technician.days);
}

test(
  `CAD-AC-10 CAD-PL-09 findSlots agrees with the naive oracle on ${cases} problems`,
  { timeout: 60_000 + cases * 60 },
  async () => {
    console.log(`oracle: ORACLE_SEED=${seed} ORACLE_CASES=${cases}`);
    const met = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0]));
    let offers = 0;
    for (let number = 0; number < cases; number += 1) {
      const problem = generateProblem(seed + number);
      const expected = naiveSearch(problem);
      if ((await disagreements(problem, findSlots, expected)).length > 0)
        throw await report(seed + number, problem);
      const found = expected.offers.length;
      offers += found;
      for (const [kind, applies] of Object.entries(kinds)) {
        if (found > 0 && applies(problem)) met[kind] = (met[kind] as number) + 1;
      }
    }
    console.log(`oracle: ${offers} offers agreed on; problems with offers: ${JSON.stringify(met)}`);
    if (cases >= 500) expect(Object.entries(met).filter(([, count]) => count < cases / 500)).toEqual([]);
  },
);

async function report(ownSeed: number, problem: Problem): Promise<Error> {
  const smallest = await shrink(problem, async (candidate) => (await disagreements(candidate)).length > 0);
  const lines = (await disagreements(smallest)).join('\n');
  return new Error(
    `ORACLE_SEED=${ownSeed} ORACLE_CASES=1 repeats this:\n${lines}\n${JSON.stringify(smallest)}`,
  );
}
