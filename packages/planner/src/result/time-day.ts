import { PlannerError } from '../errors.ts';
import type { WorkDay } from '../problem/types.ts';
import { validateDay } from '../problem/validate-day.ts';
import { AskedTravel } from '../route/asked-travel.ts';
import { fillOwnLegs } from '../route/own-legs.ts';
import { Gaps, routeOf } from '../route/routes.ts';
import { timeForward } from '../route/time-route.ts';
import { arrive, drive } from '../time/working-time.ts';
import type { TravelTimes } from '../travel/types.ts';
import type { EpochSeconds, Seconds } from '../units.ts';

/** One leg of a day: from stop k to stop k+1. */
export interface TimelineLeg {
  /** Travel time; 0 where there is no road. */
  seconds: Seconds;
  /** false: the provider (or the caller's `legs`) says that there is none. */
  road: boolean;
  source: 'road' | 'estimate';
  /**
   * Left and reached; breaks may lie between them. A way to work in own-time ends just when the first service starts.
   * null on a day without visits, on which nothing is driven.
   */
  leaves: EpochSeconds | null;
  arrives: EpochSeconds | null;
}

/** One visit of a day, everything before it done as early as possible. */
export interface TimelineStop {
  visitId: string;
  arrival: EpochSeconds;
  start: EpochSeconds;
  end: EpochSeconds;
  /** From the arrival to the start; breaks count. */
  waiting: Seconds;
  /** How much later than the promise's `latest` the service starts; 0 when it keeps it. */
  lateness: Seconds;
  /** Whether the service lies in one working interval and one of the visit's `open`. */
  fits: boolean;
}

/** A day's route with its times. */
export interface DayTimeline {
  /** `visits.length + 1` legs: start place -> ... -> end place. */
  legs: TimelineLeg[];
  stops: TimelineStop[];
  /** Sum of the legs (in own-time too), and of the services. */
  travel: Seconds;
  work: Seconds;
  /** Whether there is a road to the end place and, unless in own-time, it is reached within working time. True without visits. */
  wayBackFits: boolean;
}

/**
 * Times a day as it stands (docs/planner.md 3.2): every visit as early as its promise, the legs and working time allow.
 *
 * It knows no `now`: on a day under way, visits that have begun are to be frozen at their real start and those that have
 * not to have `earliest >= now`; then no start to come lies in the past, and an arrival that does only says how early
 * somebody could have been there.
 *
 * `travel` is asked only for legs that the day does not keep; a day with `legs` needs no provider.
 * @throws PlannerError when the day is not what `WorkDay` promises, or has no legs and no provider is given.
 */
export async function timeDay(day: WorkDay, travel?: TravelTimes): Promise<DayTimeline> {
  validateDay(day);
  if (day.legs === undefined && travel === undefined) {
    throw new PlannerError('travel-times', 'travel', 'must be given for a day that keeps no legs');
  }
  const route = routeOf(day, 0);
  const gaps = new Gaps(day.visits.length + 1);
  if (travel !== undefined) await fillOwnLegs([{ ...route, gaps }], new AskedTravel(travel));
  else gaps.own.set(day.legs ?? []);
  timeForward(route, gaps);
  const legs = timelineLegs(day, gaps);
  return {
    legs,
    stops: timelineStops(day, gaps, legs),
    travel: route.travel,
    work: route.work,
    wayBackFits: wayBackFits(day, gaps),
  };
}

function timelineLegs(day: WorkDay, gaps: Gaps): TimelineLeg[] {
  const count = day.visits.length;
  return Array.from({ length: count + 1 }, (_, k) => {
    const leg = gaps.own[k]!;
    const seconds = Math.max(0, leg);
    const source = gaps.ownEstimated[k] === 1 ? 'estimate' : 'road';
    const known = { seconds, road: leg >= 0, source } as const;
    if (count === 0) return { ...known, leaves: null, arrives: null };
    const leaving = gaps.leaving[k]!;
    if (leaving === -Infinity) {
      const arrives = gaps.starts[1]!;
      return { ...known, leaves: arrives - seconds, arrives };
    }
    const byClock = k === count && day.commute === 'own-time';
    const arrives = byClock ? leaving + seconds : arrive(day.working, leaving, seconds);
    return { ...known, leaves: leaving, arrives };
  });
}

function timelineStops(day: WorkDay, gaps: Gaps, legs: readonly TimelineLeg[]): TimelineStop[] {
  return day.visits.map((visit, i) => {
    const start = gaps.starts[i + 1]!;
    const arrival = legs[i]!.arrives ?? start;
    return {
      visitId: visit.id,
      arrival,
      start,
      end: start + visit.duration,
      waiting: start - arrival,
      lateness: Math.max(0, start - visit.latest),
      fits: gaps.fits[i + 1] === 1,
    };
  });
}

function wayBackFits(day: WorkDay, gaps: Gaps): boolean {
  const count = day.visits.length;
  if (count === 0) return true;
  const leg = gaps.own[count]!;
  if (leg < 0) return false;
  return day.commute === 'own-time' || drive(day.working, gaps.leaving[count]!, leg) < Infinity;
}
