import type { ClockInterval, WeeklyHours } from '@itinera/db';
import { resolveWorkDays, type Interval, type ResolvedDay, type WorkCalendar } from '@itinera/planner';
import { shiftDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';
import { timesIn } from './recurrence.ts';
import { instantsAround, type CalendarInUnit } from './unit-calendar.ts';

/** What says when somebody works on a date; the strongest of those that speak of it, the last here. */
export type HoursKind = 'weekly' | 'season' | 'exception' | 'closure';

/** The hours of one date, and who says so. */
export interface HoursSource {
  kind: HoursKind;
  /** Of a season or a closure; null where it has none. */
  name: string | null;
  hours: ClockInterval[];
}

/** Time taken out of the hours. */
export interface TakenTime extends Interval {
  kind: 'absence' | 'unit-absence' | 'work';
  /** The reason; null where there is nothing to say. */
  name: string | null;
}

/** The hours of a date: a closure of the unit, else the date's own, else the season's, else the weekly ones. */
export function hoursOn(calendar: CalendarInUnit, date: IsoDate): HoursSource {
  const closure = calendar.closures?.find((one) => one.date === date);
  if (closure) return { kind: 'closure', name: closure.name, hours: [] };
  const exception = calendar.exceptions.find((one) => one.date === date);
  if (exception) return { kind: 'exception', name: null, hours: exception.hours };
  const season = calendar.technician.seasons?.find(({ from, to }) => from <= date && date <= to);
  if (season) return { kind: 'season', name: season.name, hours: onWeekday(season.weekly, date) };
  return { kind: 'weekly', name: null, hours: onWeekday(calendar.technician.weeklyHours, date) };
}

function onWeekday(weekly: WeeklyHours, date: IsoDate): ClockInterval[] {
  return weekly[String(new Date(date).getUTCDay() || 7)] ?? [];
}

/** Everything that takes time out of the hours between two dates, both included: the one list of it. */
export function takenTimes(
  calendar: CalendarInUnit,
  busy: readonly { startsAt: EpochSeconds; endsAt: EpochSeconds }[],
  { from, to }: { from: IsoDate; to: IsoDate },
): TakenTime[] {
  const around = instantsAround(from, to);
  const range = { start: around.from, end: around.to };
  const absent = (kind: TakenTime['kind']) => (one: Parameters<typeof timesIn>[0] & { reason: string }) =>
    timesIn(one, range).map((time) => ({ ...time, kind, name: one.reason }));
  return [
    ...calendar.absences.flatMap(absent('absence')),
    ...(calendar.unitAbsences ?? []).flatMap(absent('unit-absence')),
    ...busy.map(({ startsAt, endsAt }) => ({
      start: startsAt,
      end: endsAt,
      kind: 'work' as const,
      name: null,
    })),
  ];
}

/** The working time of each date from `from` to `to`, both included, less the taken times: what the planner is told. */
export function resolveCalendar(
  calendar: CalendarInUnit,
  taken: readonly Interval[],
  { from, to }: { from: IsoDate; to: IsoDate },
): ResolvedDay[] {
  const exceptions: NonNullable<WorkCalendar['exceptions']> = {};
  // The evening before may run into the first date.
  for (let date = shiftDate(from, -1); date <= to; date = shiftDate(date, 1)) {
    const source = hoursOn(calendar, date);
    if (source.kind !== 'weekly') exceptions[date] = source.hours;
  }
  return resolveWorkDays({
    zone: calendar.technician.zone,
    weekly: calendar.technician.weeklyHours,
    exceptions,
    absences: taken.map(({ start, end }) => ({ start, end })),
    from,
    to,
  });
}
