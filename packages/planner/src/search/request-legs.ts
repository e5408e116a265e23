import type { SlotQuery } from '../problem/types.ts';
import { straightLine } from '../travel/straight-line.ts';
import type { Place, Seconds } from '../units.ts';
import type { AskedTravel } from '../route/asked-travel.ts';
import { AskedPlaces } from './asked-places.ts';
import type { PlaceIndex } from '../route/place-index.ts';
import { stopPlace } from '../route/routes.ts';
import type { Route } from '../route/routes.ts';
import type { Reach } from './reach.ts';

const leastEntries = 512;
/** How an entry is known: `wanted` until the answers are there. */
const [road, estimate, wanted] = [0, 1, 2];

/**
 * Travel to and from the request's place, for the gaps of which anything is known. Of the others: it takes no less than 0.
 *
 * First routes are looked into, for the gaps that have to be asked for; then all are asked for together.
 */
export class RequestLegs {
  /** By route: where its entries begin, in ascending order of k, and where they end. */
  readonly from: number[] = [];
  readonly to: number[] = [];
  /** The entries, in columns; `count` of them. */
  k = new Int32Array(leastEntries);
  /** Travel from stop k to the place, and from there to stop k+1; -1 = no road. */
  before = new Float64Array(leastEntries);
  after = new Float64Array(leastEntries);
  private estimated = new Uint8Array(leastEntries);
  private count = 0;

  private readonly query: SlotQuery;
  private readonly place: Place;
  private readonly topSpeed: number | undefined;
  private readonly index: PlaceIndex;
  private readonly sources: AskedPlaces;
  private readonly targets: AskedPlaces;
  /** The start or end place that was looked up last, and its number. */
  private home: Place | undefined;
  private homeNumber = -1;

  /**
   * @param topSpeed the provider's, if it promises one.
   * @param index has the places of the routes that were prepared; the others are added.
   */
  constructor(query: SlotQuery, place: Place, topSpeed: number | undefined, index: PlaceIndex) {
    this.query = query;
    this.place = place;
    this.topSpeed = topSpeed;
    this.index = index;
    this.sources = new AskedPlaces(index);
    this.targets = new AskedPlaces(index);
  }

  /** What is known of gap k of a route. */
  entryOf(route: number, k: number): { before: Seconds; after: Seconds; estimated: boolean } {
    let entry = this.from[route]!;
    while (this.k[entry] !== k && entry < this.to[route]!) entry++;
    return {
      before: this.before[entry]!,
      after: this.after[entry]!,
      estimated: this.estimated[entry] === estimate,
    };
  }

  /**
   * Looks for the gaps of a route, the one of index `i` in the search, that could take the visit as far as can be told
   * without asking. Whether there are entries for it: without any, none of its gaps can.
   *
   * A gap that not even a straight line at the provider's top speed (without one: no travel at all) leaves room for is
   * not asked for; those lower bounds stand for its travel, which the constraints then refuse.
   */
  lookInto(i: number, route: Route, reach: Reach): boolean {
    const { sources, targets, topSpeed } = this;
    const { now } = this.query;
    const { duration } = this.query.request;
    const { firstGap, lastGap } = route;
    const { leaving, kept, room } = route.gaps;
    const begin = this.count;
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
        if (askedGap !== gap - 1) number = this.numberOf(route, gap);
        const source = sources.ask(number);
        number = this.numberOf(route, gap + 1);
        askedGap = gap;
        // Until they are known, the travel times are where they will stand in the answers.
        this.push(gap - firstGap, source, targets.ask(number), wanted);
      } else if (topSpeed !== undefined) {
        this.push(gap - firstGap, before, after, road);
      }
      before = after;
    }
    this.from[i] = begin;
    this.to[i] = this.count;
    return this.count > begin;
  }

  /** Asks for what was found to be missing: one N x 1 and one 1 x N for the whole request, each place once. */
  async ask(asked: AskedTravel): Promise<void> {
    const [there, back] = await Promise.all([
      asked.table(this.sources.take(), [this.place]),
      asked.table([this.place], this.targets.take()),
    ]);
    const { before, after, estimated } = this;
    for (let entry = 0; entry < this.count; entry++) {
      if (estimated[entry] !== wanted) continue;
      const source = before[entry]!;
      const target = after[entry]!;
      before[entry] = there.seconds[source]!;
      after[entry] = back.seconds[target]!;
      const guessed = (there.estimated?.[source] ?? 0) !== 0 || (back.estimated?.[target] ?? 0) !== 0;
      estimated[entry] = guessed ? estimate : road;
    }
  }

  private push(k: number, before: number, after: number, source: number): void {
    const entry = this.count++;
    if (entry === this.k.length) this.grow();
    this.k[entry] = k;
    this.before[entry] = before;
    this.after[entry] = after;
    this.estimated[entry] = source;
  }

  private grow(): void {
    this.k = grown(this.k, new Int32Array(2 * this.k.length));
    this.before = grown(this.before, new Float64Array(2 * this.before.length));
    this.after = grown(this.after, new Float64Array(2 * this.after.length));
    this.estimated = grown(this.estimated, new Uint8Array(2 * this.estimated.length));
  }

  private atLeast(stop: Place, speed: number): Seconds {
    return Math.floor(straightLine(stop, this.place) / speed);
  }

  /** The number of the stop before a gap of a route, or after its last: as the day was prepared, or looked up. */
  private numberOf(route: Route, gap: number): number {
    const { firstGap, lastGap, endPlace, gaps, day } = route;
    if (endPlace >= 0) return gap > lastGap ? endPlace : gaps.stop[gap]!;
    if (gap > firstGap && gap <= lastGap) return this.index.add(route.visits[gap - firstGap - 1]!.place);
    const home = gap > lastGap ? day.end : day.start;
    // A technician's days mostly start and end at one place.
    if (home !== this.home) {
      this.home = home;
      this.homeNumber = this.index.add(home);
    }
    return this.homeNumber;
  }
}

function grown<Column extends Int32Array | Float64Array | Uint8Array>(column: Column, wider: Column): Column {
  wider.set(column);
  return wider;
}
