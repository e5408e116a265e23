import { longestDuration } from '../field-path.ts';
import type { Visit } from '../problem/types.ts';
import { arrive, closingTime, earliestStart, latestDeparture, latestStart } from '../time/working-time.ts';
import type { EpochSeconds, Interval, Seconds } from '../units.ts';
import type { DayRoute, Gaps, Route } from './routes.ts';

/** Times a day whose legs are known, forward and then backward. */
export function timeRoute(route: Route): void {
  timeForward(route, route.gaps);
  timeBackward(route, route.gaps);
}

/**
 * Today's times (docs/planner.md 3.2): fills `starts`, `fits` and `leaving` of the route's gaps, everything done as
 * early as possible, and the route's `travel` and `work`. The legs must be known.
 */
export function timeForward(route: DayRoute, gaps: Gaps): void {
  const { working, ownTime, visits, firstGap } = route;
  let travel = Math.max(0, gaps.own[firstGap]!);
  let work = 0;
  // Without working time there is no opening to leave at: the first visit is then reached at any moment.
  const opening = ownTime ? -Infinity : (working[0]?.start ?? -Infinity);
  gaps.leaving[firstGap] = opening;
  let arrival = opening === -Infinity ? opening : arrive(working, opening, travel);
  for (let k = 1; k <= visits.length; k++) {
    const visit = visits[k - 1]!;
    const gap = firstGap + k;
    const ready = Math.max(visit.earliest, arrival);
    const fitting = earliestStart(working, visit.open, ready, visit.duration);
    const fits = fitting < Infinity;
    const start = fits ? fitting : ready;
    gaps.starts[gap] = start;
    gaps.fits[gap] = fits ? 1 : 0;
    gaps.leaving[gap] = start + visit.duration;
    const leg = Math.max(0, gaps.own[gap]!);
    work += visit.duration;
    travel += leg;
    arrival = arrive(working, start + visit.duration, leg);
  }
  route.work = work;
  route.travel = travel;
}

/**
 * How late each stop may be reached: fills `promised`, `room` and `kept`, from the last stop back to the first. Every rule of
 * 3.3 for the later visits holds for all arrivals up to some latest one (a later arrival never makes a later visit
 * earlier), so that one number a stop says it all. After `timeForward`.
 */
export function timeBackward(route: DayRoute, gaps: Gaps): void {
  const { working, ownTime, visits, firstGap } = route;
  const closing = closingTime(working) ?? -Infinity;
  const lastGap = firstGap + visits.length;
  // A service inside working time ends by closing: a way back of 0 s adds nothing.
  gaps.promised[lastGap] = Infinity;
  gaps.room[lastGap] = longestDuration;
  gaps.kept[lastGap] = ownTime ? Infinity : closing;
  for (let k = visits.length; k >= 1; k--) {
    const visit = visits[k - 1]!;
    const gap = firstGap + k;
    const start = gaps.starts[gap]!;
    if (visit.latest <= start) {
      // A fixed visit, or one that is late: today's times keep what is kept today, and later ones do not.
      gaps.promised[gap - 1] = gaps.kept[gap - 1] = start;
      gaps.room[gap - 1] = roomBetween(gaps.leaving[gap - 1]!, start);
      continue;
    }
    const leg = gaps.own[gap]!;
    const unbroken = visit.latest;
    let promised = unbroken;
    let kept: EpochSeconds;
    if (k === visits.length) {
      kept = Math.min(
        unbroken,
        Math.max(start, latestLeaving(working, closing, ownTime, leg) - visit.duration),
      );
    } else {
      const promisedNext = gaps.promised[gap]!;
      const keptNext = gaps.kept[gap]!;
      promised = Math.min(
        unbroken,
        latestDeparture(working, promisedNext, Math.max(0, leg)) - visit.duration,
      );
      kept =
        keptNext === promisedNext
          ? promised
          : Math.min(unbroken, latestDeparture(working, keptNext, Math.max(0, leg)) - visit.duration);
    }
    const fits = gaps.fits[gap] === 1;
    const arrival = latestArrival(working, visit, fits, promised);
    gaps.promised[gap - 1] = arrival;
    gaps.room[gap - 1] = roomBetween(gaps.leaving[gap - 1]!, arrival);
    gaps.kept[gap - 1] = kept === promised ? arrival : latestArrival(working, visit, fits, kept);
  }
}

/** At least -1, which is as little room as any less. */
function roomBetween(leaving: EpochSeconds, arrival: EpochSeconds): Seconds {
  return arrival <= leaving ? -1 : Math.min(arrival - leaving, longestDuration);
}

/**
 * When the last visit must be left for the way back to fit; -Infinity when it never does. Unlike an old leg between two
 * visits, which counts 0, a way back without a road does not fit: the last visit may then not become later.
 */
function latestLeaving(
  working: readonly Interval[],
  closing: EpochSeconds,
  ownTime: boolean,
  leg: number,
): EpochSeconds {
  if (leg < 0) return -Infinity;
  return ownTime || leg === 0 ? Infinity : latestDeparture(working, closing, leg);
}

/** The latest arrival at a visit that lets it start by `latest`, with room if it has room today. */
function latestArrival(
  working: readonly Interval[],
  visit: Visit,
  fits: boolean,
  latest: EpochSeconds,
): EpochSeconds {
  if (latest < visit.earliest) return -Infinity;
  // Beyond the last moment with room, a visit without room starts when it is reached.
  if (!fits && latest > latestStart(working, visit.open, Infinity, visit.duration)) return latest;
  const start = latestStart(working, visit.open, latest, visit.duration);
  return start >= visit.earliest ? start : -Infinity;
}
