import type { Interval, Place, Visit, WorkDay } from '@itinera/planner';
import { legBetween } from './problem.ts';
import type { Leg, Problem } from './problem.ts';

/** A day as it is searched: the replaced visits are out and every leg is known. */
export interface Route {
  day: WorkDay;
  visits: Visit[];
  /** Start place, the visits' places, end place. */
  stops: Place[];
  /** legs[k]: from stop k to stop k + 1. */
  legs: Leg[];
  ownTime: boolean;
}

/** When a visit starts if everything is done as early as possible, and whether it has room there. */
export interface Timed {
  start: number;
  room: boolean;
}

/** The `day` without `replaces`; a leg keeps the day's own time where the day has it and its ends are still neighbours. */
export function routeOf(problem: Problem, day: WorkDay, replaces: string[]): Route {
  const kept = [...day.visits.keys()].filter(
    (number) => !replaces.includes((day.visits[number] as Visit).id),
  );
  const visits = kept.map((number) => day.visits[number] as Visit);
  const stops = [day.start, ...visits.map((visit) => visit.place), day.end];
  const numbers = [-1, ...kept, day.visits.length];
  const legs = stops.slice(1).map((to, k): Leg => {
    const [before, after] = [numbers[k] as number, numbers[k + 1] as number];
    const own = day.legs?.[after];
    if (own !== undefined && after === before + 1) return { seconds: own, estimated: false, kept: true };
    return legBetween(problem, stops[k] as Place, to);
  });
  return { day, visits, stops, legs, ownTime: day.commute === 'own-time' };
}

/** The earliest `y >= x` with `[y, y + d)` inside one working interval, and one of `open` when that is given. */
export function fit(
  working: Interval[],
  open: Interval[] | undefined,
  x: number,
  d: number,
): number | undefined {
  let earliest: number | undefined;
  for (const work of working) {
    for (const hours of open ?? [work]) {
      const y = Math.max(x, work.start, hours.start);
      if (y + d <= Math.min(work.end, hours.end) && (earliest === undefined || y < earliest)) earliest = y;
    }
  }
  return earliest;
}

/** The moment at which `d` seconds of working time have passed since `x`; undefined: working time runs out. */
export function drive(working: Interval[], x: number, d: number): number | undefined {
  if (d === 0) return x;
  let left = d;
  for (const { start, end } of working) {
    const from = Math.max(x, start);
    if (from >= end) continue;
    if (left <= end - from) return from + left;
    left -= end - from;
  }
  return undefined;
}

/** `drive` for visits already promised: an old leg without a road counts 0, and after the last interval the clock runs. */
export function driveOn(working: Interval[], x: number, leg: number): number {
  const arrival = drive(working, x, Math.max(0, leg));
  if (arrival !== undefined) return arrival;
  const last = (working.at(-1) as Interval).end;
  const driven = working.reduce((sum, { start, end }) => sum + Math.max(0, end - Math.max(start, x)), 0);
  return Math.max(x, last) + leg - driven;
}

/** Visits `first`.. of the route, the first of them reached at `arrival`. */
function retime(route: Route, first: number, arrival: number): Timed[] {
  const { working } = route.day;
  const timed: Timed[] = [];
  let reached = arrival;
  route.visits.slice(first).forEach((visit, ahead) => {
    const soonest = Math.max(visit.earliest, reached);
    const fitted = fit(working, visit.open, soonest, visit.duration);
    const start = fitted ?? soonest;
    timed.push({ start, room: fitted !== undefined });
    reached = driveOn(working, start + visit.duration, (route.legs[first + ahead + 1] as Leg).seconds);
  });
  return timed;
}

/** E(1)..E(n) of the contract's section 3, here from index 0. */
export function timesToday(route: Route): Timed[] {
  const opening = (route.day.working[0] as Interval).start;
  const arrival = route.ownTime
    ? -Infinity
    : driveOn(route.day.working, opening, (route.legs[0] as Leg).seconds);
  return retime(route, 0, arrival);
}

/** The later visits, re-timed after a new one that starts at `s`: F(k+1).. of section 3. */
export function timesAfter(route: Route, insertion: Insertion, s: number): Timed[] {
  const arrival = driveOn(route.day.working, s + insertion.duration, insertion.after);
  return retime(route, insertion.k, arrival);
}

/** Rules that a spoilt oracle leaves out, to show that the problems would notice. */
export type Rule =
  'way-back' | 'promises' | 'late-no-later' | 'room-stays' | 'gaps-interrupt-legs' | 'own-time' | 'now';

/** The new visit, to be tried between stops k and k + 1 at a place with these legs. */
export interface Insertion {
  k: number;
  duration: number;
  before: number;
  after: number;
}

/** Whether the new visit fits at start `s`: section 3.3, clause by clause; the caller has checked the legs' roads. */
export function fitsAt(
  route: Route,
  today: Timed[],
  insertion: Insertion,
  now: number,
  s: number,
  without: ReadonlySet<Rule> = new Set(),
): boolean {
  const { k, duration, before, after } = insertion;
  const { visits } = route;
  const last = visits.length;
  const { working } = route.day;
  const ownTime = route.ownTime && !without.has('own-time');
  const moment = without.has('now') ? -Infinity : now;
  const along = without.has('gaps-interrupt-legs') ? [{ start: -Infinity, end: Infinity }] : working;

  if (!working.some(({ start, end }) => start <= s && s + duration <= end)) return false;

  if (k === 0 && ownTime) {
    if (s < moment + before) return false;
  } else {
    const previous = today[k - 1];
    const free = previous
      ? previous.start + (visits[k - 1] as Visit).duration
      : (working[0] as Interval).start;
    const reached = drive(along, Math.max(free, moment), before);
    if (reached === undefined || reached > s) return false;
  }

  const later = retime(route, k, driveOn(along, s + duration, after));
  for (const [ahead, { start, room }] of later.entries()) {
    const visit = visits[k + ahead] as Visit;
    const then = today[k + ahead] as Timed;
    const bound =
      without.has('late-no-later') && then.start > visit.latest
        ? Infinity
        : Math.max(visit.latest, then.start);
    if (start > bound && !without.has('promises')) return false;
    if (then.room && !room && !without.has('room-stays')) return false;
  }

  if (without.has('way-back')) return true;
  const fitsBack = (from: number, seconds: number): boolean =>
    seconds >= 0 && (ownTime || drive(working, from, seconds) !== undefined);
  if (k === last) return fitsBack(s + duration, after);
  const home = (route.legs[last] as Leg).seconds;
  const lastVisit = visits[last - 1] as Visit;
  const lastToday = (today[last - 1] as Timed).start;
  const lastNow = (later.at(-1) as Timed).start;
  return (
    fitsBack(lastNow + lastVisit.duration, home) ||
    (!fitsBack(lastToday + lastVisit.duration, home) && lastNow <= lastToday)
  );
}
