import {
  findIntervention,
  listAssignmentsOf,
  listParts,
  type Assignment,
  type Intervention,
  type Part,
  type Queries,
} from '@itinera/db';
import { notFound, requireIds } from '../shared/ids.ts';

/** An intervention with its (for now one) part and the stops that part has in technicians' days; none: not planned. */
export interface PlannedVisit {
  intervention: Intervention;
  part: Part;
  stops: Assignment[];
}

/** @throws ItineraError `not-found` for an unknown id, or one of another business unit or customer. */
export async function loadVisit(
  q: Queries,
  businessUnitId: string,
  interventionId: string,
  customerIds?: readonly string[],
): Promise<PlannedVisit> {
  requireIds({ interventionId });
  const intervention = await findIntervention(q, businessUnitId, interventionId);
  if (!intervention || (customerIds && !customerIds.includes(intervention.customerId)))
    throw notFound('interventionId');
  const [part] = await listParts(q, businessUnitId, [interventionId]);
  if (!part) throw notFound('interventionId');
  return { intervention, part, stops: await listAssignmentsOf(q, businessUnitId, { partId: part.id }) };
}
