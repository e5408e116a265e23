import type { Technician, VisitRequest, WorkDay } from '../problem/types.ts';
import { AskedTravel } from '../route/asked-travel.ts';
import { fillOwnLegs } from '../route/own-legs.ts';
import { Gaps, Route, stopPlace } from '../route/routes.ts';
import { timeBackward, timeForward } from '../route/time-route.ts';
import { drive } from '../time/working-time.ts';
import type { TravelTimes } from '../travel/types.ts';

/** One day as the search sees it, every leg known, also where nothing could come of it. */
export interface TimedDay {
  route: Route;
  way: WayTo;
}

/** Travel to the request's place from stop k and from there to stop k+1, by k; -1 = no road. Nothing without a place. */
export interface WayTo {
  before: Int32Array;
  after: Int32Array;
}

export async function timedDay(
  technician: Technician,
  day: WorkDay,
  { place, replaces = [] }: VisitRequest,
  travel: TravelTimes,
): Promise<TimedDay> {
  const gaps = new Gaps(day.visits.length + 1);
  const route = new Route({ technician, owner: 0 }, day, day.working, gaps, 0, new Set(replaces));
  const count = route.visits.length + 1;
  const asked = new AskedTravel(travel);
  await fillOwnLegs([route], asked);
  timeForward(route, gaps);
  timeBackward(route, gaps);
  const way: WayTo = { before: new Int32Array(count), after: new Int32Array(count) };
  if (place !== null) {
    const stops = Array.from({ length: count + 1 }, (_, k) => stopPlace(route, k));
    const [there, back] = await Promise.all([
      asked.table(stops.slice(0, -1), [place]),
      asked.table([place], stops.slice(1)),
    ]);
    way.before.set(there.seconds);
    way.after.set(back.seconds);
  }
  return { route, way };
}

/** Whether every visit keeps its promise with room, and the way back fits. Then more time for anything never hurts. */
export function isWhole({ route }: TimedDay): boolean {
  const { visits, working, ownTime, gaps } = route;
  const count = visits.length;
  if (count === 0) return true;
  const kept = visits.every((visit, i) => gaps.fits[i + 1] === 1 && gaps.starts[i + 1]! <= visit.latest);
  const back = gaps.own[count]!;
  const fitsBack = ownTime || drive(working, gaps.leaving[count]!, back) < Infinity;
  return kept && back >= 0 && fitsBack;
}
