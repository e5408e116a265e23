import { findTechnician, listTechniciansOfBusinessUnit, type Queries, type Technician } from '@itinera/db';
import { may } from '../rights.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';

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
  requireIds({ technicianId });
  const ofUnit = await listTechniciansOfBusinessUnit(q, scope.businessUnitId);
  const technician = ofUnit.some(({ id }) => id === technicianId)
    ? await findTechnician(q, scope.companyId, technicianId)
    : undefined;
  if (!technician) throw notFound('technicianId');
  if (!may(scope, 'manage-calendars') && technician.staffUserId !== scope.staffUserId)
    throw notFound('technicianId');
  return technician;
}
