import type { Technician, Visit, WorkDay } from '../problem/types.ts';
import type { EpochSeconds, Interval, Place, Seconds } from '../units.ts';

/**
 * A work day as a route whose stops are numbered: 0 = start place, 1..n = visits, n+1 = end place. What each search reads
 * of a day stands in the route itself: looking into the day would wait for memory, thirty thousand times.
 */
export interface DayRoute {
  day: WorkDay;
  /** As the day's; days with the same hours may share one list. */
  working: readonly Interval[];
  ownTime: boolean;
  limits: WorkDay['limits'];
  /** The visits that count: those of the day without those that are replaced. */
  visits: readonly Visit[];
  /** The index of this route's gap 0 in `Gaps`; gap k lies between stop k and stop k+1, so there are n+1. */
  firstGap: number;
  lastGap: number;
  /** Sum of the service durations. Known once the day is timed; before, only where there are limits. */
  work: Seconds;
  /** Sum of the legs; one without a road counts 0. Known once the day is timed. */
  travel: Seconds;
}

/** A technician's day in a search. */
export interface Route extends DayRoute {
  technician: Technician;
  /** The technician's index in the query. */
  owner: number;
  /** The columns in which its gaps stand: those of the prepared days, or of the search. */
  gaps: Gaps;
  /** The number of its end place where the day was prepared, else -1; those of its other stops stand in `Gaps.stop`. */
  endPlace: number;
}

/** One entry for each gap of each route. */
export class Gaps {
  /** Travel time between the gap's own stops; -1 = no road, `unknownLeg` until it is fetched. */
  own!: Int32Array;
  ownEstimated!: Uint8Array;
  /** `E(k)` of the visit before the gap, and whether it has room there; nothing for the start place. */
  starts!: Float64Array;
  fits!: Uint8Array;
  /** When stop k is left: `E(k) + duration(k)`; the opening of the first working interval for the start place. */
  leaving!: Float64Array;
  /** The latest arrival at stop k+1 with which no later visit breaks its promise. */
  promised!: Float64Array;
  /** The same, with which the way back is kept too. */
  kept!: Float64Array;
  /** The number of the place of stop k; only where the day was prepared. */
  stop!: Int32Array;

  constructor(count = 0, numbered = false) {
    this.allocate(count, numbered);
  }

  /** Makes room for so many gaps, and forgets those there were. */
  allocate(count: number, numbered = false): void {
    this.own = new Int32Array(count);
    this.ownEstimated = new Uint8Array(count);
    this.starts = new Float64Array(count);
    this.fits = new Uint8Array(count);
    this.leaving = new Float64Array(count);
    this.promised = new Float64Array(count);
    this.kept = new Float64Array(count);
    this.stop = new Int32Array(numbered ? count : 0);
  }
}

/** A leg whose travel time is not known yet. */
export const unknownLeg = -2;

/** A day as a route, not timed yet; with `replaced`, the visits of these ids are taken out. */
export function routeOf(day: WorkDay, firstGap: number, replaced?: ReadonlySet<string>): DayRoute {
  const visits = remainingVisits(day, replaced);
  return {
    day,
    working: day.working,
    ownTime: day.commute === 'own-time',
    limits: day.limits,
    visits,
    firstGap,
    lastGap: firstGap + visits.length,
    // Looking into every visit once more would cost as much as timing the day.
    work: day.limits === undefined ? 0 : workOf(visits),
    travel: 0,
  };
}

/** The sum of the services. */
function workOf(visits: readonly Visit[]): Seconds {
  let work = 0;
  for (let i = 0; i < visits.length; i++) work += visits[i]!.duration;
  return work;
}

/** The visits of a day without those that are replaced; the day's own list when none is. */
function remainingVisits(day: WorkDay, replaced?: ReadonlySet<string>): readonly Visit[] {
  if (replaced === undefined || !day.visits.some((visit) => replaced.has(visit.id))) return day.visits;
  return day.visits.filter((visit) => !replaced.has(visit.id));
}

/** The place of stop k. */
export function stopPlace(route: DayRoute, k: number): Place {
  if (k === 0) return route.day.start;
  return k > route.visits.length ? route.day.end : route.visits[k - 1]!.place;
}

/** The moments between which a service may start on a day, both included; ascending, disjoint. */
export interface StartRanges {
  first: EpochSeconds[];
  last: EpochSeconds[];
}
