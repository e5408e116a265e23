import {
  findActivityType,
  findAddress,
  listAssignmentsOf,
  listParts,
  lockIntervention,
  updateIntervention,
  type Intervention,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { resultOf, type ResultingStatus } from '../shared/action-settings.ts';
import { isOpen } from '../shared/portal-actions.ts';
import { canWait } from './can-be-assigned.ts';

/**
 * Gives open work without a time the status that an action of the portal leaves it with (CAD-AC-12), in the transaction
 * of what the action did. Everything else stays as it is: what is planned keeps its promise.
 */
export async function applyResult(
  ctx: Context,
  tx: Queries,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  action: Pick<PortalAction, 'id' | 'kind' | 'resultingStatus'>,
  interventionId: string | null,
): Promise<void> {
  const status = resultOf(action);
  if (status === null || interventionId === null) return;
  const { businessUnitId } = scope;
  const before = await lockIntervention(tx, businessUnitId, interventionId);
  if (!before || !(await takesResult(tx, before, status))) return;
  const waits = status === 'autoassign_pending';
  await updateIntervention(tx, businessUnitId, interventionId, before.revision, {
    status,
    assignStopped: !waits,
    ...{ assignAt: null, assignTrying: false, assignAttempts: 0, assignReason: null },
  });
  await appendEvent(ctx, tx, scope, {
    kind: waits ? 'intervention.waiting' : 'intervention.assignment-stopped',
    subjectType: 'intervention',
    subjectId: interventionId,
    data: { actionId: action.id },
  });
}

/**
 * Whether an action's status would change anything of an intervention: it is open, has no time, and is not so already. What
 * staff said that they plan themselves stays theirs.
 */
export async function takesResult(
  q: Queries,
  { id, businessUnitId, activityTypeId, addressId, status, awaitingSince, assignStopped }: Intervention,
  result: ResultingStatus,
): Promise<boolean> {
  if (!isOpen(status) || awaitingSince !== null || assignStopped) return false;
  for (const part of await listParts(q, businessUnitId, [id])) {
    const stops = await listAssignmentsOf(q, businessUnitId, { partId: part.id });
    if (part.promiseStart !== null || stops.length > 0) return false;
  }
  const type = await findActivityType(q, businessUnitId, activityTypeId);
  if (!type) return false;
  if (result === 'pending') return status === 'autoassign_pending' || type.assignment !== 'by-hand';
  const address = addressId === null ? undefined : await findAddress(q, businessUnitId, addressId);
  return status === 'pending' && canWait(type, address);
}
