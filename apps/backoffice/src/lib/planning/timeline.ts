import type { RouteDay } from '@itinera/core';
import type { EpochSeconds } from '@itinera/core/shared';

/** What a day's line is drawn from: instants, later laid between 0 and 100 %. */
export interface Bar {
  kind: 'working' | 'travel' | 'waiting' | 'visit' | 'hold' | 'other' | 'late' | 'overlap';
  from: EpochSeconds;
  to: EpochSeconds;
  /** Which stop it belongs to, from 0; null for working time. A leg belongs to the stop it leads to. */
  stop: number | null;
}

export interface Span {
  from: EpochSeconds;
  to: EpochSeconds;
}

/** Everything of one day that takes time. What lies under something else comes first. */
export function barsOf(day: RouteDay): Bar[] {
  const bars: Bar[] = day.working.map(({ start, end }) => ({
    kind: 'working',
    from: start,
    to: end,
    stop: null,
  }));
  day.stops.forEach((stop, index) => {
    const leg = day.legs[index];
    const left = day.stops[index - 1]?.end ?? stop.arrival - Math.max(0, leg?.seconds ?? 0);
    if (left < stop.arrival) bars.push({ kind: 'travel', from: left, to: stop.arrival, stop: index });
    for (const { from, to } of waitsOf(day, stop)) bars.push({ kind: 'waiting', from, to, stop: index });
    bars.push({ kind: stop.kind, from: stop.start, to: stop.end, stop: index });
    const begins = Math.max(stop.arrival, stop.start);
    if (stop.lateness > 0) bars.push({ kind: 'late', from: begins - stop.lateness, to: begins, stop: index });
  });
  for (const { stop, from, to } of overlapsOf(day.stops)) bars.push({ kind: 'overlap', from, to, stop });
  const last = day.stops.at(-1);
  const home = day.legs.at(-1);
  if (last && home && home.seconds > 0)
    bars.push({ kind: 'travel', from: last.end, to: last.end + home.seconds, stop: day.stops.length });
  return bars;
}

/** Where somebody would have to be at two stops at once, each by the later one: staff planned it so (CAD-PL-17). */
export function overlapsOf(stops: readonly { start: number; end: number }[]): (Span & { stop: number })[] {
  return stops.flatMap(({ start, end }, stop) =>
    stops
      .slice(0, stop)
      .map((other) => ({ stop, from: Math.max(start, other.start), to: Math.min(end, other.end) }))
      .filter(({ from, to }) => from < to),
  );
}

/** When the technician stands before a door in working time; a break between arrival and start is no waiting. */
function waitsOf(day: RouteDay, { arrival, start }: RouteDay['stops'][number]): Span[] {
  return day.working
    .map((working) => ({ from: Math.max(arrival, working.start), to: Math.min(start, working.end) }))
    .filter(({ from, to }) => from < to);
}

/** Seconds of working time spent waiting before one visit, or before all of them. */
export function waitingOf(day: RouteDay, stops: RouteDay['stops'] = day.stops): number {
  const waits = stops.flatMap((stop) => waitsOf(day, stop));
  return waits.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The promised windows of a day, each in the first lane in which it overlaps no other. */
export function promisesOf(
  day: RouteDay,
): { stop: number; from: EpochSeconds; to: EpochSeconds; lane: number }[] {
  const ends: EpochSeconds[] = [];
  return day.stops.flatMap(({ promise }, stop) => {
    if (!promise) return [];
    const free = ends.findIndex((end) => end <= promise.start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = Math.max(promise.end, promise.start + 1);
    return [{ stop, from: promise.start, to: promise.end, lane }];
  });
}

/** Whole hours of the clock that hold all these days; null when there is nothing to show. */
export function spanOf(days: RouteDay[]): Span | null {
  const promises = days.flatMap((day) => promisesOf(day).map(({ from, to }) => ({ from, to })));
  const bars = [...days.flatMap(barsOf), ...promises];
  if (bars.length === 0) return null;
  const from = Math.min(...bars.map((bar) => bar.from));
  const to = Math.max(...bars.map((bar) => bar.to));
  const shift = offsetAt(from, days[0]?.zone ?? 'UTC');
  return {
    from: Math.floor((from + shift) / 3600) * 3600 - shift,
    to: Math.ceil((to + shift) / 3600) * 3600 - shift,
  };
}

/** The full hours of a span, `every` hours apart. */
export function hoursOf(span: Span, every = 1): EpochSeconds[] {
  const hours: EpochSeconds[] = [];
  for (let at = span.from; at <= span.to; at += every * 3600) hours.push(at);
  return hours;
}

/** Where in the span an instant lies, in per cent. */
export function share(span: Span, at: EpochSeconds): number {
  return ((at - span.from) / (span.to - span.from)) * 100;
}

/** Seconds by which the clock of `zone` is ahead of UTC. */
function offsetAt(at: EpochSeconds, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    at * 1000,
  );
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60);
}
