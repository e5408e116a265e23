import { loadAssignments, type Queries, type Technician } from '@itinera/db';
import type { Place } from '@itinera/planner';
import { localDate } from '../../shared/local-time.ts';
import type { EpochSeconds } from '../../shared/units.ts';
import type { DayToFetch } from '../fetched-days.ts';

/** The days to come with work of a technician whose base becomes another: their ways there and back are others then. */
export async function daysOfBase(
  q: Queries,
  { companyId, id, zone }: Technician,
  places: readonly Place[],
  now: EpochSeconds,
): Promise<DayToFetch[]> {
  const range = { technicianIds: [id], fromDate: localDate(now, zone), toDate: '9999-12-31' };
  const rows = await loadAssignments(q, companyId, range, now);
  const dates = [...new Set(rows.map(({ date }) => date))];
  return dates.map((date) => ({ technicianId: id, date, places }));
}
