import {
  findCustomer,
  listRouteDetails,
  type Address,
  type Assignment,
  type Customer,
  type Queries,
} from '@itinera/db';
import { isExternal } from '../availability/external-time.ts';
import type { LoadedDay } from '../availability/work-day.ts';
import { loadVisit, type PlannedVisit } from '../availability/planned-visit.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { isOpen } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** A visit that somebody else is to take. */
export interface ToHandOver {
  visit: PlannedVisit;
  customer: Customer | undefined;
  address: Address | null;
  stop: Assignment;
}

/** What of a day is still to come and can be given to others, in its order; what has begun stays. */
export async function remainingOf(
  q: Queries,
  { businessUnitId }: BusinessUnitScope,
  day: LoadedDay | undefined,
  now: EpochSeconds,
): Promise<{ visits: ToHandOver[]; begun: number; elsewhere: number }> {
  const rows = (day?.rows ?? []).filter((row) => !isExternal(row) && row.holdId === null);
  const ours = rows.filter((row) => row.businessUnitId === businessUnitId);
  const details = await listRouteDetails(
    q,
    businessUnitId,
    ours.map(({ id }) => id),
  );
  const visits: ToHandOver[] = [];
  let begun = 0;
  for (const stop of ours) {
    const detail = details.find(({ assignmentId }) => assignmentId === stop.id);
    if (!detail?.interventionId) continue;
    const visit = await loadVisit(q, businessUnitId, detail.interventionId);
    if (hasBegun(stop, now) || !isOpen(visit.intervention.status)) begun += 1;
    else visits.push(await toHandOver(q, visit, stop, detail.address));
  }
  return { visits, begun, elsewhere: rows.length - ours.length };
}

/** By plan, or because somebody is at the door; on the way nobody is there yet. */
function hasBegun({ startsAt, progress }: Assignment, now: EpochSeconds): boolean {
  return startsAt <= now || (progress !== null && progress !== 'on-the-way');
}

export async function toHandOver(
  q: Queries,
  visit: PlannedVisit,
  stop: Assignment,
  address: Address | null,
): Promise<ToHandOver> {
  const { businessUnitId, customerId } = visit.intervention;
  return { visit, stop, address, customer: await findCustomer(q, businessUnitId, customerId) };
}
