import { straightLine } from '../travel/straight-line.ts';
import type { EpochSeconds, Place, Seconds } from '../units.ts';
import type { AskedTravel } from '../route/asked-travel.ts';
import type { PlaceIndex } from '../route/place-index.ts';
import { stopPlace } from '../route/routes.ts';
import type { Route } from '../route/routes.ts';
import type { SearchState } from './state.ts';

/**
 * Fills `before` and `after` of every gap: one N x 1 and one 1 x N for the whole request, each place once.
 *
 * A gap that not even a straight line at the provider's top speed (without one: no travel at all) leaves room for is
 * not asked for; it keeps those lower bounds, which the constraints then refuse.
 *
 * @param index has the places of the routes that were prepared; the others are added.
 */
export async function fillRequestLegs(
  state: SearchState,
  place: Place,
  index: PlaceIndex,
  asked: AskedTravel,
): Promise<void> {
  const { query, gaps, routes } = state;
  const most = index.places.length + gaps.own.length + routes.length;
  const sources = new AskedPlaces(index, most);
  const targets = new AskedPlaces(index, most);
  const wanted: number[] = [];
  const speed = asked.provider.topSpeed;
  const atLeast = (stop: Place): Seconds =>
    speed === undefined ? 0 : Math.floor(straightLine(stop, place) / speed);
  for (const route of routes) {
    const reach = reachOf(state, route);
    const count = route.visits.length;
    let before = speed === undefined ? 0 : atLeast(stopPlace(route, 0));
    /** The number of stop k, when gap k-1 asked for it. */
    let number = -1;
    for (let k = 0; k <= count; k++) {
      const gap = route.firstGap + k;
      const after = speed === undefined ? 0 : atLeast(stopPlace(route, k + 1));
      // The clock runs at least as fast as working time: these are bounds, cheaper than the constraints themselves.
      const from = Math.max(reach.from, Math.max(gaps.leaving[gap]!, query.now) + before);
      const to = Math.min(reach.to, gaps.kept[gap]! - after - query.request.duration);
      if (from > to) {
        gaps.before[gap] = before;
        gaps.after[gap] = after;
        number = -1;
      } else {
        // The numbers of the places stand in for the travel times until these are known.
        gaps.before[gap] = sources.ask(number < 0 ? numberOf(state, route, k, index) : number);
        number = numberOf(state, route, k + 1, index);
        gaps.after[gap] = targets.ask(number);
        wanted.push(gap);
      }
      before = after;
    }
  }
  const [there, back] = await Promise.all([
    asked.table(sources.take(), [place]),
    asked.table([place], targets.take()),
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

/** The places of one side of a table, each once. */
class AskedPlaces {
  private readonly index: PlaceIndex;
  private readonly numbers: number[] = [];
  /** By number in the index: where the place stands in `numbers`, + 1; 0 = not yet. */
  private readonly asked: Int32Array;

  constructor(index: PlaceIndex, most: number) {
    this.index = index;
    this.asked = index.takeMarks(most);
  }

  /** Where the place of this number stands among those asked for. */
  ask(number: number): number {
    const known = this.asked[number]!;
    if (known > 0) return known - 1;
    return (this.asked[number] = this.numbers.push(number)) - 1;
  }

  /** The places asked for; once, at the end. */
  take(): Place[] {
    const { index, numbers, asked } = this;
    for (const number of numbers) asked[number] = 0;
    index.giveBackMarks(asked);
    return numbers.map((number) => index.places[number]!);
  }
}

/** The number of stop k: as the day was prepared, or looked up. */
function numberOf({ gaps }: SearchState, route: Route, k: number, index: PlaceIndex): number {
  if (route.endPlace < 0) return index.add(stopPlace(route, k));
  return k > route.visits.length ? route.endPlace : gaps.stop[route.firstGap + k]!;
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
