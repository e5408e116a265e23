import { constraintsOf } from '../constraints/list.ts';
import { slack } from '../constraints/slack.ts';
import type { EpochSeconds } from '../units.ts';
import type { Rejections } from './rejections.ts';
import type { Route } from '../route/routes.ts';
import type { SearchState } from './state.ts';
import { firstAtLeast } from './windows.ts';

const gapConstraints = constraintsOf('gap');
const all = gapConstraints.length;

/**
 * How far each window of a route got: how many of the gap constraints, in order, leave it some start at some position.
 * The next one is the one that refuses it. Counting costs no more than the search itself: a stretch without a latest
 * start, which the first constraints leave, is remembered by its earliest start alone.
 */
export class RefusalDepth {
  private readonly state: SearchState;
  private readonly rejections: Rejections;
  /** By window: constraints passed; `all + 1` when it is offered. */
  private readonly depths: Uint8Array;
  /** By number of constraints passed: the earliest start of the stretches without a latest one. */
  private readonly earliest = new Float64Array(all + 1);
  private readonly refused = new Int32Array(all + 1);
  private route!: Route;

  constructor(state: SearchState, rejections: Rejections) {
    this.state = state;
    this.rejections = rejections;
    this.depths = new Uint8Array(state.windows.starts.length);
  }

  begin(route: Route): void {
    this.route = route;
    this.depths.fill(0, route.windowsFrom, route.windowsTo);
    this.earliest.fill(Infinity);
  }

  /** The first `passed` gap constraints left the stretch from..to in a gap (and the next one changes it). */
  passed(passed: number, from: EpochSeconds, to: EpochSeconds): void {
    if (to === Infinity) {
      if (from < this.earliest[passed]!) this.earliest[passed] = from;
      return;
    }
    const { windows, ranges, query } = this.state;
    const { route, depths } = this;
    for (let i = route.rangesFrom; i < route.rangesTo; i++) {
      const first = Math.max(ranges.first[i]!, from);
      const last = Math.min(ranges.last[i]!, to);
      if (first > last) continue;
      let window = firstAtLeast(windows.starts, first - query.grid.width, route.windowsFrom, route.windowsTo);
      for (; window < route.windowsTo && windows.starts[window]! <= last; window++) {
        if (depths[window]! < passed) depths[window] = passed;
      }
    }
  }

  /** All gap constraints leave this window a start in a gap. */
  touched(window: number): void {
    if (this.depths[window]! < all) this.depths[window] = all;
  }

  offered(window: number): void {
    this.depths[window] = all + 1;
  }

  /** Counts the windows of the route that were not offered. */
  count(): void {
    const { route, depths, earliest } = this;
    const { windows, ranges, query } = this.state;
    let range = route.rangesFrom;
    for (let window = route.windowsFrom; window < route.windowsTo; window++) {
      const depth = depths[window]!;
      if (depth > all) continue;
      const start = windows.starts[window]!;
      const end = start + query.grid.width;
      while (range + 1 < route.rangesTo && ranges.first[range + 1]! <= end) range++;
      const lastStart = Math.min(ranges.last[range]!, end);
      // A window between two ranges is refused by working time, and counted there.
      if (lastStart < start) continue;
      let deepest = all;
      while (deepest > depth && earliest[deepest]! > lastStart) deepest--;
      this.refused[deepest]!++;
    }
  }

  /** Tells the rejections what all routes came to. */
  report(): void {
    gapConstraints.forEach((constraint, i) => this.rejections.add(constraint.code, this.refused[i]!));
    this.rejections.add(slack.code, this.refused[all]!);
  }
}
