import { straightLine } from '../travel/straight-line.ts';
import type { Place, Seconds } from '../units.ts';
import type { AskedTravel } from '../route/asked-travel.ts';
import type { PlaceIndex } from '../route/place-index.ts';
import { stopPlace } from '../route/routes.ts';
import type { Route } from '../route/routes.ts';
import type { SearchState } from './state.ts';

/** Travel to and from the request's place, for the gaps of which anything is known. Of the others: it takes no less than 0. */
export class RequestLegs {
  /** By route: where its entries begin, in ascending order of k; one more at the end. */
  readonly from: Int32Array;
  readonly k: number[] = [];
  /** Travel from stop k to the place, and from there to stop k+1; -1 = no road. */
  readonly before: Seconds[] = [];
  readonly after: Seconds[] = [];
  /** 1 where either was estimated. */
  readonly estimated: number[] = [];

  constructor(routes: number) {
    this.from = new Int32Array(routes + 1);
  }

  /** What is known of gap k of a route. */
  entryOf(route: number, k: number): { before: Seconds; after: Seconds; estimated: boolean } {
    const entry = this.k.indexOf(k, this.from[route]);
    return { before: this.before[entry]!, after: this.after[entry]!, estimated: this.estimated[entry] === 1 };
  }
}

/**
 * Asks for the travel to and from the request's place: one N x 1 and one 1 x N for the whole request, each place once.
 *
 * A gap that not even a straight line at the provider's top speed (without one: no travel at all) leaves room for is
 * not asked for; those lower bounds stand for its travel, which the constraints then refuse.
 *
 * @param index has the places of the routes that were prepared; the others are added.
 */
export async function askRequestLegs(
  { query, routes, reaches }: Pick<SearchState, 'query' | 'routes' | 'reaches'>,
  place: Place,
  index: PlaceIndex,
  asked: AskedTravel,
): Promise<RequestLegs> {
  const legs = new RequestLegs(routes.length);
  const sources = new AskedPlaces(index);
  const targets = new AskedPlaces(index);
  /** The entries that are asked for. */
  const wanted: number[] = [];
  const { now } = query;
  const { duration } = query.request;
  const speed = asked.provider.topSpeed;
  const atLeast = (stop: Place): Seconds =>
    speed === undefined ? 0 : Math.floor(straightLine(stop, place) / speed);
  for (let i = 0; i < routes.length; i++) {
    const route = routes[i]!;
    const reach = reaches[i]!;
    const { firstGap, lastGap } = route;
    const { leaving, kept } = route.gaps;
    legs.from[i] = legs.k.length;
    let before = speed === undefined ? 0 : atLeast(stopPlace(route, 0));
    /** The gap whose end was asked for, and its number. */
    let askedGap = -2;
    let number = 0;
    for (let gap = firstGap; gap <= lastGap; gap++) {
      const after = speed === undefined ? 0 : atLeast(stopPlace(route, gap - firstGap + 1));
      // The clock runs at least as fast as working time: these are bounds, cheaper than the constraints themselves.
      const from = Math.max(reach.from, Math.max(leaving[gap]!, now) + before);
      const to = Math.min(reach.to, kept[gap]! - after - duration);
      if (from <= to) {
        // Until they are known, the travel times are where they will stand in the answers.
        wanted.push(legs.k.push(gap - firstGap) - 1);
        legs.before.push(sources.ask(askedGap === gap - 1 ? number : numberOf(route, gap, index)));
        number = numberOf(route, gap + 1, index);
        askedGap = gap;
        legs.after.push(targets.ask(number));
        legs.estimated.push(0);
      } else if (speed !== undefined) {
        legs.k.push(gap - firstGap);
        legs.before.push(before);
        legs.after.push(after);
        legs.estimated.push(0);
      }
      before = after;
    }
  }
  legs.from[routes.length] = legs.k.length;
  const [there, back] = await Promise.all([
    asked.table(sources.take(), [place]),
    asked.table([place], targets.take()),
  ]);
  for (let i = 0; i < wanted.length; i++) {
    const entry = wanted[i]!;
    const source = legs.before[entry]!;
    const target = legs.after[entry]!;
    legs.before[entry] = there.seconds[source]!;
    legs.after[entry] = back.seconds[target]!;
    const estimated = (there.estimated?.[source] ?? 0) | (back.estimated?.[target] ?? 0);
    legs.estimated[entry] = estimated === 0 ? 0 : 1;
  }
  return legs;
}

/** The places of one side of a table, each once. */
class AskedPlaces {
  private readonly index: PlaceIndex;
  private readonly numbers: number[] = [];
  /** By number in the index: where the place stands in `numbers`, + 1; 0 = not yet. */
  private asked: Int32Array;

  constructor(index: PlaceIndex) {
    this.index = index;
    this.asked = index.takeMarks();
  }

  /** Where the place of this number stands among those asked for. */
  ask(number: number): number {
    if (number >= this.asked.length) this.asked = this.index.moreMarks(this.asked);
    const known = this.asked[number]!;
    if (known > 0) return known - 1;
    return (this.asked[number] = this.numbers.push(number)) - 1;
  }

  /** The places asked for; once, at the end. */
  take(): Place[] {
    const { index, numbers, asked } = this;
    const places: Place[] = [];
    for (let i = 0; i < numbers.length; i++) {
      asked[numbers[i]!] = 0;
      places.push(index.places[numbers[i]!]!);
    }
    index.giveBackMarks(asked);
    return places;
  }
}

/** The number of the stop before a gap of a route, or after its last: as the day was prepared, or looked up. */
function numberOf(route: Route, gap: number, index: PlaceIndex): number {
  if (route.endPlace < 0) return index.add(stopPlace(route, gap - route.firstGap));
  return gap > route.lastGap ? route.endPlace : route.gaps.stop[gap]!;
}
