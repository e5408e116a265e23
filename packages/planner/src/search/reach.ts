import { workingTime } from '../constraints/working-time.ts';
import type { SlotQuery } from '../problem/types.ts';
import type { StartRanges } from '../route/routes.ts';
import type { EpochSeconds, Interval } from '../units.ts';
import { firstAtLeast } from './windows.ts';
import type { Windows } from './windows.ts';

/** What a query can use of all days with the same working hours, before any route is looked at. */
export interface Reach {
  /** The starts that working time and opening hours allow and some window touches. */
  ranges: StartRanges;
  /** From the first to the last window that touches them: indexes of the windows, from..to (exclusive). */
  windowsFrom: number;
  windowsTo: number;
  /** The windows that touch them (others lie between two ranges), and the last start of each there; both ascend. */
  touching: number[];
  lastStarts: EpochSeconds[];
  /** The first and the last start that any window could use. */
  from: EpochSeconds;
  to: EpochSeconds;
}

/** Tells the reach of each list of working hours once. */
export class Reaches {
  private readonly query: SlotQuery;
  private readonly windows: Windows;
  private readonly known = new Map<readonly Interval[], Reach>();
  /** The hours met last at each place, and their reach. */
  private readonly lists: (readonly Interval[])[] = [];
  private readonly reaches: Reach[] = [];

  constructor(query: SlotQuery, windows: Windows) {
    this.query = query;
    this.windows = windows;
  }

  /** @param place among the technician's days: at the same one, the next technician mostly has the same hours. */
  of(working: readonly Interval[], place: number): Reach {
    if (this.lists[place] === working) return this.reaches[place]!;
    let reach = this.known.get(working);
    if (reach === undefined) this.known.set(working, (reach = reachOf(this.query, working, this.windows)));
    this.lists[place] = working;
    this.reaches[place] = reach;
    return reach;
  }
}

function reachOf(query: SlotQuery, working: readonly Interval[], { starts }: Windows): Reach {
  const { width } = query.grid;
  const allowed: StartRanges = { first: [], last: [] };
  workingTime.ranges(query, working, allowed);
  const ranges: StartRanges = { first: [], last: [] };
  let windowsFrom = 0;
  let windowsTo = 0;
  let near = 0;
  for (let i = 0; i < allowed.first.length; i++) {
    const first = allowed.first[i]!;
    const last = allowed.last[i]!;
    near = firstAtLeast(starts, first - width, near, starts.length);
    const end = firstAtLeast(starts, last + 1, near, starts.length);
    if (near === end) continue;
    if (ranges.first.length === 0) windowsFrom = near;
    windowsTo = end;
    ranges.first.push(first);
    ranges.last.push(last);
  }
  const touching: number[] = [];
  const lastStarts: EpochSeconds[] = [];
  let range = 0;
  for (let window = windowsFrom; window < windowsTo; window++) {
    const end = starts[window]! + width;
    while (range + 1 < ranges.first.length && ranges.first[range + 1]! <= end) range++;
    const lastStart = Math.min(ranges.last[range]!, end);
    if (lastStart < starts[window]!) continue;
    touching.push(window);
    lastStarts.push(lastStart);
  }
  const touched = touching.length > 0;
  return {
    ranges,
    windowsFrom,
    windowsTo,
    touching,
    lastStarts,
    from: touched ? Math.max(ranges.first[0]!, starts[windowsFrom]!) : Infinity,
    to: touched ? Math.min(ranges.last.at(-1)!, starts[windowsTo - 1]! + width) : -Infinity,
  };
}
