import type { EpochSeconds, IsoDate, Language } from '@itinera/core/shared';
import { getLocale } from '../../paraglide/runtime.js';

/** Dates and clocks as each language writes them here; English as in Europe: day before month, 24 hours. */
const tags: Record<Language, string> = { en: 'en-GB', it: 'it', fr: 'fr', 'pt-BR': 'pt-BR' };

/** The tag for Intl of the language the page is in. */
export function localeTag(): string {
  return tags[getLocale()];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = localeTag();
  const key = tag + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(key, known);
  return known;
}

/** `08:30` on the clock of `zone`. */
export function clock(at: EpochSeconds, zone: string): string {
  return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at * 1000);
}

/** `08:30–10:30`; one time where both are the same. */
export function clockRange(start: EpochSeconds, end: EpochSeconds, zone: string): string {
  const from = clock(start, zone);
  const to = clock(end, zone);
  return from === to ? from : `${from}–${to}`;
}

/** `CET` or `CEST`: which of the zone's clocks an instant is told on. */
export function zoneName(at: EpochSeconds, zone: string): string {
  const parts = format({ timeZone: zone, timeZoneName: 'short' }).formatToParts(at * 1000);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** The calendar date in `zone` at an instant. */
export function dateAt(at: EpochSeconds, zone: string): IsoDate {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(at * 1000);
}

const styles = {
  /** `Tuesday 3 March` */
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  /** `Tuesday 3 March 2026` */
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** `Tue 3 Mar` */
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  /** `March 2026` */
  month: { month: 'long', year: 'numeric' },
  weekday: { weekday: 'short' },
  day: { day: 'numeric', month: 'numeric' },
  number: { day: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A calendar date in words. */
export function day(date: IsoDate, style: keyof typeof styles = 'long'): string {
  const text = format({ ...styles[style], timeZone: 'UTC' }).format(Date.parse(`${date}T12:00:00Z`));
  return ['weekday', 'day', 'number'].includes(style) ? text : text.replace(',', '');
}

/** `Tue 3 Mar, 08:30`. */
export function moment(at: EpochSeconds, zone: string): string {
  return `${day(dateAt(at, zone), 'short')}, ${clock(at, zone)}`;
}

/** `Tue 3 Mar 2026, 08:30`, of a local minute `2026-03-03T08:30`. */
export function minuteText(minute: string): string {
  return `${day(minute.slice(0, 10), 'short')} ${minute.slice(0, 4)}, ${minute.slice(11)}`;
}

/** `Tuesday 3 March, 08:00–10:00`: a promise as people say it. */
export function windowText(
  window: { start: EpochSeconds; end: EpochSeconds },
  zone: string,
  style: keyof typeof styles = 'long',
): string {
  return `${day(dateAt(window.start, zone), style)}, ${clockRange(window.start, window.end, zone)}`;
}

/** The date `days` later (or earlier). */
export function addDays(date: IsoDate, days: number): IsoDate {
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  return noon.toISOString().slice(0, 10);
}

/** Whether people who read this may take times of `zone` for their own. */
export function isForeignZone(zone: string): boolean {
  const now = new Date();
  const at = (timeZone?: string) =>
    new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(now);
  return at(zone) !== at();
}
