import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import windowsIana from 'windows-iana';
import { isZone } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** A wall-clock time as a calendar writes it. */
export type WallTime = Pick<
  ICAL.Time,
  'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'isDate' | 'zone'
>;

/** Turns wall-clock times of one file into instants. */
export interface IcsZones {
  instant(time: WallTime, tzid: string | null): EpochSeconds;
}

/**
 * The zones of a file. A TZID is an IANA zone, also behind a prefix as `/freeassociation.sourceforge.net/Europe/Rome`,
 * or one of Outlook's Windows names, or what the file's own VTIMEZONE says. A time without a zone, and a whole day, is of
 * the technician's (`zone`). A time that a clock change skips is read with the offset before it (RFC 5545, 3.3.5).
 */
export function icsZones(zone: string, own: ReadonlyMap<string, ICAL.Component>): IcsZones {
  const known = new Map<string, string | ICAL.Timezone>();
  const zoneOf = (tzid: string): string | ICAL.Timezone => {
    const before = known.get(tzid);
    if (before !== undefined) return before;
    const component = own.get(tzid);
    const found = ianaZone(tzid) ?? (component ? new ICAL.Timezone({ component, tzid }) : zone);
    known.set(tzid, found);
    return found;
  };
  return {
    instant(time, tzid) {
      const { year, month, day, hour, minute, second } = time;
      if (time.zone === ICAL.Timezone.utcTimezone)
        return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
      const of = tzid === null || time.isDate ? zone : zoneOf(tzid);
      if (typeof of === 'string')
        return DateTime.fromObject({ year, month, day, hour, minute, second }, { zone: of }).toUnixInteger();
      return new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, of).toUnixTime();
    },
  };
}

/** The IANA zone a TZID means; null when it means none. */
export function ianaZone(tzid: string): string | null {
  const name = tzid.trim().replace(/^"(.*)"$/, '$1');
  if (/^(utc|gmt|z|etc\/utc|tzone:\/\/microsoft\/utc)$/i.test(name)) return 'UTC';
  if (isZone(name)) return name;
  const [windows] = windowsIana.findIana(name);
  if (windows !== undefined && isZone(windows)) return windows;
  const parts = name.split('/');
  for (let from = 1; from < parts.length - 1; from++) {
    const rest = parts.slice(from).join('/');
    if (isZone(rest)) return rest;
  }
  return null;
}
