import { localDate, shiftDate, startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate, Seconds } from '../shared/units.ts';

/** A piece of a clocking that lies on one local date. */
export interface DatedPiece {
  date: IsoDate;
  start: EpochSeconds;
  end: EpochSeconds;
}

/**
 * A time cut at every midnight of a clock: a night is of two dates, and of the night in which the clock is put back an hour
 * more has passed.
 */
export function byDate(start: EpochSeconds, end: EpochSeconds, zone: string): DatedPiece[] {
  const pieces: DatedPiece[] = [];
  for (let from = start; from < end;) {
    const date = localDate(from, zone);
    const until = Math.min(end, startOfDate(shiftDate(date, 1), zone));
    pieces.push({ date, start: from, end: until });
    from = until;
  }
  return pieces;
}

/** The seconds of closed times on each date of a clock. */
export function secondsByDate(
  times: readonly { start: EpochSeconds; end: EpochSeconds }[],
  zone: string,
): Map<IsoDate, Seconds> {
  const sums = new Map<IsoDate, Seconds>();
  for (const time of times)
    for (const { date, start, end } of byDate(time.start, time.end, zone))
      sums.set(date, (sums.get(date) ?? 0) + end - start);
  return sums;
}

/** `YYYY-MM` as its first date and that of the next month. */
export function datesOfMonth(month: string): { first: IsoDate; next: IsoDate } {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const following = number === 12 ? [year + 1, 1] : [year, number + 1];
  const text = (of: readonly number[]): IsoDate =>
    `${String(of[0]).padStart(4, '0')}-${String(of[1]).padStart(2, '0')}-01`;
  return { first: text([year, number]), next: text(following) };
}
