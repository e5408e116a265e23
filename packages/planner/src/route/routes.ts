import type { Technician, Visit, WorkDay } from '../problem/types.ts';
import type { EpochSeconds, Place, Seconds } from '../units.ts';

/** A work day as a route whose stops are numbered: 0 = start place, 1..n = visits, n+1 = end place. */
export interface DayRoute {
  day: WorkDay;
  /** The visits that count: those of the day without those that are replaced. */
  visits: readonly Visit[];
  /** The index of this route's gap 0 in `Gaps`; gap k lies between stop k and stop k+1, so there are n+1. */
  firstGap: number;
  /** Sum of the service durations. */
  work: Seconds;
  /** Sum of the legs; one without a road counts 0. Known once the day is timed. */
  travel: Seconds;
}

/** A technician's day in a search. */
export interface Route extends DayRoute {
  /** The day as it was prepared, when it was and none of its visits is replaced. */
  known: KnownDay | undefined;
  /** The number of its end place when it was prepared, else -1. */
  endPlace: number;
  technician: Technician;
  /** The technician's index in the query. */
  owner: number;
  /** The starts that working time and opening hours allow: indexes of `StartRanges`, from..to (exclusive). */
  rangesFrom: number;
  rangesTo: number;
  /** From the first to the last window that touches them: indexes of the windows, from..to (exclusive). */
  windowsFrom: number;
  windowsTo: number;
}

/** A day as `prepareDays` keeps it: its gaps' times stand from `firstGap` on in columns of its own. */
export interface KnownDay extends DayRoute {
  /** How many gaps there is room for in its place. */
  room: number;
  /** The number of its end place; those of the other stops stand in `Gaps.stop`. */
  endPlace: number;
  /** Whether its times are known: not when it comes without `legs`. */
  timed: boolean;
}

/** One entry for each gap of each route. */
export interface Gaps {
  /** Travel time between the gap's own stops; -1 = no road, `unknownLeg` until it is fetched. */
  own: Int32Array;
  ownEstimated: Uint8Array;
  /** `E(k)` of the visit before the gap, and whether it has room there; nothing for the start place. */
  starts: Float64Array;
  fits: Uint8Array;
  /** When stop k is left: `E(k) + duration(k)`; the opening of the first working interval for the start place. */
  leaving: Float64Array;
  /** The latest arrival at stop k+1 with which no later visit breaks its promise. */
  promised: Float64Array;
  /** The same, with which the way back is kept too. */
  kept: Float64Array;
  /** Travel to and from the request's place; -1 = no road. */
  before: Int32Array;
  after: Int32Array;
  newEstimated: Uint8Array;
  /** The number of the place of stop k; only where the day was prepared. */
  stop: Int32Array;
}

/** A leg whose travel time is not known yet. */
export const unknownLeg = -2;

export function makeGaps(count: number): Gaps {
  return {
    own: new Int32Array(count),
    ownEstimated: new Uint8Array(count),
    starts: new Float64Array(count),
    fits: new Uint8Array(count),
    leaving: new Float64Array(count),
    promised: new Float64Array(count),
    kept: new Float64Array(count),
    before: new Int32Array(count),
    after: new Int32Array(count),
    newEstimated: new Uint8Array(count),
    stop: new Int32Array(count),
  };
}

/** A day as a route; with `replaced`, the visits of these ids are taken out. */
export function routeOf(day: WorkDay, firstGap: number, replaced?: ReadonlySet<string>): DayRoute {
  const visits = remainingVisits(day, replaced);
  return { day, visits, firstGap, work: workOf(visits), travel: 0 };
}

/** The sum of the services. */
export function workOf(visits: readonly Visit[]): Seconds {
  let work = 0;
  for (let i = 0; i < visits.length; i++) work += visits[i]!.duration;
  return work;
}

/** The visits of a day without those that are replaced; the day's own list when none is. */
export function remainingVisits(day: WorkDay, replaced?: ReadonlySet<string>): readonly Visit[] {
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
