import { m } from '#words';
import type { ClockedPlace, ClockingState, ClockingView, CorrectionView } from '@itinera/core';
import { distance } from '../format/quantity.ts';
import { clock, clockRange, dateAt, day, localeTag, moment } from '../format/time.ts';

/** The state as a badge says it; null: it is as most are. */
export function stateBadge(state: ClockingState): { text: string; tone: 'open' | 'bad' | 'off' } | null {
  switch (state) {
    case 'open':
      return { text: m.att_open(), tone: 'open' };
    case 'forgotten':
      return { text: m.att_forgotten(), tone: 'bad' };
    case 'voided':
      return { text: m.att_voided(), tone: 'off' };
    case 'closed':
      return null;
  }
}

/** From when to when, with the date where it ends on another. */
export function timeText({ start, end }: Pick<ClockingView, 'start' | 'end'>, zone: string): string {
  if (end === null) return `${clock(start, zone)} – ${m.att_no_end()}`;
  if (dateAt(start, zone) === dateAt(end, zone)) return clockRange(start, end, zone);
  return `${clock(start, zone)} – ${moment(end, zone)}`;
}

/** One correction in words: who, when, from what to what. */
export function traceText({ at, staffName, from, to }: CorrectionView, zone: string): string {
  const said = (time: CorrectionView['from']): string =>
    time === null ? m.att_nothing() : `${day(dateAt(time.start, zone), 'short')} ${timeText(time, zone)}`;
  return m.att_trace({ who: staffName, when: moment(at, zone), before: said(from), after: said(to) });
}

/** A place in words, as exact as it was told. */
export function placeWords({ lon, lat, accuracy }: ClockedPlace): { place: string; metres: string } {
  const degrees = (value: number): string =>
    new Intl.NumberFormat(localeTag(), { minimumFractionDigits: 5, maximumFractionDigits: 5 }).format(value);
  return { place: `${degrees(lat)}; ${degrees(lon)}`, metres: distance(accuracy) };
}

/** `2027-01` as people say it. */
export function monthText(month: string): string {
  return day(`${month}-15`, 'month');
}

/** The month so many months later. */
export function shiftMonth(month: string, by: number): string {
  const at = new Date(`${month}-15T12:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 7);
}
