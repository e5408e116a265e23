import type { Interval } from '../units.ts';

/** The same time, ascending, disjoint and not touching. Empty intervals vanish. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    if (start >= end) continue;
    const previous = merged.at(-1);
    if (previous !== undefined && start <= previous.end) previous.end = Math.max(previous.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** The time of `intervals` that is in none of `taken`; both as `union` gives them. */
export function subtract(intervals: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  for (const interval of intervals) {
    let { start } = interval;
    for (const cut of taken) {
      if (cut.end <= start) continue;
      if (cut.start >= interval.end) break;
      if (cut.start > start) left.push({ start, end: cut.start });
      start = cut.end;
    }
    if (start < interval.end) left.push({ start, end: interval.end });
  }
  return left;
}
