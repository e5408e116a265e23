import type { Interval, Seconds } from '../units.ts';

/** The intervals, one of them starting earlier or ending later; those that it reaches become one with it. */
export function widen(
  intervals: readonly Interval[],
  index: number,
  edge: 'start' | 'end',
  by: Seconds,
): Interval[] {
  const wider = { ...intervals[index]! };
  if (edge === 'start') wider.start -= by;
  else wider.end += by;
  const apart = intervals.filter((other, i) => {
    if (i === index) return false;
    const reached =
      edge === 'start' ? i < index && other.end >= wider.start : i > index && other.start <= wider.end;
    if (reached) {
      wider.start = Math.min(wider.start, other.start);
      wider.end = Math.max(wider.end, other.end);
    }
    return !reached;
  });
  return [...apart, wider].toSorted((a, b) => a.start - b.start);
}
