import type { Technician, VisitRequest, WorkDay } from '../problem/types.ts';
import { AskedTravel } from '../route/asked-travel.ts';
import { fillOwnLegs } from '../route/own-legs.ts';
import { makeGaps, routeOf, stopPlace } from '../route/routes.ts';
import type { Gaps, Route } from '../route/routes.ts';
import { timeBackward, timeForward } from '../route/time-route.ts';
import { drive } from '../time/working-time.ts';
import type { TravelTimes } from '../travel/types.ts';

/** One day as the search sees it, every leg known, also where nothing could come of it. */
export interface TimedDay {
  route: Route;
  gaps: Gaps;
}

export async function timedDay(
  technician: Technician,
  day: WorkDay,
  { place, replaces = [] }: VisitRequest,
  travel: TravelTimes,
): Promise<TimedDay> {
  const route: Route = {
    ...routeOf(day, 0, new Set(replaces)),
    technician,
    owner: 0,
    known: undefined,
    endPlace: -1,
    rangesFrom: 0,
    rangesTo: 0,
    windowsFrom: 0,
    windowsTo: 0,
  };
  const count = route.visits.length + 1;
  const gaps = makeGaps(count);
  const asked = new AskedTravel(travel);
  await fillOwnLegs([route], gaps, asked);
  timeForward(route, gaps);
  timeBackward(route, gaps);
  if (place !== null) {
    const stops = Array.from({ length: count + 1 }, (_, k) => stopPlace(route, k));
    const [there, back] = await Promise.all([
      asked.table(stops.slice(0, -1), [place]),
      asked.table([place], stops.slice(1)),
    ]);
    gaps.before.set(there.seconds);
    gaps.after.set(back.seconds);
  }
  return { route, gaps };
}

/** Whether every visit keeps its promise with room, and the way back fits. Then more time for anything never hurts. */
export function isWhole({ route, gaps }: TimedDay): boolean {
  const { visits, day } = route;
  const count = visits.length;
  if (count === 0) return true;
  const kept = visits.every((visit, i) => gaps.fits[i + 1] === 1 && gaps.starts[i + 1]! <= visit.latest);
  const back = gaps.own[count]!;
  const fitsBack = day.commute === 'own-time' || drive(day.working, gaps.leaving[count]!, back) < Infinity;
  return kept && back >= 0 && fitsBack;
}
