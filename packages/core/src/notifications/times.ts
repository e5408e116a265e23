import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** English as it is written in Europe: day before month, 24 hours. The applications do the same. */
const tags: Record<Language, string> = { en: 'en-GB', it: 'it', fr: 'fr', 'pt-BR': 'pt-BR' };

/** Date, hours and the zone's name of a window as people say them in `language`, on the clock of `zone`. */
export function spokenWindow(
  { start, end, zone }: { start: EpochSeconds; end: EpochSeconds; zone: string },
  language: Language,
): { date: string; from: string; to: string; zone: string } {
  const { time, date, name } = formatsOf(language, zone);
  const on = (instant: EpochSeconds): Date => new Date(instant * 1000);
  return {
    date: date.format(on(start)),
    from: time.format(on(start)),
    to: time.format(on(end)),
    zone: name.formatToParts(on(start)).find(({ type }) => type === 'timeZoneName')?.value ?? zone,
  };
}

/** A moment with its year, as people say it in `language`, on the clock of `zone`. */
export function spokenMoment(at: EpochSeconds, zone: string, language: Language): string {
  const { day, time } = formatsOf(language, zone);
  const on = new Date(at * 1000);
  return `${day.format(on)}, ${time.format(on)}`;
}

/** The day of a moment with its year, as people say it in `language`, on the clock of `zone`. */
export function spokenDay(at: EpochSeconds, zone: string, language: Language): string {
  return formatsOf(language, zone).day.format(new Date(at * 1000));
}

interface Formats {
  /** With the year. */
  day: Intl.DateTimeFormat;
  time: Intl.DateTimeFormat;
  date: Intl.DateTimeFormat;
  name: Intl.DateTimeFormat;
}

/** Making a format takes far longer than using it, and bookings use them while their days are locked. */
const made = new Map<string, Formats>();

function formatsOf(language: Language, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  let formats = made.get(key);
  if (!formats) {
    const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
      new Intl.DateTimeFormat(tags[language], { timeZone, ...options });
    formats = {
      day: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
      time: format({ hour: '2-digit', minute: '2-digit' }),
      date: format({ weekday: 'long', day: 'numeric', month: 'long' }),
      name: format({ timeZoneName: 'long' }),
    };
    made.set(key, formats);
  }
  return formats;
}
