import { findSlots } from '@itinera/planner';
import type { SlotQuery } from '@itinera/planner';
import { answerOf, listDifferences } from './compare.ts';
import { naiveSearch, windowsOf } from './naive-search.ts';
import type { NaiveSearch } from './naive-search.ts';
import { placementFaults } from './placement.ts';
import { travelOf } from './problem.ts';
import type { Problem } from './problem.ts';

export type Search = typeof findSlots;

/** How a search and the oracle differ on one problem, asked in each of the three ways; empty: they agree. */
export async function disagreements(
  problem: Problem,
  search: Search = findSlots,
  expected: NaiveSearch = naiveSearch(problem),
): Promise<string[]> {
  const differing: string[] = [];
  for (const result of ['all', 'windows', { top: 3 }] as const) {
    const query: SlotQuery = deepFreeze({ ...problem.query, result });
    const { travel, asked } = travelOf(problem);
    try {
      const found = await search(query, travel);
      const wanted = answerOf(expected.offers, result);
      const name = JSON.stringify(result);
      differing.push(
        ...listDifferences(`${name} offer`, wanted.offers, found.offers),
        ...listDifferences(`${name} window`, wanted.windows, found.windows),
        ...difference('cells', asked.cells, found.travel.cells),
        ...difference('calls', asked.calls, found.travel.calls),
        ...difference('refusals', refusals(query, expected.feasible), sum(Object.values(found.rejected))),
      );
      for (const offer of some(found.offers)) differing.push(...(await placementFaults(problem, offer)));
    } catch (error) {
      differing.push(`threw ${String(error)}`);
    }
    if (differing.length > 0) break;
  }
  return differing;
}

/** Technician x day x window, whether or not it comes too soon, less those that can be taken. */
function refusals(query: SlotQuery, feasible: number): number {
  const days = sum(query.technicians.map((technician) => technician.days.length));
  return days * windowsOf(query, -Infinity).length - feasible;
}

/** A few offers spread over the list: taking each of them costs more than finding all. */
function some<T>(list: T[]): T[] {
  return list.filter((_, at) => at % Math.ceil(list.length / 3) === 0);
}

function difference(what: string, wanted: number, given: number): string[] {
  return wanted === given ? [] : [`${what}: ${given}, expected ${wanted}`];
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
