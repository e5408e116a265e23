import { goals } from '@itinera/planner';
import type { Goal, Interval, Offer, SlotQuery, Technician, Visit } from '@itinera/planner';
import { drive, driveOn, timesAfter, timesToday } from './day-simulation.ts';
import type { Insertion, Route, Timed } from './day-simulation.ts';
import { daysBetween, localDate } from './local-clock.ts';
import type { Leg } from './problem.ts';

/** The new visit at its planned start, in the window promised. */
export interface Placed extends Insertion {
  start: number;
  window: number;
}

type Part = Offer['parts'][number]['name'];

/** Section 5: the cost from its parts, the relevance from the cost, the grade from the relevance. */
export function weigh(
  query: SlotQuery,
  technician: Technician,
  route: Route,
  placed: Placed,
): Pick<Offer, 'cost' | 'parts' | 'relevance' | 'grade'> {
  const goal: Goal = query.goal ?? goals.relevance;
  const prefer = query.request.technicians?.prefer;
  const seconds: Record<Part, () => number> = {
    travel: () => placed.before + placed.after - driven(route.legs[placed.k] as Leg),
    preference: () => (prefer && !prefer.includes(technician.id) ? 1800 : 0),
    load: () =>
      route.visits.reduce((sum, visit) => sum + visit.duration, 0) +
      route.legs.reduce((sum, leg) => sum + driven(leg), 0),
    delay: () => delayOf(query, placed.window),
    idle: () => {
      const lost = (waits: Interval[]): number => unusable(route, waits, query.now, goal.usefulGap ?? 1800);
      return lost(waitsAfter(route, placed, query.now)) - lost(waitsToday(route));
    },
  };
  const parts = (['travel', 'preference', 'load', 'delay', 'idle'] as const).flatMap((name) => {
    const weight = goal.weights[name];
    if (weight === undefined) return [];
    const unweighted = seconds[name]();
    return [{ name, seconds: unweighted, weight, cost: unweighted * weight + 0 }];
  });
  const cost = parts.reduce((sum, part) => sum + part.cost, 0);
  const relevance = Math.round(100 * 2 ** (-Math.max(0, cost) / (goal.halving ?? 1800)));
  return { cost, parts, relevance, grade: relevance >= 80 ? 'best' : relevance >= 50 ? 'good' : 'possible' };
}

function delayOf({ request, grid, now, notice = 0 }: SlotQuery, window: number): number {
  const earliest = Math.min(...request.windows.map((asked) => asked.start));
  const couldBe = localDate(grid.zone, Math.max(now + notice, earliest));
  return daysBetween(couldBe, localDate(grid.zone, window)) * 86_400;
}

function driven(leg: Leg): number {
  return Math.max(0, leg.seconds);
}

/** Second by second would be the definition; here each wait, from an arrival to a start, in the pieces breaks cut it into. */
function unusable({ day }: Route, waits: Interval[], now: number, usefulGap: number): number {
  return waits
    .flatMap((wait) =>
      day.working.map((work) => overlap(work, { ...wait, start: Math.max(wait.start, now) })),
    )
    .filter((piece) => piece < usefulGap)
    .reduce((sum, piece) => sum + piece, 0);
}

function overlap(a: Interval, b: Interval): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

/** From each arrival of the day as it is to the start there, the end place's to closing. */
function waitsToday(route: Route): Interval[] {
  const opening = (route.day.working[0] as Interval).start;
  const left = route.ownTime ? -Infinity : opening;
  return waitsFrom(route, 0, left, (route.legs[0] as Leg).seconds, timesToday(route));
}

/** The same with the new visit in it. */
function waitsAfter(route: Route, placed: Placed, now: number): Interval[] {
  const { k, before, after, start, duration } = placed;
  const { working } = route.day;
  const today = timesToday(route);
  const free =
    k === 0
      ? (working[0] as Interval).start
      : (today[k - 1] as Timed).start + (route.visits[k - 1] as Visit).duration;
  const reached =
    k === 0 && route.ownTime ? now + before : (drive(working, Math.max(free, now), before) as number);
  return [
    ...waitsToday(route).slice(0, k),
    { start: reached, end: start },
    ...waitsFrom(route, k, start + duration, after, timesAfter(route, placed, start)),
  ];
}

/** The waits at visits `first`.. and at the end place, when the stop before them is left at `left`. */
function waitsFrom(route: Route, first: number, left: number, leg: number, timed: Timed[]): Interval[] {
  const { working } = route.day;
  const waits: Interval[] = [];
  let leaving = left;
  let way = leg;
  timed.forEach(({ start }, ahead) => {
    waits.push({ start: leaving === -Infinity ? leaving : driveOn(working, leaving, way), end: start });
    leaving = start + (route.visits[first + ahead] as Visit).duration;
    way = (route.legs[first + ahead + 1] as Leg).seconds;
  });
  const back = route.ownTime ? leaving : driveOn(working, leaving, way);
  return [...waits, { start: back, end: (working.at(-1) as Interval).end }];
}
