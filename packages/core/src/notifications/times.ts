import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** English as it is written in Europe: day before month, 24 hours. The applications do the same. */
const tags: Record<Language, string> = { en: 'en-GB', it: 'it', fr: 'fr', 'pt-BR': 'pt-BR' };

/** Date, hours and the zone's name of a window as people say them in `language`, on the clock of `zone`. */
export function spokenWindow(
  { start, end, zone }: { start: EpochSeconds; end: EpochSeconds; zone: string },
  language: Language,
): { date: string; from: string; to: string; zone: string } {
  const on = (instant: EpochSeconds): Date => new Date(instant * 1000);
  const time = new Intl.DateTimeFormat(tags[language], {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  });
  const date = new Intl.DateTimeFormat(tags[language], {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const name = new Intl.DateTimeFormat(tags[language], { timeZone: zone, timeZoneName: 'long' })
    .formatToParts(on(start))
    .find((part) => part.type === 'timeZoneName');
  return {
    date: date.format(on(start)),
    from: time.format(on(start)),
    to: time.format(on(end)),
    zone: name?.value ?? zone,
  };
}
