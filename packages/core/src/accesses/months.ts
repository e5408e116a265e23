import { localDate, startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** A month of a local calendar, `[from, to)`. */
export interface Month {
  /** `YYYY-MM`. */
  month: string;
  from: EpochSeconds;
  to: EpochSeconds;
}

/** The last `count` calendar months on the clock of `zone`, that of `now` first. */
export function lastMonths(now: EpochSeconds, zone: string, count: number): Month[] {
  const [year = 0, number = 0] = localDate(now, zone).split('-').map(Number);
  const first = (back: number): string => {
    const months = year * 12 + number - 1 - back;
    return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
  };
  return Array.from({ length: count }, (_, back) => ({
    month: first(back),
    from: startOfDate(`${first(back)}-01`, zone),
    to: startOfDate(`${first(back - 1)}-01`, zone),
  }));
}
