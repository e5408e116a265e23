import { checkDay, findSlots } from '@itinera/planner';
import type { Offer, SlotSearch } from '@itinera/planner';
import { describe, expect, test } from 'vitest';
import { disagreements } from './agreement.ts';
import type { Search } from './agreement.ts';
import { answerOf, listDifferences } from './compare.ts';
import { dayFaults } from './day-faults.ts';
import type { Rule } from './day-simulation.ts';
import { generateProblem } from './generate.ts';
import { naiveSearch } from './naive-search.ts';
import { placementFaults } from './placement.ts';
import type { Problem } from './problem.ts';
import { shrink } from './shrink.ts';

// Agreement on thousands of problems means something only if a fault would have been seen. Here are the faults.
const problems = Array.from({ length: 400 }, (_, seed) => generateProblem(seed));

/** How many of the first problems it takes until something is noticed. */
async function noticedAfter(notices: (problem: Problem) => Promise<boolean> | boolean): Promise<number> {
  for (const [number, problem] of problems.entries()) if (await notices(problem)) return number + 1;
  return Infinity;
}

describe('a search that is spoilt is noticed', () => {
  const spoil = (change: (found: SlotSearch) => SlotSearch): Search => {
    return async (query, travel) => change(await findSlots(query, travel));
  };
  const each = (change: (offer: Offer) => Offer): Search =>
    spoil((found) => ({ ...found, offers: found.offers.map(change) }));
  const forgetting = (part: 'idle' | 'load'): Search => {
    return async (query, travel) => {
      if (query.goal === undefined) return findSlots(query, travel);
      const weights = { ...query.goal.weights };
      if (weights[part] !== undefined) weights[part] = 0;
      return findSlots({ ...query, goal: { ...query.goal, weights } }, travel);
    };
  };
  const faults: Record<string, Search> = {
    'drops the last offer': spoil((found) => ({ ...found, offers: found.offers.slice(0, -1) })),
    'drops a window': spoil((found) => ({ ...found, windows: found.windows.slice(1) })),
    'plans one second later': each((offer) => ({ ...offer, plannedStart: offer.plannedStart + 1 })),
    'promises one second more': each((offer) => ({
      ...offer,
      window: { ...offer.window, end: offer.window.end + 1 },
    })),
    'calls an estimate a road': each((offer) => ({ ...offer, travel: { ...offer.travel, source: 'road' } })),
    'takes the next position': each((offer) => ({ ...offer, position: offer.position + 1 })),
    'counts a second of a part too much': each((offer) => ({
      ...offer,
      parts: offer.parts.map((part) => ({ ...part, seconds: part.seconds + 1 })),
    })),
    'does not look at idle time': forgetting('idle'),
    'does not look at how full a day is': forgetting('load'),
    'does not care whom the customer prefers': async (query, travel) => {
      const { prefer: _, ...wish } = query.request.technicians ?? {};
      return findSlots({ ...query, request: { ...query.request, technicians: wish } }, travel);
    },
    'ranks backwards': spoil((found) => ({ ...found, offers: found.offers.toReversed() })),
    'counts a technician too many': spoil((found) => ({
      ...found,
      windows: found.windows.map((window) => ({ ...window, technicians: window.technicians + 1 })),
    })),
    'counts a refusal too few': spoil((found) => ({ ...found, rejected: {} })),
    'hides a question': spoil((found) => ({
      ...found,
      travel: { ...found.travel, calls: found.travel.calls - 1 },
    })),
    'asks for more than it needs': async (query, travel) => {
      const found = await findSlots(query, travel);
      const stops = query.technicians.flatMap(({ days }) => days.flatMap((day) => [day.start, day.end]));
      await travel.table(stops, stops);
      const { cells, calls, estimated } = found.travel;
      return { ...found, travel: { cells: cells + stops.length ** 2, calls: calls + 1, estimated } };
    },
    fails: spoil(() => {
      throw new Error('no');
    }),
  };

  test.for(Object.entries(faults))('that %s', async ([, search]) => {
    expect(
      await noticedAfter(async (problem) => (await disagreements(problem, search)).length > 0),
    ).toBeLessThan(100);
  });
});

