import type { Language } from '../languages.ts';
import type { EpochSeconds, PromisedWindow, Seconds } from '../units.ts';

/* How values are written in a language. Nothing known is ''. */

/** English as it is written in Europe: day before month, 24 hours. */
const tags: Record<Language, string> = { en: 'en-GB', it: 'it', fr: 'fr', 'pt-BR': 'pt-BR' };

/** Making a format takes far longer than using it. */
const made = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language} ${timeZone} ${Object.keys(options).join()}`;
  let one = made.get(key);
  if (!one) {
    one = new Intl.DateTimeFormat(tags[language], { timeZone, ...options });
    made.set(key, one);
  }
  return one;
}

const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const clock = { hour: '2-digit', minute: '2-digit' } as const;
const written = (
  at: EpochSeconds | null,
  language: Language,
  zone: string,
  options: Intl.DateTimeFormatOptions,
) => (at === null ? '' : format(language, zone, options).format(new Date(at * 1000)));

/** `12 January 2027` */
export function dateText(at: EpochSeconds | null, zone: string, language: Language): string {
  return written(at, language, zone, day);
}

/** `Tuesday` */
export function weekdayText(at: EpochSeconds | null, zone: string, language: Language): string {
  return written(at, language, zone, { weekday: 'long' });
}

/** `12 January 2027, 09:00` */
export function momentText(at: EpochSeconds, zone: string, language: Language): string {
  return `${written(at, language, zone, day)}, ${written(at, language, zone, clock)}`;
}

/** `09:00–11:00`; one time where the window is a moment. */
export function windowText(promise: PromisedWindow | null, language: Language): string {
  if (promise === null) return '';
  const from = written(promise.start, language, promise.zone, clock);
  return promise.start === promise.end
    ? from
    : `${from}–${written(promise.end, language, promise.zone, clock)}`;
}

/** `1 hr 30 mins`, in the words of the language. */
export function durationText(seconds: Seconds | null, language: Language): string {
  if (seconds === null) return '';
  const minutes = Math.round(seconds / 60);
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(tags[language], { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  const parts = [
    ...(minutes >= 60 ? [unit(Math.floor(minutes / 60), 'hour')] : []),
    ...(minutes % 60 > 0 || minutes === 0 ? [unit(minutes % 60, 'minute')] : []),
  ];
  return parts.join(' ');
}

/** Degrees with six decimals at most, a point between, as maps take them. */
export function coordinate(degrees: number | null | undefined): string {
  return degrees === null || degrees === undefined ? '' : String(Math.round(degrees * 1e6) / 1e6);
}
