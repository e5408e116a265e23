import type { EpochSeconds } from '../shared/units.ts';
import { componentOf, readEvent, type IcsEvent, type PlaceOfEvent } from './ics-event.ts';
import { readBlocks } from './ics-lines.ts';
import { occurrences } from './ics-occurrences.ts';
import { icsZones } from './ics-zones.ts';
import { calendarLimits } from './limits.ts';
import { CalendarError } from './problems.ts';

/** A time somebody is busy: nothing else of it is known. */
export interface BusyTime {
  start: EpochSeconds;
  end: EpochSeconds;
  /** Of what has one and is short enough to be a stop. */
  place: PlaceOfEvent | null;
  /** Words of a place without coordinates, for a geocoder alone. */
  location: string | null;
}

export interface CalendarRange {
  from: EpochSeconds;
  to: EpochSeconds;
  /** For times without a zone, and whole days. */
  zone: string;
}

/**
 * The busy times within a range that iCalendar files tell of, in order: titles and everything else stay where they are.
 * What has no place is one time where it overlaps.
 * @throws CalendarError
 */
export function readCalendar(files: readonly string[], range: CalendarRange): BusyTime[] {
  const located: BusyTime[] = [];
  const elsewhere: BusyTime[] = [];
  let count = 0;
  for (const file of files) {
    const blocks = readBlocks(file);
    const own = new Map(
      blocks
        .filter(({ kind }) => kind === 'VTIMEZONE')
        .map((block) => {
          const component = zoneOf(block.lines, block.line);
          return [String(component.getFirstPropertyValue('tzid')), component] as const;
        }),
    );
    const zones = icsZones(range.zone, own);
    const events = blocks
      .filter(({ kind }) => kind === 'VEVENT')
      .map((block) => readEvent(block, zones))
      .filter((event): event is IcsEvent => event !== null);
    for (const same of Map.groupBy(events, ({ uid, line }) => (uid === '' ? line : uid)).values())
      for (const { event, start, end } of occurrences(same, range, zones)) {
        if (!event.busy || end <= start) continue;
        if (++count > calendarLimits.events) throw new CalendarError('too-many', event.line);
        const stops = !event.allDay && end - start <= calendarLimits.longestStop;
        const place = stops ? event.place : null;
        const location = stops && !place ? event.location : null;
        const into = place || location !== null ? located : elsewhere;
        into.push({ start: Math.max(start, range.from), end: Math.min(end, range.to), place, location });
      }
  }
  return [...unique(located), ...merged(elsewhere)].sort((a, b) => a.start - b.start || a.end - b.end);
}

function zoneOf(lines: readonly string[], line: number) {
  try {
    return componentOf('VTIMEZONE', lines);
  } catch (error) {
    throw new CalendarError('broken', line, error);
  }
}

function unique(times: readonly BusyTime[]): BusyTime[] {
  return [...new Map(times.map((time) => [JSON.stringify(time), time])).values()];
}

function merged(times: BusyTime[]): BusyTime[] {
  const all: BusyTime[] = [];
  for (const time of times.sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && time.start <= last.end) last.end = Math.max(last.end, time.end);
    else all.push(time);
  }
  return all;
}
