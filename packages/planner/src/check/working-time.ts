import type { EpochSeconds, Interval, Seconds } from '../units.ts';

/** Whether `[start, start + duration)` lies inside one of the intervals. */
export function holds(intervals: Interval[], start: EpochSeconds, duration: Seconds): boolean {
  return intervals.some((interval) => interval.start <= start && start + duration <= interval.end);
}

/** The earliest start from `from` on that lies inside one of `working` and one of `open`; undefined: no room. */
export function firstRoom(
  working: Interval[],
  open: Interval[] | undefined,
  from: EpochSeconds,
  duration: Seconds,
): EpochSeconds | undefined {
  // A service that cannot start at `from` starts where an interval begins.
  const candidates = [
    from,
    ...working.map((interval) => interval.start),
    ...(open ?? []).map(({ start }) => start),
  ];
  return candidates
    .filter(
      (start) => start >= from && holds(working, start, duration) && (!open || holds(open, start, duration)),
    )
    .sort((a, b) => a - b)[0];
}

/** How much working time lies between two moments. */
function workingBetween(working: Interval[], from: EpochSeconds, to: EpochSeconds): Seconds {
  return working.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)),
    0,
  );
}

/** Seconds of a leg of `duration` from `from` on for which no working time is left. */
export function shortage(working: Interval[], from: EpochSeconds, duration: Seconds): Seconds {
  return Math.max(0, duration - workingBetween(working, from, Infinity));
}

/** When a leg that starts at `from` ends: it uses working time only, and after the last interval the clock. */
export function arrivalAfter(working: Interval[], from: EpochSeconds, duration: Seconds): EpochSeconds {
  if (duration === 0) return from;
  const short = shortage(working, from, duration);
  if (short > 0) return Math.max(from, working.at(-1)?.end ?? from) + short;
  // It ends inside the first interval by whose end all of it is driven, counted back from that end.
  const last = working.find(({ end }) => workingBetween(working, from, end) >= duration) as Interval;
  return last.end - (workingBetween(working, from, last.end) - duration);
}
