import { findActivityType, lockIntervention, type Queries } from '@itinera/db';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';

/**
 * Locks the intervention that is to contain new work (CAD-AT-09). As one is chosen only when work is made, and what contains
 * others is contained by none, there are two levels and no circle.
 * @throws ItineraError `not-found`, `not-allowed` (`parentId`: `not-container`, `other-customer`, `container-closed`).
 */
export async function requireContainer(
  tx: Queries,
  { businessUnitId }: BusinessUnitScope | SystemScope,
  { parentId, customerId }: { parentId: string; customerId: string },
): Promise<void> {
  const parent = await lockIntervention(tx, businessUnitId, parentId);
  if (!parent) throw notFound('parentId');
  const type = await findActivityType(tx, businessUnitId, parent.activityTypeId);
  if (!type?.container) throw refused('not-container', 'its type may not contain others');
  if (parent.customerId !== customerId) throw refused('other-customer', 'it is another customer’s');
  if (!takesParts(parent.status)) throw refused('container-closed', 'it is closed or canceled');
}

/** Whether work can be put into what stands so. */
export function takesParts(status: string): boolean {
  return status === 'pending' || status === 'autoassign_pending' || status === 'in_progress';
}

function refused(reason: string, why: string): ItineraError {
  return new ItineraError('not-allowed', `parentId: ${why}`, { field: 'parentId', reason });
}
