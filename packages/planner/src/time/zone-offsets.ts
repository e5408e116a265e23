import { IANAZone } from 'luxon';
import type { EpochSeconds, Seconds } from '../units.ts';

/** A stretch of time in which a zone's clock keeps one offset: local seconds = instant + `offset`. */
export interface OffsetSpan {
  start: EpochSeconds;
  end: EpochSeconds;
  offset: Seconds;
}

/** Seconds in a UTC day, and in a day of the grid: labels are read on a dial of 24 hours, whatever the date lasts. */
export const secondsPerDay = 86_400;

interface KnownZone {
  zone: IANAZone;
  /** Offset at 00:00 UTC of a day, by days since 1970. */
  atMidnight: Map<number, Seconds>;
  /** The instant within that UTC day at which the offset changes. */
  changes: Map<number, EpochSeconds>;
}

/** Offsets already looked up; a memory of facts (asking a zone costs about a microsecond each time). */
const knownZones = new Map<string, KnownZone>();
const mostDaysRemembered = 50_000;

function known(name: string): KnownZone {
  let entry = knownZones.get(name);
  if (entry === undefined || entry.atMidnight.size > mostDaysRemembered) {
    entry = { zone: IANAZone.create(name), atMidnight: new Map(), changes: new Map() };
    knownZones.set(name, entry);
  }
  return entry;
}

/** Whether this is a zone of the time-zone database. */
export function isZone(name: string): boolean {
  return knownZones.has(name) || (typeof name === 'string' && IANAZone.isValidZone(name));
}

function offsetAt(zone: IANAZone, instant: EpochSeconds): Seconds {
  return Math.round(zone.offset(instant * 1000) * 60);
}

function offsetAtMidnight(entry: KnownZone, day: number): Seconds {
  let offset = entry.atMidnight.get(day);
  if (offset === undefined) {
    offset = offsetAt(entry.zone, day * secondsPerDay);
    entry.atMidnight.set(day, offset);
  }
  return offset;
}

function changeWithin(entry: KnownZone, day: number): EpochSeconds {
  let change = entry.changes.get(day);
  if (change === undefined) {
    const before = offsetAtMidnight(entry, day);
    let low = day * secondsPerDay;
    change = low + secondsPerDay;
    while (change - low > 1) {
      const middle = Math.floor((low + change) / 2);
      if (offsetAt(entry.zone, middle) === before) low = middle;
      else change = middle;
    }
    entry.changes.set(day, change);
  }
  return change;
}

/**
 * The spans that cover `[from, to)` in a zone, ascending and touching. Two changes of offset within one UTC day would be
 * seen as one or none; the time-zone database has no such day (a test walks every zone).
 */
export function offsetSpans(zone: string, from: EpochSeconds, to: EpochSeconds): OffsetSpan[] {
  const entry = known(zone);
  const firstDay = Math.floor(from / secondsPerDay);
  const lastDay = Math.ceil(to / secondsPerDay);
  let offset = offsetAtMidnight(entry, firstDay);
  let start = firstDay * secondsPerDay;
  const spans: OffsetSpan[] = [];
  for (let day = firstDay; day < lastDay; day++) {
    const next = offsetAtMidnight(entry, day + 1);
    if (next === offset) continue;
    const change = changeWithin(entry, day);
    spans.push({ start, end: change, offset });
    start = change;
    offset = next;
  }
  spans.push({ start, end: Math.max(to, start + 1), offset });
  return spans
    .map((span) => ({ ...span, start: Math.max(span.start, from), end: Math.min(span.end, to) }))
    .filter((span) => span.start < span.end);
}

/** The local date at an instant, in days since 1970-01-01. */
export function localDay(zone: string, instant: EpochSeconds): number {
  const offset = offsetSpans(zone, instant, instant + 1)[0]!.offset;
  return Math.floor((instant + offset) / secondsPerDay);
}
