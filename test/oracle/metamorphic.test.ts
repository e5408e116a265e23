import { findSlots } from '@itinera/planner';
import type { SlotSearch } from '@itinera/planner';
import { describe, expect, test } from 'vitest';
import { generateProblem } from './generate.ts';
import { travelOf } from './problem.ts';
import type { Problem } from './problem.ts';
import { seededRandom } from '../helpers/random.ts';
import { caseCount, firstSeed, repeating } from './size.ts';
import {
  lessNotice,
  longerHours,
  moreSkill,
  permuted,
  sameClock,
  shifted,
  shiftedDate,
  shorterHours,
  withoutVisit,
} from './variations.ts';
import type { Variation } from './variations.ts';
import { wholeProblem } from './whole-problem.ts';

/*
 * What must hold between the answers to two questions, whatever the answers are; no oracle is needed. Days are whole and
 * travel keeps the triangle inequality (wholeProblem), except in the controls, which show that a breach would be seen.
 */
const cases = caseCount({ few: 1000, many: 20_000 });
const seed = firstSeed();
const week = 7 * 86_400;

function search({ query, ...problem }: Problem): Promise<SlotSearch> {
  return findSlots({ ...query, result: 'all' }, travelOf({ ...problem, query }).travel);
}

/** Who is offered which window. */
async function slotsOf(problem: Problem): Promise<Set<string>> {
  const { offers } = await search(problem);
  return new Set(offers.map(({ technicianId, window }) => `${technicianId} ${window.start}`));
}

interface Run {
  /** Problems to which the variation applies and that have offers. */
  met: number;
  /** Seeds with a slot that the variation closes. */
  closing: number[];
}

async function closedBy(
  vary: Variation,
  make: (own: number) => Promise<Problem> | Problem,
  of: number,
  from = seed,
): Promise<Run> {
  const run: Run = { met: 0, closing: [] };
  for (let own = from; own < from + of; own += 1) {
    const problem = await make(own);
    const varied = vary(problem, seededRandom(own));
    if (!varied) continue;
    const before = await slotsOf(problem);
    if (before.size === 0) continue;
    run.met += 1;
    const after = await slotsOf(varied);
    if ([...before].some((slot) => !after.has(slot))) run.closing.push(own);
  }
  return run;
}

/** Where a visit without a place may be done depends on the visits there are: one more visit is one more place. */
const atItsPlace =
  (vary: Variation): Variation =>
  (problem, random) =>
    problem.query.request.place === null ? undefined : vary(problem, random);

describe('CAD-PL-09 more freedom never closes a slot', () => {
  test.for<[string, Variation]>([
    ['taking a visit out (and so putting one in never opens any)', atItsPlace(withoutVisit)],
    ['longer working hours', longerHours],
    ['more skill', moreSkill],
    ['shorter notice', lessNotice],
  ])('%s', { timeout: 60_000 + cases * 20 }, async ([name, vary]) => {
    console.log(`metamorphic, ${name}: ${repeating(seed, cases)}`);
    const { met, closing } = await closedBy(vary, wholeProblem, cases);
    console.log(`metamorphic, ${name}: ${met} problems with offers, ${closing.length} closed`);
    expect(closing).toEqual([]);
    if (cases >= 100) expect(met).toBeGreaterThan(cases / 50);
  });

  test('a closed slot would be seen: shorter hours close some', async () => {
    expect((await closedBy(shorterHours, wholeProblem, 200, 0)).closing.length).toBeGreaterThan(10);
  });

  test('the premises are needed: on broken days, with short cuts, taking a visit out does close some', async () => {
    const mayBeBroken = (own: number): Problem => {
      const problem = generateProblem(own);
      const days = problem.query.technicians.map((technician) => ({
        ...technician,
        days: technician.days.map(({ legs: _, ...day }) => day),
      }));
      const { replaces: _, ...request } = problem.query.request;
      return { ...problem, query: { ...problem.query, technicians: days, request } };
    };
    expect((await closedBy(atItsPlace(withoutVisit), mayBeBroken, 1000, 0)).closing.length).toBeGreaterThan(
      0,
    );
  });
});

describe('the order of the technicians changes nothing', () => {
  const told = async (problem: Problem): Promise<string> => {
    const { offers, windows, rejected } = await search(problem);
    return JSON.stringify({ offers, windows, rejected: Object.entries(rejected).sort() });
  };
  const changedBy = async (vary: Variation, of: number): Promise<Run> => {
    const run: Run = { met: 0, closing: [] };
    for (let own = seed; own < seed + of; own += 1) {
      const problem = generateProblem(own);
      const varied = vary(problem, seededRandom(own));
      if (!varied) continue;
      run.met += 1;
      if ((await told(problem)) !== (await told(varied))) run.closing.push(own);
    }
    return run;
  };

  test('permuting them', { timeout: 60_000 + cases * 20 }, async () => {
    console.log(`metamorphic, permuting: ${repeating(seed, cases)}`);
    const { met, closing } = await changedBy(permuted, cases);
    expect(closing).toEqual([]);
    if (cases >= 100) expect(met).toBeGreaterThan(cases / 10);
  });

  test('a change would be seen: leaving one out', async () => {
    const { closing } = await changedBy((problem) => {
      const [, ...others] = problem.query.technicians;
      return {
        ...problem,
        query: { ...problem.query, technicians: others, request: { ...problem.query.request, replaces: [] } },
      };
    }, 100);
    expect(closing.length).toBeGreaterThan(50);
  });
});

describe('everything some whole weeks later is answered some whole weeks later', () => {
  const movedBack = ({ offers, windows, rejected }: SlotSearch, by: number): string => {
    const window = ({ start, end }: { start: number; end: number }) => ({ start: start - by, end: end - by });
    const moved = offers.map((offer) => ({
      ...offer,
      date: shiftedDate(offer.date, -by),
      window: window(offer.window),
      plannedStart: offer.plannedStart - by,
    }));
    return JSON.stringify({ moved, windows: windows.map(window), rejected });
  };
  const differs = async (problem: Problem, by: number): Promise<boolean> =>
    movedBack(await search(problem), 0) !== movedBack(await search(shifted(problem, by)), by);

  test('where the clock does not change', { timeout: 60_000 + cases * 20 }, async () => {
    console.log(`metamorphic, weeks: ${repeating(seed, cases)}`);
    const differing: number[] = [];
    let met = 0;
    for (let own = seed; own < seed + cases; own += 1) {
      const problem = generateProblem(own);
      const by = week * seededRandom(own).pick([-52, -9, -1, 1, 2, 9, 52]);
      if (!sameClock(problem, by)) continue;
      met += 1;
      if (await differs(problem, by)) differing.push(own);
    }
    expect(differing).toEqual([]);
    if (cases >= 100) expect(met).toBeGreaterThan(cases / 20);
  });

  test('a difference would be seen: where the clock does change', async () => {
    let seen = 0;
    for (let own = 0; own < 150; own += 1) {
      const problem = generateProblem(own);
      if (!sameClock(problem, week) && (await differs(problem, week))) seen += 1;
    }
    expect(seen).toBeGreaterThan(0);
  });
});
