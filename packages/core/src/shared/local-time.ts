import { DateTime } from 'luxon';
import type { EpochSeconds, IsoDate } from './units.ts';

/**
 * Dates told before, by zone and quarter of an hour: since 1972 every zone's midnight and every clock change falls on a
 * quarter of an hour of UTC, so a quarter has one date. A page asks for the dates of thousands of windows.
 */
const toldDates = new Map<string, Map<number, IsoDate>>();
const quarter = 900;
const mostTold = 50_000;

/** The local calendar date of an instant (of 1972 or later) on the clock of `zone` (IANA). */
export function localDate(instant: EpochSeconds, zone: string): IsoDate {
  const told = toldDates.get(zone) ?? new Map<number, IsoDate>();
  const key = Math.floor(instant / quarter);
  let date = told.get(key);
  if (date === undefined) {
    date = DateTime.fromSeconds(instant, { zone }).toFormat('yyyy-MM-dd');
    if (told.size >= mostTold) told.clear();
    toldDates.set(zone, told.set(key, date));
  }
  return date;
}

/** How many seconds the clocks of a zone are ahead of UTC, by zone and quarter of an hour, as dates are. */
const toldOffsets = new Map<string, Map<number, number>>();

/** How many seconds the clocks of `zone` (IANA) are ahead of UTC at an instant of 1972 or later. */
export function zoneOffset(instant: EpochSeconds, zone: string): number {
  const told = toldOffsets.get(zone) ?? new Map<number, number>();
  const key = Math.floor(instant / quarter);
  let offset = told.get(key);
  if (offset === undefined) {
    offset = DateTime.fromSeconds(instant, { zone }).offset * 60;
    if (told.size >= mostTold) told.clear();
    toldOffsets.set(zone, told.set(key, offset));
  }
  return offset;
}

/** The wall-clock minute of an instant, `YYYY-MM-DDTHH:mm`: the intended local time that is stored beside a promise. */
export function localMinute(instant: EpochSeconds, zone: string): string {
  return DateTime.fromSeconds(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

/** An instant as ISO 8601 on the clock of `zone` (IANA), with its offset: `2027-01-12T09:00:00+01:00`; `Z` for UTC. */
export function isoInstant(instant: EpochSeconds, zone: string): string {
  return DateTime.fromSeconds(instant, { zone }).toISO({ suppressMilliseconds: true }) ?? '';
}

/**
 * The instant of a wall-clock minute, `YYYY-MM-DDTHH:mm`; the earlier one where the clock shows it twice. null where the
 * clock skips it.
 */
export function instantOfMinute(local: string, zone: string): EpochSeconds | null {
  const at = DateTime.fromISO(local, { zone });
  return at.isValid && at.toFormat("yyyy-MM-dd'T'HH:mm") === local ? at.toUnixInteger() : null;
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
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whether `value` is a calendar date that exists, written `YYYY-MM-DD`. */
export function isIsoDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value, { zone: 'utc' }).isValid;
}

/** Whether `name` is an IANA time zone, such as `Europe/Vaduz`. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name.includes('/') || name === 'UTC';
  } catch {
    return false;
  }
}
