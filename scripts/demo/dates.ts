import { DateTime } from 'luxon';
import { zone } from './company.ts';

/** The local date, `days` after the one of `now`. */
export function dateFrom(now: number, days: number): string {
  return day(now, days).toISODate()!;
}

/** The instant at which the local date `days` after the one of `now` begins. */
export function startOfDay(now: number, days: number): number {
  return day(now, days).toUnixInteger();
}

/** The instant of an hour of the day on the local clock. */
export function at(now: number, days: number, hour: number, minute = 0): number {
  return day(now, days).set({ hour, minute }).toUnixInteger();
}

/** ISO weekday, 1 is Monday. */
export function weekday(now: number, days: number): number {
  return day(now, days).weekday;
}

/** Days since the first of the local month. */
export function daysOfMonth(now: number): number {
  return day(now, 0).day - 1;
}

function day(now: number, days: number): DateTime {
  return DateTime.fromSeconds(now, { zone }).startOf('day').plus({ days });
}
