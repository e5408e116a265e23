import type { ConstraintCode } from '../constraints/codes.ts';
import { constraintsOf } from '../constraints/list.ts';
import type { SlotQuery } from '../problem/types.ts';
import { layGrid } from '../time/grid.ts';
import { localDay } from '../time/zone-offsets.ts';
import type { EpochSeconds } from '../units.ts';
import type { Rejections } from './rejections.ts';

const [c0, c1, ...others] = constraintsOf('window');

/** The windows that may be offered if somebody can come, ascending. */
export interface Windows {
  /** Where each starts; it ends `grid.width` later. */
  starts: readonly EpochSeconds[];
  /** Whole days from the first date the customer could have had to each window's local date. */
  daysLater: readonly number[];
}

/** Lays the grid and takes out what no technician could change; `rejections` learns how many for which reason. */
export function layWindows(query: SlotQuery, rejections: Rejections): Windows {
  const { starts, days } = layGrid(query.grid, query.request.windows);
  rejections.windows = starts.length;
  if (starts.length === 0) return { starts, daysLater: days };
  const firstStart = query.request.windows.reduce((first, window) => Math.min(first, window.start), Infinity);
  const firstDay = localDay(query.grid.zone, Math.max(query.now + (query.notice ?? 0), firstStart));
  let kept = 0;
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i]!;
    const code = refusalOf(query, start);
    if (code !== undefined) {
      rejections.refuseWindow(code);
      continue;
    }
    starts[kept] = start;
    days[kept] = days[i]! - firstDay;
    kept++;
  }
  starts.length = days.length = kept;
  return { starts, daysLater: days };
}

/** The first ones are written out: a call with one target is made one piece with this. */
function refusalOf(query: SlotQuery, start: EpochSeconds): ConstraintCode | undefined {
  if (c0?.refuses(query, start) === true) return c0.code;
  if (c1?.refuses(query, start) === true) return c1.code;
  for (let i = 0; i < others.length; i++) {
    if (others[i]!.refuses(query, start)) return others[i]!.code;
  }
  return undefined;
}

/** The first index in from..to (exclusive) whose value is at least `least`; `to` when there is none. */
export function firstAtLeast(
  values: readonly EpochSeconds[],
  least: EpochSeconds,
  from: number,
  to: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
