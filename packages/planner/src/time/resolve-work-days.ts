import { PlannerError } from '../errors.ts';
import { FieldPath } from '../field-path.ts';
import type { Interval } from '../units.ts';
import { subtract, union } from './intervals.ts';
import { dayNumber, instantOf, isoDate, isoWeekday } from './local-time.ts';
import { isZone, secondsPerDay } from './zone-offsets.ts';

/**
 * Hours on the clock: `08:00`..`17:00`. `to` may be `24:00`; where `to` is not after `from`, it is on the next date
 * (`22:00`..`06:00`).
 */
export interface ClockHours {
  from: string;
  to: string;
}

/** When somebody works: weekly hours on the clock of a zone, what replaces them on single dates, what is taken out. */
export interface WorkCalendar {
  zone: string;
  /** By ISO weekday, 1 = Monday .. 7 = Sunday; a weekday left out is free. */
  weekly: Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, ClockHours[]>>;
  /** By ISO date: hours instead of the weekly ones; an empty list: free. */
  exceptions?: Record<string, ClockHours[]>;
  /** Taken out of the hours, the exceptions' too. Any order, may overlap. */
  absences?: Interval[];
  busy?: Interval[];
  /** The first and the last local date, both included. */
  from: string;
  to: string;
}

/** What a date's hours come to: `WorkDay.date` and `WorkDay.working`. */
export interface ResolvedDay {
  date: string;
  /** Ascending, disjoint, not touching; empty on a free day. */
  working: Interval[];
}

/**
 * Resolves a weekly calendar into the working time of each date from `from` to `to`, exactly through changes of the
 * clock: a shift from 22:00 to 06:00 lasts 7 hours on the night of the spring gap and 9 on that of the autumn repeat.
 *
 * A time inside a gap is the moment of the gap; of a time that the clock shows twice the first is meant. Hours that run
 * past midnight belong to the date on which they start; what they share with the next date's hours is counted once, for
 * the earlier date.
 * @throws PlannerError naming the field: an unknown zone, a date or a time that is none, hours of one date that overlap.
 */
export function resolveWorkDays(calendar: WorkCalendar): ResolvedDay[] {
  const hoursOn = readHours(calendar);
  const first = readDate('from', calendar.from);
  const last = readDate('to', calendar.to);
  if (last < first) throw new PlannerError('unordered', 'to', `is before from (${calendar.from})`);
  const taken = union([
    ...readIntervals('absences', calendar.absences),
    ...readIntervals('busy', calendar.busy),
  ]);
  const days: ResolvedDay[] = [];
  // The evening before may run into the first date.
  let covered = instantsOf(calendar.zone, first - 1, hoursOn(first - 1));
  for (let day = first; day <= last; day++) {
    const hours = instantsOf(calendar.zone, day, hoursOn(day));
    days.push({ date: isoDate(day), working: subtract(subtract(hours, covered), taken) });
    covered = union([...covered.slice(-1), ...hours]);
  }
  return days;
}

/** Hours in seconds since midnight of the date on which they start; the end may lie beyond 24 hours. */
interface DialHours {
  from: number;
  to: number;
}

function instantsOf(zone: string, day: number, hours: readonly DialHours[]): Interval[] {
  const midnight = day * secondsPerDay;
  return union(
    hours.map(({ from, to }) => ({
      start: instantOf(zone, midnight + from),
      end: instantOf(zone, midnight + to),
    })),
  );
}

function readHours(calendar: WorkCalendar): (day: number) => DialHours[] {
  if (!isZone(calendar.zone)) {
    throw new PlannerError(
      'unknown-zone',
      'zone',
      `must be a zone of the time-zone database, not ${String(calendar.zone)}`,
    );
  }
  const weekly = new Map<number, DialHours[]>();
  for (const [weekday, hours] of Object.entries(calendar.weekly)) {
    if (!/^[1-7]$/.test(weekday)) {
      throw new PlannerError('out-of-range', `weekly.${weekday}`, 'is no weekday: 1 = Monday .. 7 = Sunday');
    }
    weekly.set(Number(weekday), readDialHours(`weekly.${weekday}`, hours));
  }
  const exceptions = new Map<number, DialHours[]>();
  for (const [date, hours] of Object.entries(calendar.exceptions ?? {})) {
    exceptions.set(readDate(`exceptions.${date}`, date), readDialHours(`exceptions.${date}`, hours));
  }
  return (day) => exceptions.get(day) ?? weekly.get(isoWeekday(day)) ?? [];
}

function readDialHours(field: string, hours: readonly ClockHours[]): DialHours[] {
  const read = hours.map((entry, i) => {
    const from = readClock(`${field}[${i}].from`, entry.from, false);
    const to = readClock(`${field}[${i}].to`, entry.to, true);
    if (to === from) {
      throw new PlannerError(
        'unordered',
        `${field}[${i}].to`,
        'is the same as from: write 00:00 to 24:00 for a whole day',
      );
    }
    return { from, to: to < from ? to + secondsPerDay : to, index: i };
  });
  const sorted = read.toSorted((a, b) => a.from - b.from);
  sorted.forEach((entry, i) => {
    const before = sorted[i - 1];
    if (before === undefined || entry.from >= before.to) return;
    throw new PlannerError(
      'overlapping',
      `${field}[${entry.index}]`,
      `starts before ${field}[${before.index}] ends`,
    );
  });
  return sorted;
}

function readClock(field: string, text: string, end: boolean): number {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  const hour = Number(match?.[1] ?? NaN);
  const minute = Number(match?.[2] ?? NaN);
  if ((hour <= 23 && minute <= 59) || (end && text === '24:00')) return hour * 3600 + minute * 60;
  throw new PlannerError('invalid', field, `must be a time such as 08:30, not ${String(text)}`);
}

function readDate(field: string, text: string): number {
  const day = dayNumber(text);
  if (day !== undefined) return day;
  throw new PlannerError('invalid', field, `must be a date such as 2026-03-29, not ${String(text)}`);
}

function readIntervals(name: string, intervals: readonly Interval[] = []): readonly Interval[] {
  const at = new FieldPath();
  for (const [i, interval] of intervals.entries()) at.interval(name, i, interval);
  return intervals;
}
