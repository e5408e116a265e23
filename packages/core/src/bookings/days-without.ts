import { loadCalendarsById, type Assignment, type TechnicianDay } from '@itinera/db';
import { keyOf, loadDays, type TakenOut } from '../availability/load-problem.ts';
import type { LoadedDay } from '../availability/work-day.ts';
import { shiftDate, startOfDate } from '../shared/local-time.ts';
import type { View } from './change-days.ts';
import { changedDay, type DayChange } from './day-change.ts';

/** The days given, as they are to be stored once these stops have left them. */
export async function daysWithout(
  { q, now, travel }: Pick<View, 'q' | 'now' | 'travel'>,
  companyId: string,
  days: readonly TechnicianDay[],
  leaving: readonly Assignment[],
): Promise<DayChange[]> {
  const out = { assignmentIds: new Set(leaving.map(({ id }) => id)), holdIds: new Set<string>() };
  const changes: DayChange[] = [];
  for (const { technicianId, date } of new Map(days.map((day) => [keyOf(day), day])).values()) {
    const day = await loadDay({ q, now }, companyId, { technicianId, date }, out);
    // Neither hours nor work: nothing is left to time, and legs that are left over join nothing.
    if (day) changes.push(await changedDay(day, null, travel));
  }
  return changes;
}

/** One day of one technician as it is now, whichever unit's; nothing where there are neither hours nor work. */
export async function loadDay(
  { q, now }: Pick<View, 'q' | 'now'>,
  companyId: string,
  { technicianId, date }: TechnicianDay,
  out: TakenOut,
): Promise<LoadedDay | undefined> {
  const dates = { fromDate: date, toDate: date };
  const instants = {
    from: startOfDate(shiftDate(date, -1), 'utc'),
    to: startOfDate(shiftDate(date, 2), 'utc'),
  };
  const calendars = await loadCalendarsById(q, companyId, { ...dates, ...instants }, [technicianId]);
  const [loaded] = await loadDays(q, companyId, calendars, dates, now, out);
  return loaded?.days[0];
}
