import ICAL from 'ical.js';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import type { PlaceOfEvent } from './busy-times.ts';
import type { IcsBlock } from './ics-lines.ts';
import type { IcsZones, WallTime } from './ics-zones.ts';
import { calendarLimits } from './limits.ts';
import { CalendarError } from './problems.ts';

/** One VEVENT: when it is by its own word, how it recurs, whether it keeps somebody busy, and where. */
export interface IcsEvent {
  uid: string;
  line: number;
  start: EpochSeconds;
  wall: WallTime;
  tzid: string | null;
  duration: Seconds;
  allDay: boolean;
  busy: boolean;
  rules: ICAL.Recur[];
  /** Further starts, some with an end of their own. */
  added: { start: EpochSeconds; duration: Seconds | null }[];
  /** Starts left out, and local dates on which all are. */
  left: Set<EpochSeconds | string>;
  /** Which occurrence of its UID it stands for; `andLater`: for those after it too. */
  instead: { of: EpochSeconds; andLater: boolean } | null;
  place: PlaceOfEvent | null;
  /** Words for a geocoder; they are not kept. */
  location: string | null;
}

/**
 * What one VEVENT says; null for one without a start, which is nowhere in time.
 * @throws CalendarError `broken`, `too-many`, with the line the event begins in.
 */
export function readEvent({ lines, line }: IcsBlock, zones: IcsZones): IcsEvent | null {
  try {
    return eventOf(componentOf('VEVENT', lines), line, zones);
  } catch (error) {
    if (error instanceof CalendarError) throw error;
    throw new CalendarError('broken', line, error);
  }
}

export function componentOf(name: string, lines: readonly string[]): ICAL.Component {
  const parsed = ICAL.parse([`BEGIN:${name}`, ...lines, `END:${name}`].join('\r\n')) as unknown[];
  return new ICAL.Component(parsed);
}

function eventOf(component: ICAL.Component, line: number, zones: IcsZones): IcsEvent | null {
  const first = component.getFirstProperty('dtstart');
  const wall = first && timesOf(first)[0];
  if (!first || !wall) return null;
  const tzid = tzidOf(first);
  const start = zones.instant(wall, tzid);
  if (!Number.isFinite(start)) throw new CalendarError('broken', line);
  const instants = (name: string) => datesOf(component, name, line, zones);
  const recurrence = component.getFirstProperty('recurrence-id');
  const [replaced] = recurrence ? timesOf(recurrence) : [];
  const range = recurrence?.getFirstParameter('range') ?? '';
  return {
    uid: textOf(component, 'uid') ?? '',
    line,
    start,
    wall,
    tzid,
    duration: durationOf(component, wall, start, zones),
    allDay: wall.isDate,
    busy: isBusy(component),
    rules: component.getAllProperties('rrule').flatMap((property) => property.getValues() as ICAL.Recur[]),
    added: instants('rdate').map(({ at, duration }) => ({ start: at, duration })),
    left: new Set(instants('exdate').map(({ at, date }) => (wall.isDate ? at : (date ?? at)))),
    instead:
      recurrence && replaced
        ? {
            of: zones.instant(replaced, tzidOf(recurrence) ?? tzid),
            andLater: range.toUpperCase() === 'THISANDFUTURE',
          }
        : null,
    place: placeOf(component),
    location: textOf(component, 'location'),
  };
}

interface DateOfEvent {
  at: EpochSeconds;
  /** Set for a whole day. */
  date: string | null;
  duration: Seconds | null;
}

function datesOf(component: ICAL.Component, name: string, line: number, zones: IcsZones): DateOfEvent[] {
  const dates: DateOfEvent[] = [];
  for (const property of component.getAllProperties(name)) {
    const tzid = tzidOf(property);
    for (const value of property.getValues()) {
      if (dates.length >= calendarLimits.dates) throw new CalendarError('too-many', line);
      const period = value instanceof ICAL.Period ? value : null;
      const time: unknown = period ? period.start : value;
      if (!(time instanceof ICAL.Time)) continue;
      const at = zones.instant(time, tzid);
      const end = period?.getEnd();
      const duration = end ? zones.instant(end, tzid) - at : null;
      dates.push({ at, date: time.isDate ? dateOf(time) : null, duration });
    }
  }
  return dates;
}

/** Wall-clock length for whole days, seconds for everything else. A DATE without an end is that day. */
function durationOf(
  component: ICAL.Component,
  wall: WallTime,
  start: EpochSeconds,
  zones: IcsZones,
): Seconds {
  const last = component.getFirstProperty('dtend');
  const end = last && timesOf(last)[0];
  if (last && end) {
    const days = (daysOf(end) - daysOf(wall)) * 86_400;
    return Math.max(0, wall.isDate ? days : zones.instant(end, tzidOf(last)) - start);
  }
  const duration = component.getFirstPropertyValue('duration');
  if (duration instanceof ICAL.Duration) return Math.max(0, duration.toSeconds());
  return wall.isDate ? 86_400 : 0;
}

/** Busy unless it says otherwise: also what is tentative. */
function isBusy(component: ICAL.Component): boolean {
  const says = (name: string) => (textOf(component, name) ?? '').trim().toUpperCase();
  return (
    says('status') !== 'CANCELLED' &&
    says('transp') !== 'TRANSPARENT' &&
    !['FREE', 'WORKINGELSEWHERE'].includes(says('x-microsoft-cdo-busystatus'))
  );
}

function placeOf(component: ICAL.Component): PlaceOfEvent | null {
  const geo: unknown = component.getFirstPropertyValue('geo');
  const apple = /^geo:(-?[\d.]+),(-?[\d.]+)/i.exec(textOf(component, 'x-apple-structured-location') ?? '');
  const [lat, lon] = Array.isArray(geo) ? geo.map(Number) : apple ? [Number(apple[1]), Number(apple[2])] : [];
  if (lat === undefined || lon === undefined) return null;
  const somewhere = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0);
  return somewhere ? { lon, lat } : null;
}

function timesOf(property: ICAL.Property): ICAL.Time[] {
  return property.getValues().filter((value): value is ICAL.Time => value instanceof ICAL.Time);
}

function tzidOf(property: ICAL.Property): string | null {
  return property.getFirstParameter('tzid') ?? null;
}

function textOf(component: ICAL.Component, name: string): string | null {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === 'string' && value !== '' ? value : null;
}

export function dateOf({ year, month, day }: WallTime): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysOf({ year, month, day }: WallTime): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}
