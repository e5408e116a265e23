import { listLedTechnicians, type Queries, type Technician } from '@itinera/db';
import { seesOwnOnly } from '../rights.ts';
import type { BusinessUnitScope } from '../scopes.ts';

/** How much of a technician's days somebody sees: all of it, only when they are busy, or nothing. */
export type Sight = 'whole' | 'busy' | 'none';

/**
 * How much somebody sees of each technician: who sees the plan, and everybody of their own, all of it; a team leader all of
 * the members of their teams who delegate, of the other members black boxes (CAD-US-04); of anybody else nothing.
 */
export async function sightOf(
  q: Queries,
  scope: BusinessUnitScope,
): Promise<(technician: Pick<Technician, 'id' | 'staffUserId'>) => Sight> {
  if (!seesOwnOnly(scope)) return () => 'whole';
  const led = scope.roles.includes('team-leader')
    ? await listLedTechnicians(q, scope.businessUnitId, scope.staffUserId)
    : [];
  const delegates = new Map(led.map((one) => [one.technicianId, one.delegates]));
  return ({ id, staffUserId }) => {
    if (staffUserId === scope.staffUserId || delegates.get(id) === true) return 'whole';
    return delegates.has(id) ? 'busy' : 'none';
  };
}
