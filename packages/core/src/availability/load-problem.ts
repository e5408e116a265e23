import {
  listClosedDays,
  loadAssignments,
  loadTechnicianCalendars,
  loadTechnicianDays,
  type Assignment,
  type DayLeg,
  type Queries,
} from '@itinera/db';
import type { Interval, Place } from '@itinera/planner';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';
import { shiftDate } from '../shared/local-time.ts';
import { inOrder, isUnderWay } from './day-under-way.ts';
import { resolveCalendar, takenTimes } from './calendar-sources.ts';
import { loadExternalTime, withExternalStops, type ExternalTime } from './external-time.ts';
import { inUnit, instantsAround, type CalendarInUnit } from './unit-calendar.ts';
import { isPlaced, workDay, type LoadedDay } from './work-day.ts';

/** Whose days, and which; `date`s are local to each technician, both included. */
export interface ProblemRange {
  companyId: string;
  /** All who work actively for this business unit, or only those named. */
  businessUnitId: string;
  technicianIds?: readonly string[];
  fromDate: IsoDate;
  toDate: IsoDate;
}

/** What is taken out of the days before they are looked at: the visit that moves, the caller's own holds. */
export interface TakenOut {
  assignmentIds: ReadonlySet<string>;
  holdIds: ReadonlySet<string>;
  /** The day (`keyOf`) in which one's own hold stands: open, whoever is still deciding in it. */
  standsIn?: string | undefined;
  /** Stops that are looked at as if they were so: elsewhere, or further. */
  changed?: ReadonlyMap<string, Place | Partial<Assignment>>;
  /** Days (`keyOf`) that are looked at as if these were their stops, in their order, and these their legs. */
  asIf?: ReadonlyMap<string, { rows: Assignment[]; legs: DayLeg[] }>;
}

export const nothingTakenOut: TakenOut = { assignmentIds: new Set(), holdIds: new Set() };

/** One technician's part of the problem. */
export interface LoadedTechnician {
  calendar: CalendarInUnit;
  days: LoadedDay[];
}

/**
 * The technicians' days with everything that can stand in the way of a visit. The one place where blockers are
 * counted: weekly hours, seasons, exceptions and absences (`calendar-sources.ts`), the days the unit is closed and its own
 * absences, booked work of every business unit of the company (to others a black box, but it blocks), live holds, days
 * on which a customer is still deciding, and what the technicians' own calendars say; one of those that is stale closes
 * every day.
 */
export async function loadProblem(
  q: Queries,
  range: ProblemRange,
  now: EpochSeconds,
  out: TakenOut = nothingTakenOut,
): Promise<LoadedTechnician[]> {
  const { fromDate, toDate } = range;
  const calendars = await loadTechnicianCalendars(
    q,
    range.businessUnitId,
    { fromDate: shiftDate(fromDate, -1), toDate, ...instantsAround(fromDate, toDate) },
    range.technicianIds,
  );
  const open = await inUnit(q, range, calendars);
  return loadDays(q, range.companyId, open, { fromDate, toDate }, now, out);
}

/** The days of technicians whose calendars are at hand. */
export async function loadDays(
  q: Queries,
  companyId: string,
  calendars: readonly CalendarInUnit[],
  dates: { fromDate: IsoDate; toDate: IsoDate },
  now: EpochSeconds,
  out: TakenOut,
): Promise<LoadedTechnician[]> {
  if (calendars.length === 0) return [];
  const range = { technicianIds: calendars.map(({ technician }) => technician.id), ...dates };
  const assignments = await loadAssignments(q, companyId, range, now);
  const stored = await loadTechnicianDays(q, companyId, range);
  const closed = await listClosedDays(q, companyId, range, now);
  const external = await loadExternalTime(q, companyId, calendars, dates, now);
  const rowsOf = Map.groupBy(
    assignments
      .filter(({ id }) => !out.assignmentIds.has(id))
      .map((row) => ({ ...row, ...out.changed?.get(row.id) })),
    keyOf,
  );
  const legsOf = new Map(stored.map((day) => [keyOf(day), day.legs ?? []]));
  const closedKeys = new Set(closed.filter(({ holdId }) => !out.holdIds.has(holdId)).map(keyOf));
  return calendars.map((calendar) => ({
    calendar,
    days: workDays(
      calendar,
      dates,
      (date) => {
        const key = keyOf({ technicianId: calendar.technician.id, date });
        return out.asIf?.get(key)?.rows ?? rowsOf.get(key) ?? [];
      },
      external(calendar.technician.id),
    ).map(({ date, working, rows: stored }) => {
      const { technician } = calendar;
      const rows = isUnderWay(stored, technician, date, now) ? inOrder(stored, now) : stored;
      const key = keyOf({ technicianId: technician.id, date });
      const legs = out.asIf?.get(key)?.legs ?? legsOf.get(key) ?? [];
      return {
        technician,
        date,
        rows,
        stored: legs,
        working,
        day: workDay(technician, date, working, rows, legs, now),
        now,
        closed: (closedKeys.has(key) && key !== out.standsIn) || external(technician.id).stale,
      };
    }),
  }));
}

/** The dates with working time or work, in order: the calendar without absences and without work that has no place. */
function workDays(
  calendar: CalendarInUnit,
  { fromDate, toDate }: { fromDate: IsoDate; toDate: IsoDate },
  rowsOn: (date: IsoDate) => Assignment[],
  external: ExternalTime,
): { date: IsoDate; working: Interval[]; rows: Assignment[] }[] {
  const days: { date: IsoDate; rows: Assignment[] }[] = [];
  for (let date = fromDate; date <= toDate; date = shiftDate(date, 1))
    days.push({ date, rows: rowsOn(date) });
  const busy = days.flatMap(({ rows }) => rows.filter((row) => !isPlaced(row)));
  const dates = { from: fromDate, to: toDate };
  const resolved = resolveCalendar(calendar, [...takenTimes(calendar, busy, dates), ...external.busy], dates);
  const workingOn = new Map(resolved.map(({ date, working }) => [date, working]));
  return days.flatMap(({ date, rows: stored }) => {
    const working = workingOn.get(date) ?? [];
    const rows = withExternalStops(stored, external.stops, date, working, calendar.technician.zone);
    return working.length === 0 && rows.length === 0 ? [] : [{ date, working, rows }];
  });
}

export function keyOf({ technicianId, date }: { technicianId: string; date: IsoDate }): string {
  return `${technicianId} ${date}`;
}
