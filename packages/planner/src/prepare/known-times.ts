import type { Gaps, Route } from '../route/routes.ts';
import type { DayStore } from './day-store.ts';

/** Takes the times of prepared days out of the store into a search's columns; gives the routes that are still to be timed. */
export function takeKnownTimes(store: DayStore, routes: readonly Route[], gaps: Gaps): Route[] {
  const untimed: Route[] = [];
  for (const route of routes) {
    const { known } = route;
    if (known !== undefined) store.copyTo(gaps, route.firstGap, known);
    if (known?.timed === true) route.travel = known.travel;
    else untimed.push(route);
  }
  return untimed;
}
