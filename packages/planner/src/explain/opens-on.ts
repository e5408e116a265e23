import type { SlotQuery } from '../problem/types.ts';
import { routeOf } from '../route/routes.ts';
import { timeBackward, timeForward } from '../route/time-route.ts';
import type { EpochSeconds } from '../units.ts';
import { boundTimes } from './bound-times.ts';
import { refuseDay } from './refuse-day.ts';
import type { TimedDay } from './timed-day.ts';

/**
 * Whether a query whose hours or promises are relaxed on one day offers the window there: the search's own rules, on that
 * day alone, with the legs that are known already.
 *
 * @param timed the day; its times are written over.
 */
export function opensOn(relaxed: SlotQuery, timed: TimedDay, start: EpochSeconds): boolean {
  const route = relaxedRoute(relaxed, timed);
  timeForward(route, route.gaps);
  timeBackward(route, route.gaps);
  return refuseDay(relaxed, { ...timed, route }, start) === undefined;
}

/**
 * Whether any query from `less` to `more` relaxed might offer the window on the day: the search's own rules again, asked
 * of bounds that hold for all of them. false: none does. true says nothing.
 *
 * @param timed the day; its times are written over.
 */
export function mayOpenOn(less: SlotQuery, more: SlotQuery, timed: TimedDay, start: EpochSeconds): boolean {
  const route = relaxedRoute(more, timed);
  boundTimes(relaxedRoute(less, timed), route, route.gaps);
  return refuseDay(more, { ...timed, route }, start) === undefined;
}

/** The day's route as the relaxed query has it. */
function relaxedRoute({ technicians, request }: SlotQuery, { route }: TimedDay): TimedDay['route'] {
  const day = technicians[0]!.days.find(({ date }) => date === route.day.date)!;
  const { travel } = route;
  return { ...route, ...routeOf(day, route.firstGap, new Set(request.replaces)), travel };
}
