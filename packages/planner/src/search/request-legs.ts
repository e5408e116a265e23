import { straightLine } from '../travel/straight-line.ts';
import type { EpochSeconds, Place, Seconds } from '../units.ts';
import type { AskedTravel } from '../route/asked-travel.ts';
import { PlaceIndex } from '../route/place-index.ts';
import { stopPlace } from '../route/routes.ts';
import type { Route } from '../route/routes.ts';
import type { SearchState } from './state.ts';

/**
 * Fills `before` and `after` of every gap: one N x 1 and one 1 x N for the whole request, each place once.
 *
 * A gap that not even a straight line at the provider's top speed (without one: no travel at all) leaves room for is
 * not asked for; it keeps those lower bounds, which the constraints then refuse.
 */
export async function fillRequestLegs(state: SearchState, place: Place, asked: AskedTravel): Promise<void> {
  const { query, gaps } = state;
  const sources = new PlaceIndex();
  const targets = new PlaceIndex();
  const wanted: number[] = [];
  const speed = asked.provider.topSpeed;
  const atLeast = (stop: Place): Seconds =>
    speed === undefined ? 0 : Math.floor(straightLine(stop, place) / speed);
  for (const route of state.routes) {
    const reach = reachOf(state, route);
    let before = atLeast(stopPlace(route, 0));
    for (let k = 0; k <= route.visits.length; k++) {
      const gap = route.firstGap + k;
      const after = atLeast(stopPlace(route, k + 1));
      gaps.before[gap] = before;
      gaps.after[gap] = after;
      // The clock runs at least as fast as working time: these are bounds, cheaper than the constraints themselves.
      const from = Math.max(reach.from, Math.max(gaps.leaving[gap]!, query.now) + before);
      const to = Math.min(reach.to, gaps.kept[gap]! - after - query.request.duration);
      before = after;
      if (from > to) continue;
      // The numbers of the places stand in for the travel times until these are known.
      gaps.before[gap] = sources.add(stopPlace(route, k));
      gaps.after[gap] = targets.add(stopPlace(route, k + 1));
      wanted.push(gap);
    }
  }
  const [there, back] = await Promise.all([
    asked.table(sources.places, [place]),
    asked.table([place], targets.places),
  ]);
  for (const gap of wanted) {
    const source = gaps.before[gap]!;
    const target = gaps.after[gap]!;
    gaps.before[gap] = there.seconds[source]!;
    gaps.after[gap] = back.seconds[target]!;
    const estimated = (there.estimated?.[source] ?? 0) | (back.estimated?.[target] ?? 0);
    gaps.newEstimated[gap] = estimated === 0 ? 0 : 1;
  }
}

/** The starts on a day that any window could use. */
function reachOf(state: SearchState, route: Route): { from: EpochSeconds; to: EpochSeconds } {
  const { query, ranges, windows } = state;
  const lastWindow = windows.starts[route.windowsTo - 1]! + query.grid.width;
  return {
    from: Math.max(ranges.first[route.rangesFrom]!, windows.starts[route.windowsFrom]!),
    to: Math.min(ranges.last[route.rangesTo - 1]!, lastWindow),
  };
}
