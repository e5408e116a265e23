import type { EpochSeconds, Interval, Seconds } from '../units.ts';
import { offsetSpans, secondsPerDay } from './zone-offsets.ts';

/** The starts of the windows that the clock and the request allow, before anybody's day is looked at. */
export interface GridStarts {
  /** Ascending instants, each once. */
  starts: EpochSeconds[];
  /** The local date of each start, in days since 1970-01-01. */
  days: number[];
}

/** The starts `s` that one request window allows: `w.start <= s < w.end` and `s + width <= w.end`; both ends included. */
interface StartRange {
  first: EpochSeconds;
  last: EpochSeconds;
}

/**
 * Lays the grid of offered starts: wall-clock labels every `step` seconds from 00:00 of each local date of `zone`,
 * restarting every midnight. A label inside a spring gap is skipped, a label in an autumn repeat stands twice.
 *
 * `windows` are the request's (any order, may overlap); `width` is the length of the promise in seconds.
 */
export function layGrid(
  grid: { zone: string; step: Seconds; width: Seconds },
  windows: readonly Interval[],
): GridStarts {
  const starts: EpochSeconds[] = [];
  const days: number[] = [];
  for (const range of allowedStarts(windows, grid.width)) {
    for (const span of offsetSpans(grid.zone, range.first, range.last + 1)) {
      const localEnd = span.end + span.offset;
      let local = span.start + span.offset;
      while (local < localEnd) {
        const day = Math.floor(local / secondsPerDay);
        const midnight = day * secondsPerDay;
        const dayEnd = Math.min(localEnd, midnight + secondsPerDay);
        let label = midnight + Math.ceil((local - midnight) / grid.step) * grid.step;
        for (; label < dayEnd; label += grid.step) {
          starts.push(label - span.offset);
          days.push(day);
        }
        local = midnight + secondsPerDay;
      }
    }
  }
  return { starts, days };
}

/** The union of what the windows allow: ascending, disjoint. */
function allowedStarts(windows: readonly Interval[], width: Seconds): StartRange[] {
  const ranges = windows
    .map((window) => ({ first: window.start, last: Math.min(window.end - 1, window.end - width) }))
    .filter((range) => range.first <= range.last)
    .sort((a, b) => a.first - b.first);
  const union: StartRange[] = [];
  for (const range of ranges) {
    const previous = union.at(-1);
    if (previous !== undefined && range.first <= previous.last) {
      previous.last = Math.max(previous.last, range.last);
    } else {
      union.push(range);
    }
  }
  return union;
}
