import type { EpochSeconds, Interval, Seconds } from '../units.ts';

/*
 * The arithmetic of working time (docs/planner.md 3.1): a service lies inside one interval, a leg uses working time
 * only and may be interrupted by gaps. Every list of intervals is ascending and disjoint. "None" is Infinity for an
 * earliest moment and -Infinity for a latest one, so that comparisons need no special case.
 */

/**
 * `fit`: the earliest `y >= x` with `[y, y + duration)` inside one interval of `working` and, when given, inside one
 * of `open`. Infinity when there is none.
 */
export function earliestStart(
  working: readonly Interval[],
  open: readonly Interval[] | undefined,
  x: EpochSeconds,
  duration: Seconds,
): EpochSeconds {
  if (open !== undefined) return earliestStartWithin(working, open, x, duration);
  for (let i = 0; i < working.length; i++) {
    const { start, end } = working[i]!;
    const y = start > x ? start : x;
    if (y + duration <= end) return y;
  }
  return Infinity;
}

function earliestStartWithin(
  working: readonly Interval[],
  open: readonly Interval[],
  x: EpochSeconds,
  duration: Seconds,
): EpochSeconds {
  for (const shift of working) {
    if (shift.end < x + duration) continue;
    for (const opening of open) {
      const start = Math.max(shift.start, opening.start, x);
      if (start + duration <= Math.min(shift.end, opening.end)) return start;
    }
  }
  return Infinity;
}

/** The latest `y <= x` with `[y, y + duration)` inside one interval of `working` and of `open`; -Infinity when none. */
export function latestStart(
  working: readonly Interval[],
  open: readonly Interval[] | undefined,
  x: EpochSeconds,
  duration: Seconds,
): EpochSeconds {
  for (let i = working.length - 1; i >= 0; i--) {
    const shift = working[i]!;
    if (shift.start > x) continue;
    if (open === undefined) {
      const start = Math.min(shift.end - duration, x);
      if (start >= shift.start) return start;
      continue;
    }
    for (let j = open.length - 1; j >= 0; j--) {
      const opening = open[j]!;
      const start = Math.min(shift.end - duration, opening.end - duration, x);
      if (start >= shift.start && start >= opening.start) return start;
    }
  }
  return -Infinity;
}

/**
 * The moment at which `travel` seconds of working time have passed since `x`. Where working time runs out the leg goes
 * on by the clock after the last interval: always finite.
 */
export function arrive(working: readonly Interval[], x: EpochSeconds, travel: Seconds): EpochSeconds {
  if (travel === 0) return x;
  let left = travel;
  for (let i = 0; i < working.length; i++) {
    const { start, end } = working[i]!;
    if (end <= x) continue;
    const from = start > x ? start : x;
    if (from + left <= end) return from + left;
    left -= end - from;
  }
  return Math.max(x, closingTime(working) ?? x) + left;
}

/** `drive`: as `arrive`, but Infinity when working time runs out before the leg is driven. */
export function drive(working: readonly Interval[], x: EpochSeconds, travel: Seconds): EpochSeconds {
  if (travel === 0) return x;
  const arrival = arrive(working, x, travel);
  return arrival <= (closingTime(working) ?? -Infinity) ? arrival : Infinity;
}

/** The end of the last working interval. */
export function closingTime(working: readonly Interval[]): EpochSeconds | undefined {
  return working[working.length - 1]?.end;
}

/** The inverse of `arrive`: the latest `x` with `arrive(x, travel) <= arrival`; -Infinity when there is none. */
export function latestDeparture(
  working: readonly Interval[],
  arrival: EpochSeconds,
  travel: Seconds,
): EpochSeconds {
  if (travel === 0 || arrival === Infinity || arrival === -Infinity) return arrival;
  const closing = closingTime(working) ?? -Infinity;
  if (arrival - travel >= closing) return arrival - travel;
  let left = travel - Math.max(0, arrival - closing);
  for (let i = working.length - 1; i >= 0; i--) {
    const shift = working[i]!;
    const until = Math.min(shift.end, arrival);
    if (until <= shift.start) continue;
    if (until - left >= shift.start) return until - left;
    left -= until - shift.start;
  }
  return -Infinity;
}
