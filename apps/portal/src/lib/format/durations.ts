import type { Language, Seconds } from '@itinera/core/shared';

/** "1 hour, 30 minutes", rounded up to whole minutes. */
export function durationText(duration: Seconds, language: Language): string {
  const minutes = Math.max(1, Math.ceil(duration / 60));
  return new Intl.DurationFormat(language, { style: 'long' }).format({
    hours: Math.floor(minutes / 60),
    minutes: minutes % 60,
  });
}
