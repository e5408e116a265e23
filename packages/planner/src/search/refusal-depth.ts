import { constraintsOf } from '../constraints/list.ts';
import { slack } from '../constraints/slack.ts';
import type { EpochSeconds } from '../units.ts';
import type { Reach } from './reach.ts';
import type { Rejections } from './rejections.ts';
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
  /** By window: constraints passed by some stretch with a latest start; `all + 1` when it is offered. */
  private readonly depths: Uint8Array;
  private marked = false;
  /** By number of constraints passed: the earliest start of the stretches without a latest one. */
  private readonly earliest = new Float64Array(all + 1);
  private readonly refused = new Int32Array(all + 1);
  private reach!: Reach;

  constructor(state: SearchState, rejections: Rejections) {
    this.state = state;
    this.rejections = rejections;
    this.depths = new Uint8Array(state.windows.starts.length);
  }

  begin(reach: Reach): void {
    this.reach = reach;
    for (let i = 0; i <= all; i++) this.earliest[i] = Infinity;
  }

  /** The first `passed` gap constraints left the stretch from..to in a gap (and the next one changes it). */
  passed(passed: number, from: EpochSeconds, to: EpochSeconds): void {
    if (to === Infinity) {
      if (from < this.earliest[passed]!) this.earliest[passed] = from;
      return;
    }
    const { starts } = this.state.windows;
    const { width } = this.state.query.grid;
    const { ranges, windowsFrom, windowsTo } = this.reach;
    for (let i = 0; i < ranges.first.length; i++) {
      const first = Math.max(ranges.first[i]!, from);
      const last = Math.min(ranges.last[i]!, to);
      if (first > last) continue;
      let window = firstAtLeast(starts, first - width, windowsFrom, windowsTo);
      for (; window < windowsTo && starts[window]! <= last; window++) this.mark(window, passed);
    }
  }

  /** Whether the first `passed` gap constraints left a stretch without an end, from `from` at the latest. */
  hasPassed(passed: number, from: EpochSeconds): boolean {
    return this.earliest[passed]! <= from;
  }

  /** All gap constraints leave this window a start in a gap. */
  touched(window: number): void {
    this.mark(window, all);
  }

  offered(window: number): void {
    this.mark(window, all + 1);
  }

  /** Counts the windows of the route that were not offered. */
  count(): void {
    if (this.marked) this.countEach();
    else this.countTogether();
  }

  /** Tells the rejections what all routes came to. */
  report(): void {
    gapConstraints.forEach((constraint, i) => this.rejections.add(constraint.code, this.refused[i]!));
    this.rejections.add(slack.code, this.refused[all]!);
  }

  private mark(window: number, depth: number): void {
    this.marked = true;
    if (this.depths[window]! < depth) this.depths[window] = depth;
  }

  /** Window by window; takes the marks off again. */
  private countEach(): void {
    const { depths, earliest, refused } = this;
    const { touching, lastStarts, windowsFrom, windowsTo } = this.reach;
    for (let i = 0; i < touching.length; i++) {
      const depth = depths[touching[i]!]!;
      if (depth > all) continue;
      let deepest = all;
      while (deepest > depth && earliest[deepest]! > lastStarts[i]!) deepest--;
      refused[deepest]!++;
    }
    depths.fill(0, windowsFrom, windowsTo);
    this.marked = false;
  }

  /** Without marks: the later a window's last start, the further it got. */
  private countTogether(): void {
    const { earliest, refused } = this;
    const { lastStarts } = this.reach;
    let left = lastStarts.length;
    for (let depth = all; depth > 0; depth--) {
      if (earliest[depth] === Infinity) continue;
      const first = firstAtLeast(lastStarts, earliest[depth]!, 0, left);
      refused[depth]! += left - first;
      left = first;
    }
    refused[0]! += left;
  }
}
