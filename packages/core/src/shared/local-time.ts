import { DateTime } from 'luxon';
import type { EpochSeconds, IsoDate } from './units.ts';

/** The local calendar date of an instant on the clock of `zone` (IANA). */
export function localDate(instant: EpochSeconds, zone: string): IsoDate {
  return DateTime.fromSeconds(instant, { zone }).toFormat('yyyy-MM-dd');
}

/** The wall-clock minute of an instant, `YYYY-MM-DDTHH:mm`: the intended local time that is stored beside a promise. */
export function localMinute(instant: EpochSeconds, zone: string): string {
  return DateTime.fromSeconds(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

/** The first instant of a local date (not always 00:00: some zones skip it in spring). */
export function startOfDate(date: IsoDate, zone: string): EpochSeconds {
  return DateTime.fromISO(date, { zone }).startOf('day').toUnixInteger();
}

/** The same wall-clock time `days` calendar days later; the later instant where a clock change skips it. */
export function addDays(instant: EpochSeconds, days: number, zone: string): EpochSeconds {
  return DateTime.fromSeconds(instant, { zone }).plus({ days }).toUnixInteger();
}

/** The date `days` after `date`. */
export function shiftDate(date: IsoDate, days: number): IsoDate {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
}

/** Whether `value` is a calendar date that exists, written `YYYY-MM-DD`. */
export function isIsoDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value, { zone: 'utc' }).isValid;
}
