import type { EpochSeconds, IsoDate, Language, PromisedWindow } from '@itinera/core/shared';

/** English as it is written in Europe: day before month, 24 hours. */
const locales: Record<Language, string> = { en: 'en-GB', it: 'it', fr: 'fr', 'pt-BR': 'pt-BR' };

/** A window as a person reads it, on the clock of its zone. */
export interface WindowText {
  /** "Tuesday 3 March", with the year where it is not the present one. */
  day: string;
  /** "09:00–11:00". */
  time: string;
  /** The zone in words, "Central European Time": the server cannot know whether the reader doubts it. */
  zone: string;
  /** For `<time datetime>`: ISO 8601 with offset. */
  from: string;
  leaf: Leaf;
}

/** What stands on the leaf of a calendar block. */
export interface Leaf {
  weekday: string;
  number: string;
  month: string;
}

/** A promised window in words. `now` decides whether the year is worth saying. */
export function windowText(window: PromisedWindow, language: Language, now: EpochSeconds): WindowText {
  const { start, end, zone } = window;
  return {
    day: dayText(start, zone, language, now),
    time: timeRange(start, end, zone, language),
    zone: zoneName(zone, language, start),
    from: new Date(start * 1000).toISOString(),
    leaf: leaf(start, zone, language),
  };
}

/** "Tuesday 3 March"; with the year where it differs from that of `now`. */
export function dayText(at: EpochSeconds, zone: string, language: Language, now: EpochSeconds): string {
  const year = (instant: EpochSeconds) => parts(instant, zone, language, { year: 'numeric' });
  return part(at, zone, language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(year(at) === year(now) ? {} : { year: 'numeric' }),
  });
}

/** A local date in words, "Tuesday 3 March". */
export function dateText(date: IsoDate, language: Language): string {
  return part(noon(date), 'UTC', language, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** A local date in few letters, "Tue 3 Mar". */
export function shortDateText(date: IsoDate, language: Language): string {
  return part(noon(date), 'UTC', language, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** "09:00–11:00", in one line wherever it stands; only the start where both are the same. */
export function timeRange(start: EpochSeconds, end: EpochSeconds, zone: string, language: Language): string {
  const from = timeText(start, zone, language);
  return end > start ? `${from}–\u2060${timeText(end, zone, language)}` : from;
}

/** "14:35". */
export function timeText(at: EpochSeconds, zone: string, language: Language): string {
  return part(at, zone, language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** "3 March 2026, 14:35": when something was done. */
export function momentText(at: EpochSeconds, zone: string, language: Language): string {
  return part(at, zone, language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** The zone in words at that time of the year, "Central European Time". */
export function zoneName(zone: string, language: Language, at: EpochSeconds): string {
  return parts(at, zone, language, { timeZoneName: 'longGeneric' }, 'timeZoneName') || zone;
}

/** What tells the two hours of an autumn night apart, "GMT+2". */
export function offsetName(zone: string, language: Language, at: EpochSeconds): string {
  return parts(at, zone, language, { timeZoneName: 'shortOffset' }, 'timeZoneName');
}

/** The local date of an instant. */
export function localDate(at: EpochSeconds, zone: string): IsoDate {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at * 1000);
}

/** The local date `days` later; negative: earlier. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date((noon(date) + days * 86_400) * 1000).toISOString().slice(0, 10);
}

/** Whether a text is a calendar date that exists. */
export function isIsoDate(text: string | null): text is IsoDate {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === text;
}

function leaf(at: EpochSeconds, zone: string, language: Language): Leaf {
  return {
    weekday: parts(at, zone, language, { weekday: 'short' }, 'weekday').replace(/\.$/, ''),
    number: parts(at, zone, language, { day: 'numeric' }, 'day'),
    month: parts(at, zone, language, { month: 'short', day: 'numeric' }, 'month').replace(/\.$/, ''),
  };
}

function noon(date: IsoDate): EpochSeconds {
  return Date.parse(`${date}T12:00:00Z`) / 1000;
}

function part(
  at: EpochSeconds,
  zone: string,
  language: Language,
  options: Intl.DateTimeFormatOptions,
): string {
  return formatOf(zone, language, options).format(at * 1000);
}

function parts(
  at: EpochSeconds,
  zone: string,
  language: Language,
  options: Intl.DateTimeFormatOptions,
  type: Intl.DateTimeFormatPartTypes = 'year',
): string {
  const found = formatOf(zone, language, options).formatToParts(at * 1000);
  return found.find((each) => each.type === type)?.value ?? '';
}

/** Making a format takes far longer than using it: a page of times uses the same few hundreds of times. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatOf(
  zone: string,
  language: Language,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options });
  made.set(key, format);
  return format;
}
