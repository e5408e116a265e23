import { loadCalendarsById, type Assignment, type Technician, type TechnicianDay } from '@itinera/db';
import { keyOf, loadDays, type TakenOut } from '../availability/load-problem.ts';
import { instantsAround } from '../availability/unit-calendar.ts';
import type { LoadedDay } from '../availability/work-day.ts';
import type { View } from './change-days.ts';
import { changedDay, type DayChange } from './day-change.ts';

/** The days given, as they are to be stored once these stops have left them; `as`: with what is to be stored of technicians. */
export async function daysWithout(
  { q, now, travel }: Pick<View, 'q' | 'now' | 'travel'>,
  companyId: string,
  days: readonly TechnicianDay[],
  leaving: readonly Assignment[],
  as?: (technician: Technician) => Technician,
): Promise<DayChange[]> {
  const out = { assignmentIds: new Set(leaving.map(({ id }) => id)), holdIds: new Set<string>() };
  const changes: DayChange[] = [];
  for (const { technicianId, date } of new Map(days.map((day) => [keyOf(day), day])).values()) {
    const day = await loadDay({ q, now }, companyId, { technicianId, date }, out, as);
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
  as: (technician: Technician) => Technician = (technician) => technician,
): Promise<LoadedDay | undefined> {
  const dates = { fromDate: date, toDate: date };
  const range = { ...dates, ...instantsAround(date, date) };
  const stored = await loadCalendarsById(q, companyId, range, [technicianId]);
  const calendars = stored.map((calendar) => ({ ...calendar, technician: as(calendar.technician) }));
  const [loaded] = await loadDays(q, companyId, calendars, dates, now, out);
  return loaded?.days[0];
}