describe('a rule that is forgotten is noticed', () => {
  const forget = (problem: Problem, rules: (Rule | 'slack')[]): string[] => {
    const wanted = answerOf(naiveSearch(problem).offers, 'all').offers;
    return listDifferences(
      'offer',
      wanted,
      answerOf(naiveSearch(problem, new Set(rules)).offers, 'all').offers,
    );
  };

  test.for<Rule | 'slack'>([
    'way-back',
    'promises',
    'late-no-later',
    'room-stays',
    'gaps-interrupt-legs',
    'own-time',
    'now',
    'slack',
  ])('%s', async (rule) => {
    expect(await noticedAfter((problem) => forget(problem, [rule]).length > 0)).toBeLessThan(Infinity);
  });

  test('and with all rules in place nothing is', async () => {
    expect(await noticedAfter((problem) => forget(problem, []).length > 0)).toBe(Infinity);
  });
});

describe('a checkDay that is spoilt is noticed', () => {
  const faults: Record<string, typeof checkDay> = {
    'overlooks the last violation': (...asked) => checkDay(...asked).slice(0, -1),
    'is a second out': (...asked) =>
      checkDay(...asked).map((found) => ({ ...found, by: found.by && found.by + 1 })),
    'works through breaks': (day, ...rest) => {
      const whole = { start: day.working[0]?.start ?? 0, end: day.working.at(-1)?.end ?? 0 };
      return checkDay({ ...day, working: [whole] }, ...rest);
    },
    'knows no opening hours': (day, ...rest) =>
      checkDay({ ...day, visits: day.visits.map(({ open: _, ...visit }) => visit) }, ...rest),
  };

  test.for(Object.entries(faults))('that %s', async ([, check]) => {
    expect(await noticedAfter((problem) => dayFaults(problem, check).length > 0)).toBeLessThan(100);
  });

  test('and the real one is not', async () => {
    expect(await noticedAfter((problem) => dayFaults(problem).length > 0)).toBe(Infinity);
  });
});

test('trying every second finds what trying the lattice finds', () => {
  for (const problem of problems.slice(0, 60)) {
    expect(naiveSearch({ ...problem, unit: 1 })).toEqual(naiveSearch(problem));
  }
});

test('an offer moved to another day breaks that day, and is noticed', async () => {
  const misplaced = async (problem: Problem, by: number): Promise<boolean> => {
    const [offer] = naiveSearch(problem).offers;
    if (!offer) return false;
    const window = { start: offer.window.start - by, end: offer.window.end - by };
    return (await placementFaults(problem, { ...offer, window })).some((fault) =>
      fault.startsWith('new violation'),
    );
  };
  expect(await noticedAfter((problem) => misplaced(problem, 7 * 86_400))).toBeLessThan(50);
  expect(await noticedAfter((problem) => misplaced(problem, 0))).toBe(Infinity);
});

test('a failing problem is shrunk to what it is about', async () => {
  const loses: Search = async (query, travel) => ({
    ...(await findSlots(query, travel)),
    offers: [],
    windows: [],
  });
  const fails = async (problem: Problem): Promise<boolean> =>
    (await disagreements(problem, loses)).length > 0;
  for (const problem of problems.slice(0, 20)) {
    if (!(await fails(problem))) continue;
    const smallest = await shrink(problem, fails);
    expect(await fails(smallest)).toBe(true);
    expect(JSON.stringify(smallest).length).toBeLessThanOrEqual(JSON.stringify(problem).length);
    expect(
      smallest.query.technicians.map((technician) => technician.days.map((day) => day.visits.length)),
    ).toEqual([[0]]);
    return;
  }
  throw new Error('None of the problems has an offer to lose');
});
