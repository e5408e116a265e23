import { loadCalendarsById, type Assignment, type Queries, type Technician } from '@itinera/db';
import { loadDays, nothingTakenOut } from '../availability/load-problem.ts';
import { inUnit, instantsAround } from '../availability/unit-calendar.ts';
import { isOutside, type LoadedDay } from '../availability/work-day.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { localDate, shiftDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';
import type { BrokenDay } from './types.ts';

/** How far ahead of today days are looked at. */
const daysAhead = 60;

/** A technician's days with hours or work, both dates included, as the unit in view sees them. */
export async function daysOf(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
  technician: Technician,
  dates: { fromDate: IsoDate; toDate: IsoDate },
  now: EpochSeconds,
) {
  const range = { ...dates, ...instantsAround(dates.fromDate, dates.toDate) };
  const calendars = await loadCalendarsById(q, companyId, range, [technician.id]);
  const [calendar] = await inUnit(q, { companyId, businessUnitId, ...dates }, calendars);
  const [loaded] = calendar ? await loadDays(q, companyId, [calendar], dates, now, nothingTakenOut) : [];
  return { calendar, days: loaded?.days ?? [] };
}

/** The days on which the calendar, as it is now, does not keep what was promised before. */
export async function brokenDays(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  technician: Technician,
  now: EpochSeconds,
): Promise<BrokenDay[]> {
  const fromDate = localDate(now, technician.zone);
  const dates = { fromDate, toDate: shiftDate(fromDate, daysAhead) };
  const { days } = await daysOf(q, scope, technician, dates, now);
  return days.map(brokenDay).filter(({ outside, late }) => outside + late > 0);
}

function brokenDay({ date, rows, working }: LoadedDay): BrokenDay {
  return {
    date,
    outside: rows.filter((row) => isOutside(row, working)).length,
    late: rows.filter((row) => latenessOf(row) > 0).length,
  };
}

/** Seconds by which a visit is planned after what was promised. */
export function latenessOf({ startsAt, latest }: Assignment): number {
  return Math.max(0, startsAt - latest);
}
