import type { EpochSeconds, IsoDate } from '@itinera/core/shared';

/** The calendar date in `zone` at an instant. */
export function localDate(at: EpochSeconds, zone: string): IsoDate {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(at * 1000);
}

/** The date `days` later. */
export function shiftDate(date: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
