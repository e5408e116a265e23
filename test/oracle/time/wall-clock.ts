import type { ClockHours, Interval, ResolvedDay } from '@itinera/planner';
import type { OffsetAt } from './zone-data.ts';

const minutesPerDay = 1440;

/** A clock on a wall, watched minute by minute from `start` for some days. */
export interface WallClock {
  /** Epoch seconds of the first minute; minute i is `start + 60 i`. */
  start: number;
  /** What it shows, in minutes since 1970-01-01T00:00 of its own. */
  shown: Int32Array;
  /** The latest that it has shown until then: a repeated hour shows nothing new. */
  reached: Int32Array;
}

export function watchClock(offsetAt: OffsetAt, start: number, days: number): WallClock {
  const shown = new Int32Array(days * minutesPerDay);
  const reached = new Int32Array(shown.length);
  let latest = -Infinity;
  for (let i = 0; i < shown.length; i += 1) {
    const instant = start + 60 * i;
    const minute = (instant + offsetAt(instant)) / 60;
    if (!Number.isInteger(minute)) throw new Error(`a clock shows part of a minute at ${instant}`);
    shown[i] = minute;
    latest = Math.max(latest, minute);
    reached[i] = latest;
  }
  return { start, shown, reached };
}

/** Days since 1970 by the clock at a minute. */
export function dayAt(clock: WallClock, minute: number): number {
  return Math.floor((clock.shown[minute] as number) / minutesPerDay);
}

/**
 * The working time of some dates with the same hours every day, told from the clock alone: a minute is worked when the
 * clock has already shown the beginning (or later), and not yet the end. A minute that two dates claim is the earlier's.
 */
export function workedDays(
  clock: WallClock,
  hours: ClockHours[],
  first: number,
  last: number,
): ResolvedDay[] {
  const claimed = new Uint8Array(clock.shown.length);
  const days: ResolvedDay[] = [];
  for (let day = first - 1; day <= last; day += 1) {
    const mine = new Uint8Array(claimed.length);
    for (const { from, to } of hours) {
      const begin = day * minutesPerDay + minuteOf(from);
      const end = day * minutesPerDay + minuteOf(to) + (minuteOf(to) <= minuteOf(from) ? minutesPerDay : 0);
      for (let i = clock.reached.findIndex((reached) => reached >= begin); ; i += 1) {
        const reached = clock.reached[i];
        if (reached === undefined || reached >= end) break;
        if (claimed[i] === 0) mine[i] = 1;
      }
    }
    mine.forEach((worked, i) => {
      if (worked === 1) claimed[i] = 1;
    });
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (day >= first) days.push({ date, working: stretches(mine, clock.start) });
  }
  return days;
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function stretches(minutes: Uint8Array, start: number): Interval[] {
  const found: Interval[] = [];
  let open = -1;
  for (let i = 0; i <= minutes.length; i += 1) {
    if (minutes[i] === 1 && open < 0) open = i;
    if (minutes[i] !== 1 && open >= 0) {
      found.push({ start: start + 60 * open, end: start + 60 * i });
      open = -1;
    }
  }
  return found;
}

/** The instants at which the clock shows a label of the grid, every `step` seconds from 00:00 of each date. */
export function labelsShown(clock: WallClock, step: number, window: Interval): number[] {
  const labels: number[] = [];
  clock.shown.forEach((shown, i) => {
    const instant = clock.start + 60 * i;
    if (instant < window.start || instant >= window.end) return;
    if ((shown % minutesPerDay) % (step / 60) === 0) labels.push(instant);
  });
  return labels;
}
