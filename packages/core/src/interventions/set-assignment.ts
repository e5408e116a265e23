import {
  findActivityType,
  findAddress,
  listAssignmentsOf,
  listParts,
  lockIntervention,
  updateIntervention,
} from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { isOpen } from '../shared/portal-actions.ts';
import { canBeAssigned, canWait } from './can-be-assigned.ts';
import { requireShown } from './require-shown.ts';
import type { SetAssignmentInput } from './types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const read = parseInput(
  z.strictObject({
    interventionId: z.string(),
    automatic: z.boolean('must be yes or no'),
    revision: shownRevision,
  }),
);

/**
 * Keeps open work that is not planned from being planned automatically, or lets it be (again) (CAD-AT-11), also where its type
 * is planned by hand. What is so already stays as it is.
 * @throws ItineraError `not-found`, `stale` (`details.current`, `details.given`), `not-allowed` (`status`: it is not open;
 *   `planned`: it has a time, or one is promised; `by-hand`: staff plan it already; `not-in-use`: its type or address is not, or
 *   it is a call; `role`), `invalid`.
 */
export async function setAssignment(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SetAssignmentInput,
): Promise<void> {
  const { interventionId, automatic, revision } = read(input);
  requireIds({ interventionId });
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const before = await lockIntervention(tx, businessUnitId, interventionId);
    if (!before) throw notFound('interventionId');
    await requireShown(tx, scope, before, { revision, automatic });
    if (!isOpen(before.status)) throw refused('status');
    const type = await findActivityType(tx, businessUnitId, before.activityTypeId);
    const waitsNow = before.status === 'autoassign_pending';
    const byHand = !type || type.assignment === 'by-hand';
    if (!automatic && byHand && !waitsNow) throw refused('by-hand');
    const parts = await listParts(tx, businessUnitId, [interventionId]);
    for (const { id, promiseStart } of parts) {
      const stops = await listAssignmentsOf(tx, businessUnitId, { partId: id });
      if (promiseStart !== null || stops.length > 0) throw refused('planned');
    }
    const address =
      before.addressId === null ? undefined : await findAddress(tx, businessUnitId, before.addressId);
    if (automatic && (!type || (byHand && !canWait(type, address)))) throw refused('not-in-use');
    // Of a type that is planned automatically the worker lets it wait as soon as it can be.
    const waits = automatic && (byHand || (type !== undefined && canBeAssigned(type, address)));
    const status = waits ? 'autoassign_pending' : 'pending';
    if (before.status === status && before.assignStopped === !automatic) return;
    await updateIntervention(tx, businessUnitId, interventionId, revision, {
      status,
      assignStopped: !automatic,
      ...{ assignAt: null, assignTrying: false, assignAttempts: 0, assignReason: null },
    });
    await appendEvent(ctx, tx, scope, {
      kind: automatic ? 'intervention.waiting' : 'intervention.assignment-stopped',
      subjectType: 'intervention',
      subjectId: interventionId,
    });
  });
}

function refused(reason: string): ItineraError {
  return new ItineraError('not-allowed', `This intervention is not planned automatically: ${reason}`, {
    field: 'interventionId',
    reason,
  });
}
