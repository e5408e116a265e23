import type { CustomerClockings } from '@itinera/core';
import { dayText, timeText } from '../format/dates.ts';
import type { Reader } from './visit-view.ts';

/** One coming and going of a technician in words, on the clock of the place. */
export interface ClockingText {
  day: string;
  arrived: string;
  /** null: still there, or not known. */
  left: string | null;
  technician: string | null;
}

/** What a visit's page says of the clockings there. */
export function clockingTexts({ zone, items }: CustomerClockings, { language, now }: Reader): ClockingText[] {
  return items.map(({ arrived, left, technicianName }) => {
    const day = dayText(arrived, zone, language, now);
    const leftOn = left === null ? day : dayText(left, zone, language, now);
    const leftAt = left === null ? null : timeText(left, zone, language);
    return {
      day,
      arrived: timeText(arrived, zone, language),
      left: leftAt !== null && leftOn !== day ? `${leftOn}, ${leftAt}` : leftAt,
      technician: technicianName,
    };
  });
}
