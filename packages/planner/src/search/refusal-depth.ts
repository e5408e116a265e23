import { constraintsOf } from '../constraints/list.ts';
import { slack } from '../constraints/slack.ts';
import type { EpochSeconds } from '../units.ts';
import type { Rejections } from './rejections.ts';
import type { Route } from './routes.ts';
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
    const { route, depths, refused } = this;
    refused.fill(0);
    for (let window = route.windowsFrom; window < route.windowsTo; window++) {
      let depth = depths[window]!;
      if (depth > all) continue;
      // A window between two ranges is refused by working time, and counted there.
      if (depth === 0 && !this.reaches(window, -Infinity)) continue;
      for (let deeper = all; deeper > depth; deeper--) {
        if (this.earliest[deeper]! < Infinity && this.reaches(window, this.earliest[deeper]!)) depth = deeper;
      }
      refused[depth]!++;
    }
    gapConstraints.forEach((constraint, i) => this.rejections.add(constraint.code, refused[i]!));
    this.rejections.add(slack.code, refused[all]!);
  }

  /** Whether the window holds a start that working time allows, at or after a moment. */
  private reaches(window: number, moment: EpochSeconds): boolean {
    const { windows, ranges, query } = this.state;
    const start = windows.starts[window]!;
    const from = Math.max(start, moment);
    const to = start + query.grid.width;
    for (let i = this.route.rangesFrom; i < this.route.rangesTo; i++) {
      if (Math.max(ranges.first[i]!, from) <= Math.min(ranges.last[i]!, to)) return true;
    }
    return false;
  }
}
