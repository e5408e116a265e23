import type { Technician, Visit, WorkDay } from '../problem/types.ts';
import type { EpochSeconds, Interval, Place, Seconds } from '../units.ts';

/**
 * A work day as a route whose stops are numbered: 0 = start place, 1..n = visits, n+1 = end place. What each search reads
 * of a day stands in the route itself: looking into the day would wait for memory, thirty thousand times.
 */
export class DayRoute {
  readonly day: WorkDay;
  /** As the day's; days with the same hours may share one list. */
  readonly working: readonly Interval[];
  readonly ownTime: boolean;
  readonly limits: WorkDay['limits'];
  /** The visits that count: those of the day without those that are replaced. */
  readonly visits: readonly Visit[];
  /** The index of this route's gap 0 in `Gaps`; gap k lies between stop k and stop k+1, so there are n+1. */
  readonly firstGap: number;
  readonly lastGap: number;
  /** Sum of the service durations. Known once the day is timed; before, only where there are limits. */
  work: Seconds;
  /** Sum of the legs; one without a road counts 0. Known once the day is timed. */
  travel: Seconds = 0;

  constructor(day: WorkDay, working: readonly Interval[], firstGap: number, replaced?: ReadonlySet<string>) {
    const visits = remainingVisits(day, replaced);
    this.day = day;
    this.working = working;
    this.ownTime = day.commute === 'own-time';
    this.limits = day.limits;
    this.visits = visits;
    this.firstGap = firstGap;
    this.lastGap = firstGap + visits.length;
    // Looking into every visit once more would cost as much as timing the day.
    this.work = day.limits === undefined ? 0 : workOf(visits);
  }
}

/** A technician's day in a search. */
export class Route extends DayRoute {
  readonly technician: Technician;
  /** The technician's index in the query. */
  readonly owner: number;
  /** The columns in which its gaps stand: those of the prepared days, or of the search. */
  readonly gaps: Gaps;
  /** The number of its end place where the day was prepared, else -1; those of its other stops stand in `Gaps.stop`. */
  readonly endPlace: number;

  constructor(
    { technician, owner, endPlace = -1 }: { technician: Technician; owner: number; endPlace?: number },
    day: WorkDay,
    working: readonly Interval[],
    gaps: Gaps,
    firstGap: number,
    replaced?: ReadonlySet<string>,
  ) {
    super(day, working, firstGap, replaced);
    this.technician = technician;
    this.owner = owner;
    this.gaps = gaps;
    this.endPlace = endPlace;
  }
}

/** One entry for each gap of each route. */
export class Gaps {
  /** Travel time between the gap's own stops; -1 = no road, `unknownLeg` until it is fetched. */
  readonly own: Int32Array;
  readonly ownEstimated: Uint8Array;
  /** `E(k)` of the visit before the gap, and whether it has room there; nothing for the start place. */
  readonly starts: Float64Array;
  readonly fits: Uint8Array;
  /** When stop k is left: `E(k) + duration(k)`; the opening of the first working interval for the start place. */
  readonly leaving: Float64Array;
  /** The latest arrival at stop k+1 with which no later visit breaks its promise. */
  readonly promised: Float64Array;
  /** The same, with which the way back is kept too. */
  readonly kept: Float64Array;
  /**
   * The longest service that the promises leave room for, without any travel: `promised - leaving`, as 32 bits hold it.
   * Most gaps of a full day are told by this one number.
   */
  readonly room: Int32Array;
  /** The number of the place of stop k; only where the day was prepared. */
  readonly stop: Int32Array;

  constructor(count: number, numbered = false) {
    // In one piece: each piece of memory costs a small search more than what stands in it.
    const buffer = new ArrayBuffer(42 * count);
    this.starts = new Float64Array(buffer, 0, count);
    this.leaving = new Float64Array(buffer, 8 * count, count);
    this.promised = new Float64Array(buffer, 16 * count, count);
    this.kept = new Float64Array(buffer, 24 * count, count);
    this.own = new Int32Array(buffer, 32 * count, count);
    this.room = new Int32Array(buffer, 36 * count, count);
    this.fits = new Uint8Array(buffer, 40 * count, count);
    this.ownEstimated = new Uint8Array(buffer, 41 * count, count);
    this.stop = new Int32Array(numbered ? count : 0);
  }
}

/** A leg whose travel time is not known yet. */
export const unknownLeg = -2;

/** A day as a route, not timed yet; with `replaced`, the visits of these ids are taken out. */
export function routeOf(day: WorkDay, firstGap: number, replaced?: ReadonlySet<string>): DayRoute {
  return new DayRoute(day, day.working, firstGap, replaced);
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
