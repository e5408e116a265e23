import { findSlots } from '@itinera/planner';
import type { SlotQuery, SlotSearch, TravelTimes } from '@itinera/planner';
import { answerOf, listDifferences } from './compare.ts';
import { dayFaults } from './day-faults.ts';
import { routeOf } from './day-simulation.ts';
import { mayReach, mayServe } from './eligible.ts';
import { naiveSearch, windowsOf } from './naive-search.ts';
import type { NaiveSearch } from './naive-search.ts';
import { placementFaults } from './placement.ts';
import { travelOf } from './problem.ts';
import type { Asked, Problem } from './problem.ts';

export type Search = (query: SlotQuery, travel: TravelTimes) => Promise<SlotSearch>;

/** How a search, asked in each of its three ways, `checkDay` and `placeVisit` differ from the oracle; empty: they agree. */
export async function disagreements(
  problem: Problem,
  search: Search = findSlots,
  expected: NaiveSearch = naiveSearch(problem),
): Promise<string[]> {
  const differing = dayFaults(problem);
  const refused = refusals(problem.query, expected.feasible);
  deepFreeze(problem.query);
  for (const result of ['all', 'windows', { top: 3 }] as const) {
    const query: SlotQuery = Object.freeze({ ...problem.query, result });
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
        ...extravagance(problem, asked),
        ...difference('refusals', refused, sum(Object.values(found.rejected))),
      );
      // The other two answers hold no offer that this one lacks.
      if (result !== 'all') continue;
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

/** Section 8: one 1 x N and one N x 1 for the request, and only legs that no day keeps; a square only without `legs`. */
function extravagance(problem: Problem, { cells, squares }: Asked): string[] {
  const { technicians, request } = problem.query;
  const routes = technicians
    .filter((technician) => mayServe(technician, request))
    .flatMap((technician) => technician.days.filter((day) => mayReach(technician, day, request.place)))
    .map((day) => routeOf(problem, day, request.replaces ?? []));
  const stops = new Set(routes.flatMap((route) => route.stops).map(({ lon, lat }) => `${lon},${lat}`));
  const own = routes.flatMap((route) => route.legs.filter((leg) => !leg.kept));
  const most = (request.place ? 2 * stops.size : 0) + own.length;
  if (!problem.hasLegs) return [];
  return cells > most || squares > 0
    ? [`asked for ${cells} cells, ${squares} squares; ${most} cells do`]
    : [];
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
