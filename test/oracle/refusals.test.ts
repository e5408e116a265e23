import { findSlots } from '@itinera/planner';
import type { SlotSearch } from '@itinera/planner';
import { describe, expect, test } from 'vitest';
import { generateProblem } from './generate.ts';
import { travelOf } from './problem.ts';
import type { Problem } from './problem.ts';
import { refusalFaults } from './refusals.ts';
import { caseCount, firstSeed, repeating } from './size.ts';

const cases = caseCount({ few: 3000, many: 50_000 });

async function rejectedBy(problem: Problem): Promise<SlotSearch['rejected']> {
  return (await findSlots(problem.query, travelOf(problem).travel)).rejected;
}

test(
  `refusals are counted under the first code that leaves no start, on ${cases} problems`,
  { timeout: 60_000 + cases * 60 },
  async () => {
    const seed = firstSeed();
    console.log(`refusals: ${repeating(seed, cases)}`);
    const met: SlotSearch['rejected'] = {};
    for (let number = seed; number < seed + cases; number += 1) {
      const problem = generateProblem(number);
      const rejected = await rejectedBy(problem);
      expect(refusalFaults(problem, rejected), repeating(number, 1)).toEqual([]);
      for (const code of Object.keys(rejected) as (keyof typeof met)[]) {
        met[code] = (met[code] ?? 0) + 1;
      }
    }
    console.log(`refusals: problems with each: ${JSON.stringify(met)}`);
    if (cases >= 1000) expect(Object.keys(met).length).toBe(16);
  },
);

describe('a count that is spoilt is noticed', () => {
  type Rejected = SlotSearch['rejected'];
  const merged = (rejected: Rejected, from: keyof Rejected, to: keyof Rejected): Rejected => {
    const changed: Rejected = { ...rejected, [to]: (rejected[to] ?? 0) + (rejected[from] ?? 0) };
    delete changed[from];
    return changed;
  };
  const faults: Record<string, (rejected: Rejected) => Rejected> = {
    'forgets slack': ({ slack: _, ...others }) => others,
    'calls skills an area': (rejected) => merged(rejected, 'skills', 'area'),
    'calls notice working time': (rejected) => merged(rejected, 'notice', 'working-time'),
    'calls opening hours working time': (rejected) => merged(rejected, 'open', 'working-time'),
    'calls what comes too late no road': (rejected) => merged(rejected, 'promise', 'no-road'),
    'calls a lost way back slack': (rejected) => merged(rejected, 'way-back', 'slack'),
  };

  test.for(Object.entries(faults))('that %s', async ([, spoil]) => {
    for (let seed = 0; seed < 200; seed += 1) {
      const problem = generateProblem(seed);
      if (refusalFaults(problem, spoil(await rejectedBy(problem))).length > 0) return;
    }
    throw new Error('Nobody noticed');
  });
});
