import type { EpochSeconds } from '../shared/units.ts';
import { calendarLimits } from './limits.ts';

export interface PlaceOfEvent {
  lon: number;
  lat: number;
}

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

/** A busy event as its calendar has it. */
export interface KnownEvent extends BusyTime {
  allDay: boolean;
}

/**
 * Events as black boxes, in order, within the range. What has a place and is short enough is a stop; what has none is one
 * time where it overlaps.
 */
export function busyTimes(events: readonly KnownEvent[], range: CalendarRange): BusyTime[] {
  const located: BusyTime[] = [];
  const elsewhere: BusyTime[] = [];
  for (const event of events) {
    const start = Math.max(event.start, range.from);
    const end = Math.min(event.end, range.to);
    if (end <= start) continue;
    const stops = !event.allDay && event.end - event.start <= calendarLimits.longestStop;
    const place = stops ? event.place : null;
    const location = stops && !place ? event.location : null;
    (place || location !== null ? located : elsewhere).push({ start, end, place, location });
  }
  return [...unique(located), ...merged(elsewhere)].sort((a, b) => a.start - b.start || a.end - b.end);
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
