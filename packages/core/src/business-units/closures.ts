import type { Closure } from '@itinera/db';
import type { IsoDate } from '../shared/units.ts';
import { shiftDate } from '../shared/local-time.ts';

/** A date on which a unit is closed, and what for. */
export interface ClosedDate {
  date: IsoDate;
  name: string;
}

/**
 * The dates of `[from, to]`, both included, on which a unit is closed; a yearly closure counts in its own year and every
 * later one that has the day (29 February has not).
 */
export function closuresOn(closures: readonly Closure[], from: IsoDate, to: IsoDate): ClosedDate[] {
  const dates: ClosedDate[] = [];
  for (let date = from; date <= to; date = shiftDate(date, 1)) {
    const closed = closures.find((one) =>
      one.yearly ? one.date <= date && one.date.slice(5) === date.slice(5) : one.date === date,
    );
    if (closed) dates.push({ date, name: closed.name });
  }
  return dates;
}
