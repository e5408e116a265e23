import { findTechnician, listTechniciansOfBusinessUnit, type Queries, type Technician } from '@itinera/db';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';

/** A technician who works for the unit in view. @throws ItineraError `not-found` for anybody else. */
export async function technicianOfUnit(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
  technicianId: string,
): Promise<Technician> {
  requireIds({ technicianId });
  const ofUnit = await listTechniciansOfBusinessUnit(q, businessUnitId);
  const works = ofUnit.some(({ id }) => id === technicianId);
  const technician = works ? await findTechnician(q, companyId, technicianId) : undefined;
  if (!technician) throw notFound('technicianId');
  return technician;
}
