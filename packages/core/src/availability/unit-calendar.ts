import {
  findBusinessUnit,
  listUnitAbsences,
  type Queries,
  type TechnicianCalendar,
  type UnitAbsence,
} from '@itinera/db';
import { closuresOn, type ClosedDate } from '../business-units/closures.ts';
import { shiftDate, startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';

/** A technician's own calendar, with what the unit they are seen from says about time. */
export interface CalendarInUnit extends TechnicianCalendar {
  closures?: readonly ClosedDate[];
  unitAbsences?: readonly UnitAbsence[];
}

/** The instants that dates may be in any zone: a day more at either end, and shifts that began the evening before. */
export function instantsAround(fromDate: IsoDate, toDate: IsoDate): { from: EpochSeconds; to: EpochSeconds } {
  return {
    from: startOfDate(shiftDate(fromDate, -1), 'utc'),
    to: startOfDate(shiftDate(toDate, 2), 'utc'),
  };
}

/** The calendars of people who work for a unit: off on the days it is closed and while all its work rests. */
export async function inUnit(
  q: Queries,
  range: { companyId: string; businessUnitId: string; fromDate: IsoDate; toDate: IsoDate },
  calendars: readonly TechnicianCalendar[],
): Promise<CalendarInUnit[]> {
  const { companyId, businessUnitId, fromDate, toDate } = range;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const closures = closuresOn(unit?.closures ?? [], fromDate, toDate);
  const unitAbsences = await listUnitAbsences(q, businessUnitId, instantsAround(fromDate, toDate), null);
  return calendars.map((calendar) => ({ ...calendar, closures, unitAbsences }));
}
