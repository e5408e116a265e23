import {
  deleteAssignmentsOf,
  deleteHold,
  findAccess,
  findActivityType,
  findBusinessUnit,
  findCustomer,
  listAssignmentsOf,
  listLiveHoldsOfIntervention,
  listPortalActions,
  updateIntervention,
  type Assignment,
  type Queries,
} from '@itinera/db';
import { loadVisit, type PlannedVisit } from '../availability/planned-visit.ts';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import { queueBookingMessage } from '../notifications/queue-booking-message.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { actionVerdict, isOpen, isShown } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { changeDays } from './change-days.ts';
import { storeDay } from './day-change.ts';
import { daysWithout } from './days-without.ts';
import { promiseOf } from '../interventions/promise.ts';
import { readCancelInput } from './schema.ts';
import type { CancelInput } from './types.ts';

/**
 * Cancels an open intervention, planned or not, with its reason (CAD-AC-11, CAD-LC-04): its room is free at once, the
 * rest of the day moves up inside its promises, and holds by which somebody was about to move it end. What had been
 * promised stays readable. Customers are held to the portal's rules, judged inside the transaction; staff need a
 * planning role.
 * @throws ItineraError `not-found`, `not-allowed` (with the verdict's reason), `invalid`, `key-reused`.
 */
export async function cancel(
  ctx: Context,
  scope: AccessScope | BusinessUnitScope,
  input: CancelInput,
): Promise<void> {
  const { reason, details } = readCancelInput(input);
  const { interventionId, idempotencyKey } = input;
  const { businessUnitId, companyId } = scope;
  const request = ['cancel', interventionId, reason, details ?? null];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  const canceled = await changeDays<true>(ctx, scope, call, async (view) => {
    const customerIds = scope.kind === 'access' ? scope.customerIds : undefined;
    const visit = await loadVisit(view.q, businessUnitId, interventionId, customerIds);
    await requireCancelable(view.q, scope, visit, view.now);
    const holds = await listLiveHoldsOfIntervention(view.q, businessUnitId, interventionId, view.now);
    const stops: Assignment[] = [...visit.stops];
    for (const { id } of holds)
      stops.push(...(await listAssignmentsOf(view.q, businessUnitId, { holdId: id })));
    const changes = await daysWithout(view, companyId, stops, stops);
    return {
      interventionId,
      days: stops,
      async commit(tx) {
        for (const { id } of holds) await deleteHold(tx, businessUnitId, id);
        await deleteAssignmentsOf(tx, businessUnitId, { partId: visit.part.id });
        for (const change of changes) await storeDay(tx, change, view.now);
        const updated = await updateIntervention(
          tx,
          businessUnitId,
          interventionId,
          visit.intervention.revision,
          { status: 'canceled', cancelReason: reason, cancelDetails: details ?? null, closedAt: view.now },
        );
        if (!updated) throw new ItineraError('unavailable', 'The intervention changed meanwhile: try again');
        await queueBookingMessage(ctx, tx, scope, {
          kind: 'booking-canceled',
          interventionId,
          revision: updated.revision,
        });
        await appendEvent(ctx, tx, scope, {
          kind: 'intervention.canceled',
          subjectType: 'intervention',
          subjectId: interventionId,
          data: { promise: promiseOf(visit.part), reason },
        });
        return true;
      },
    };
  });
  if (!canceled) throw new ItineraError('unavailable', 'The day is changing too fast: try again');
}

async function requireCancelable(
  q: Queries,
  scope: AccessScope | BusinessUnitScope,
  { intervention, part, stops }: PlannedVisit,
  now: EpochSeconds,
): Promise<void> {
  if (scope.kind === 'staff') {
    if (!isOpen(intervention.status)) throw refused('status');
    return;
  }
  const { businessUnitId } = scope;
  const type = await findActivityType(q, businessUnitId, intervention.activityTypeId);
  const actions = await listPortalActions(q, businessUnitId, intervention.activityTypeId);
  const verdict = actionVerdict('cancel', {
    now,
    shown: isShown({
      status: intervention.status,
      portal: await findBusinessUnit(q, scope.companyId, businessUnitId),
      access: await findAccess(q, businessUnitId, scope.accessId),
      customer: await findCustomer(q, businessUnitId, intervention.customerId),
      type,
    }),
    action: actions.find(({ kind }) => kind === 'cancel') ?? null,
    visit: {
      status: intervention.status,
      promiseStart: stops.length === 0 ? null : part.promiseStart,
      rescheduleCount: intervention.rescheduleCount,
      maximumReschedules: type?.maximumReschedules ?? null,
    },
  });
  if (!verdict.available) throw refused(verdict.reason);
}

function refused(reason: string): ItineraError {
  return new ItineraError('not-allowed', `This intervention cannot be canceled now: ${reason}`, {
    field: 'interventionId',
    reason,
  });
}
