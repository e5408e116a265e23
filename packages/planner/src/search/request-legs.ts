import type { SlotQuery } from '../problem/types.ts';
import { straightLine } from '../travel/straight-line.ts';
import type { Place, Seconds } from '../units.ts';
import type { AskedTravel } from '../route/asked-travel.ts';
import { PlaceIndex } from '../route/place-index.ts';
import { stopPlace } from '../route/routes.ts';
import type { Route } from '../route/routes.ts';
import type { Reach } from './reach.ts';

/**
 * Travel to and from the request's place, for the gaps of which anything is known. Of the others: it takes no less than 0.
 *
 * First routes are looked into, for the gaps that have to be asked for; then all are asked for together.
 */
export class RequestLegs {
  /** By route: where its entries begin, in ascending order of k, and where they end. */
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly k: number[] = [];
  /** Travel from stop k to the place, and from there to stop k+1; -1 = no road. */
  readonly before: Seconds[] = [];
  readonly after: Seconds[] = [];
  /** 1 where either was estimated. */
  readonly estimated: number[] = [];

  private readonly query: SlotQuery;
  private readonly place: Place;
  private readonly topSpeed: number | undefined;
  private readonly index: PlaceIndex;
  private readonly sources: AskedPlaces;
  private readonly targets: AskedPlaces;
  /** The entries that are asked for. */
  private readonly wanted: number[] = [];

  /**
   * @param topSpeed the provider's, if it promises one.
   * @param index has the places of the routes that were prepared; the others are added.
   */
  constructor(query: SlotQuery, place: Place, topSpeed: number | undefined, index = new PlaceIndex()) {
    this.query = query;
    this.place = place;
    this.topSpeed = topSpeed;
    this.index = index;
    this.sources = new AskedPlaces(index);
    this.targets = new AskedPlaces(index);
  }

  /** What is known of gap k of a route. */
  entryOf(route: number, k: number): { before: Seconds; after: Seconds; estimated: boolean } {
    const entry = this.k.indexOf(k, this.from[route]);
    return { before: this.before[entry]!, after: this.after[entry]!, estimated: this.estimated[entry] === 1 };
  }

  /**
   * Looks for the gaps of a route, the one of index `i` in the search, that could take the visit as far as can be told
   * without asking. Whether there are entries for it: without any, none of its gaps can.
   *
   * A gap that not even a straight line at the provider's top speed (without one: no travel at all) leaves room for is
   * not asked for; those lower bounds stand for its travel, which the constraints then refuse.
   */
  lookInto(i: number, route: Route, reach: Reach): boolean {
    const { index, sources, targets, topSpeed } = this;
    const { now } = this.query;
    const { duration } = this.query.request;
    const { firstGap, lastGap } = route;
    const { leaving, kept, room } = route.gaps;
    const begin = this.k.length;
    let before = topSpeed === undefined ? 0 : this.atLeast(stopPlace(route, 0), topSpeed);
    let after = 0;
    /** The gap whose end was asked for, and its number. */
    let askedGap = -2;
    let number = 0;
    for (let gap = firstGap; gap <= lastGap; gap++) {
      if (topSpeed !== undefined) after = this.atLeast(stopPlace(route, gap - firstGap + 1), topSpeed);
      else if (room[gap]! < duration) continue;
      // The clock runs at least as fast as working time: these are bounds, cheaper than the constraints themselves.
      const from = Math.max(reach.from, Math.max(leaving[gap]!, now) + before);
      const to = Math.min(reach.to, kept[gap]! - after - duration);
      if (from <= to) {
        // Until they are known, the travel times are where they will stand in the answers.
        this.wanted.push(this.k.push(gap - firstGap) - 1);
        this.before.push(sources.ask(askedGap === gap - 1 ? number : numberOf(route, gap, index)));
        number = numberOf(route, gap + 1, index);
        askedGap = gap;
        this.after.push(targets.ask(number));
        this.estimated.push(0);
      } else if (topSpeed !== undefined) {
        this.k.push(gap - firstGap);
        this.before.push(before);
        this.after.push(after);
        this.estimated.push(0);
      }
      before = after;
    }
    this.from[i] = begin;
    this.to[i] = this.k.length;
    return this.k.length > begin;
  }

  /** Asks for what was found to be missing: one N x 1 and one 1 x N for the whole request, each place once. */
  async ask(asked: AskedTravel): Promise<void> {
    const [there, back] = await Promise.all([
      asked.table(this.sources.take(), [this.place]),
      asked.table([this.place], this.targets.take()),
    ]);
    const { wanted, before, after, estimated } = this;
    for (let i = 0; i < wanted.length; i++) {
      const entry = wanted[i]!;
      const source = before[entry]!;
      const target = after[entry]!;
      before[entry] = there.seconds[source]!;
      after[entry] = back.seconds[target]!;
      estimated[entry] =
        (there.estimated?.[source] ?? 0) === 0 && (back.estimated?.[target] ?? 0) === 0 ? 0 : 1;
    }
  }

  private atLeast(stop: Place, speed: number): Seconds {
    return Math.floor(straightLine(stop, this.place) / speed);
  }
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
