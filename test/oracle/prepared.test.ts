import { findSlots, prepareDays } from '@itinera/planner';
import type { PreparedDays, SlotQuery, Technician, TravelTimes } from '@itinera/planner';
import { expect, test } from 'vitest';
import { disagreements } from './agreement.ts';
import type { Search } from './agreement.ts';
import { generateProblem } from './generate.ts';
import { naiveSearch } from './naive-search.ts';
import { otherDay, withOtherDays } from './other-days.ts';
import { travelOf } from './problem.ts';
import { seededRandom } from '../helpers/random.ts';
import type { Random } from '../helpers/random.ts';
import { caseCount, firstSeed, repeating } from './size.ts';

const cases = caseCount({ few: 1000, many: 20_000 });
const seed = firstSeed();

/** Prepared as the days once were, changed back and forth, and at last brought to what they are. */
function preparedAtLast(random: Random, technicians: Technician[], forget = false): PreparedDays {
  const prepared = prepareDays(withOtherDays(random, technicians));
  changeSome(random, technicians, prepared);
  const days = technicians.flatMap(({ id, days: list }) => list.map((day) => ({ id, day })));
  days.sort(() => random.int(-1, 1));
  for (const { id, day } of forget ? days.slice(1) : days) prepared.update(id, day.date, day);
  return prepared;
}

/** Some updates; sometimes the ids of visits are looked up between them. */
function changeSome(random: Random, technicians: Technician[], prepared: PreparedDays): void {
  for (let left = random.int(0, 12); left > 0; left -= 1) {
    const { id, days } = random.pick(technicians);
    if (days.length === 0) continue;
    const day = random.pick(days);
    prepared.update(id, day.date, otherDay(random, day));
  }
}

function searching(number: number, forget: boolean): Search {
  return (query, travel) => {
    const technicians = preparedAtLast(seededRandom(number), query.technicians, forget);
    return findSlots({ ...query, technicians }, travel);
  };
}

/** What a search answers, or how it refuses. */
async function outcome(query: Parameters<typeof findSlots>[0], travel: TravelTimes): Promise<unknown> {
  try {
    return await findSlots(query, travel);
  } catch (error) {
    return String(error);
  }
}

test(
  `prepared and updated days agree with the naive oracle on ${cases} problems`,
  { timeout: 60_000 + cases * 120 },
  async () => {
    console.log(`prepared: ${repeating(seed, cases)}`);
    for (let number = seed; number < seed + cases; number += 1) {
      const problem = generateProblem(number);
      const differing = await disagreements(problem, searching(number, false), naiveSearch(problem));
      if (differing.length > 0) throw new Error(`${repeating(number, 1)}: ${differing.join('\n')}`);
    }
  },
);

test(
  `at every moment of ${cases} series of updates prepared days answer as the plain query, to the last figure`,
  { timeout: 60_000 + cases * 120 },
  async () => {
    let offers = 0;
    for (let number = seed; number < seed + cases; number += 1) {
      const problem = generateProblem(number);
      const random = seededRandom(number);
      const prepared = prepareDays(problem.query.technicians);
      for (let step = 0; step < 4; step += 1) {
        const plain: SlotQuery = { ...problem.query, technicians: [...prepared.technicians] };
        const expected = await outcome(plain, travelOf(problem).travel);
        const found = await outcome({ ...plain, technicians: prepared }, travelOf(problem).travel);
        expect(found, `${repeating(number, 1)}, step ${step}`).toEqual(expected);
        if (typeof expected === 'object') offers += (expected as { offers: unknown[] }).offers.length;
        changeSome(random, problem.query.technicians, prepared);
      }
    }
    expect(offers).toBeGreaterThan(0);
  },
);

test('an update that is forgotten is noticed', async () => {
  let noticed = 0;
  for (let number = 0; number < 100; number += 1) {
    const problem = generateProblem(number);
    if ((await disagreements(problem, searching(number, true))).length > 0) noticed += 1;
  }
  expect(noticed).toBeGreaterThan(10);
});

test('an update while a search waits for the road belongs to the next one', async () => {
  let differed = 0;
  for (let number = 0; number < 100; number += 1) {
    const problem = generateProblem(number);
    const random = seededRandom(number);
    const expected = await outcome(problem.query, travelOf(problem).travel);
    const prepared = prepareDays(problem.query.technicians);
    const query = { ...problem.query, technicians: prepared };
    const { travel } = travelOf(problem);
    const during: TravelTimes = {
      ...travel,
      table: (from, to) => {
        for (let left = 5; left > 0; left -= 1) changeSome(random, problem.query.technicians, prepared);
        return travel.table(from, to);
      },
    };
    expect(await outcome(query, during)).toEqual(expected);
    const after = JSON.stringify(await outcome(query, travel));
    if (after !== JSON.stringify(expected)) differed += 1;
  }
  expect(differed).toBeGreaterThan(10);
});
