import type { Queries, Technician } from '@itinera/db';
import { may } from '../rights.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';

/**
 * A technician whose calendars the asking person may see and change: anybody of the unit for who manages calendars,
 * oneself for everybody else.
 * @throws ItineraError `not-found`.
 */
export async function ownTechnician(
  q: Queries,
  scope: BusinessUnitScope,
  technicianId: string,
): Promise<Technician> {
  const technician = await technicianOfUnit(q, scope, technicianId);
  if (!may(scope, 'manage-calendars') && technician.staffUserId !== scope.staffUserId)
    throw notFound('technicianId');
  return technician;
}
