import { findSlots } from '@itinera/planner';
import { expect } from 'vitest';
import { disagreements } from './agreement.ts';
import { generateProblem } from './generate.ts';
import { kinds } from './kinds.ts';
import { naiveSearch } from './naive-search.ts';
import type { Problem } from './problem.ts';
import { shrink } from './shrink.ts';
import { repeating } from './size.ts';

/**
 * Asks `findSlots` and the naive oracle the problems of `cases` seeds, and says what these were about.
 * @throws Error with the smallest problem on which they still differ, at the first one on which they do
 */
export async function agree(seed: number, cases: number): Promise<void> {
  console.log(`oracle: ${repeating(seed, cases)}`);
  const met = new Map(Object.keys(kinds).map((kind) => [kind, 0]));
  let offers = 0;
  for (let number = seed; number < seed + cases; number += 1) {
    const problem = generateProblem(number);
    const expected = naiveSearch(problem);
    const differing = await disagreements(problem, findSlots, expected);
    if (differing.length > 0) throw await report(number, problem);
    offers += expected.offers.length;
    if (expected.offers.length === 0) continue;
    for (const [kind, applies] of Object.entries(kinds)) {
      if (applies(problem)) met.set(kind, (met.get(kind) ?? 0) + 1);
    }
  }
  console.log(
    `oracle: ${cases} problems, ${offers} offers agreed on; with offers: ${JSON.stringify(Object.fromEntries(met))}`,
  );
  if (cases >= 1000) expect([...met].filter(([, count]) => count < cases / 200)).toEqual([]);
}

async function report(seed: number, problem: Problem): Promise<Error> {
  const smallest = await shrink(problem, async (candidate) => (await disagreements(candidate)).length > 0);
  const lines = (await disagreements(smallest)).join('\n');
  return new Error(`${repeating(seed, 1)} repeats this:\n${lines}\n${JSON.stringify(smallest)}`);
}
