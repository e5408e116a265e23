import type { EpochSeconds, Seconds } from '../units.ts';
import { offsetSpans, secondsPerDay } from './zone-offsets.ts';

/** Days since 1970-01-01 of an ISO date; undefined when it is not a date of the calendar. */
export function dayNumber(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(milliseconds) || isoDate(milliseconds / 1000 / secondsPerDay) !== date) return undefined;
  return milliseconds / 1000 / secondsPerDay;
}

/** The ISO date of a number of days since 1970-01-01. */
export function isoDate(day: number): string {
  return new Date(day * secondsPerDay * 1000).toISOString().slice(0, 10);
}

/** 1 = Monday .. 7 = Sunday; day 0, 1970-01-01, was a Thursday. */
export function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Offsets run from -12 to +14 hours and may jump by a whole day (Pacific/Apia, 2011): this reaches beyond all. */
const beyondAnyOffset = 3 * secondsPerDay;

/**
 * The first moment at which the clock of a zone shows a local time or a later one, the local time given in seconds
 * since 1970-01-01T00:00:00 of that clock. A time inside a spring gap is the moment of the gap; a time that an autumn
 * repeat shows twice is the first of the two.
 */
export function instantOf(zone: string, local: Seconds): EpochSeconds {
  for (const span of offsetSpans(zone, local - beyondAnyOffset, local + beyondAnyOffset)) {
    const instant = Math.max(span.start, local - span.offset);
    if (instant < span.end) return instant;
  }
  throw new RangeError(`no clock of ${zone} shows ${local}`);
}
