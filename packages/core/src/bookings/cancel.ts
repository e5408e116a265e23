import {
  deleteAssignmentsOf,
  deleteHold,
  listAssignmentsOf,
  listInterventions,
  listLiveHoldsOfIntervention,
  updateIntervention,
  type Assignment,
  type Hold,
  type NewIntervention,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { loadVisit, type PlannedVisit } from '../availability/planned-visit.ts';
import { appendEvent } from '../audit/append-event.ts';
import { loadActionJudge } from '../catalogue/action-judge.ts';
import { noteUse, tellsCustomer } from '../catalogue/note-use.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import { queueBookingMessage } from './queue-booking-message.ts';
import { tellStaff } from '../notifications/tell-staff.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { isId } from '../shared/ids.ts';
import { isOpen } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { changeDays } from './change-days.ts';
import { storeDay, type DayChange } from './day-change.ts';
import { daysWithout } from './days-without.ts';
import { promiseOf } from '../interventions/promise.ts';
import { readCancelInput } from './schema.ts';
import type { CancelInput } from './types.ts';

/**
 * Cancels an open intervention, planned or not, with its reason (CAD-AC-11, CAD-LC-04): its room is free at once, the
 * rest of the day moves up inside its promises, and holds by which somebody was about to move it end. What had been
 * promised stays readable. Open work that it contains is canceled first, piece by piece, or stays, as is said; a customer
 * leaves what contains open work to staff. Customers are held to the portal's rules, judged inside the transaction; staff need a
 * planning role.
 * @throws ItineraError `not-found`, `not-allowed` (with the verdict's reason; `has-parts`), `invalid`, `key-reused`.
 */
export async function cancel(
  ctx: Context,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  input: CancelInput,
): Promise<void> {
  const { reason, details, parts } = readCancelInput(input);
  const { interventionId, idempotencyKey } = input;
  const { businessUnitId, companyId } = scope;
  const request = ['cancel', interventionId, reason, details ?? null, ...(parts ? [parts] : [])];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  if (parts === 'cancel' && scope.kind !== 'access')
    for (const part of await openParts(ctx.db.read, businessUnitId, interventionId))
      await cancel(ctx, scope, {
        ...{ interventionId: part.id, reason, details },
        idempotencyKey: `${idempotencyKey.slice(0, 160)}:${part.id}`,
      });
  const canceled = await changeDays<true>(ctx, scope, call, async (view) => {
    const customerIds = scope.kind === 'access' ? scope.customerIds : undefined;
    const visit = await loadVisit(view.q, businessUnitId, interventionId, customerIds);
    const action = await cancelingAction(view.q, scope, visit, view.now);
    if (parts !== 'keep' || scope.kind === 'access')
      if ((await openParts(view.q, businessUnitId, interventionId)).length > 0) throw refused('has-parts');
    const holds = await listLiveHoldsOfIntervention(view.q, businessUnitId, interventionId, view.now);
    const stops: Assignment[] = [...visit.stops];
    for (const { id } of holds)
      stops.push(...(await listAssignmentsOf(view.q, businessUnitId, { holdId: id })));
    const changes = await daysWithout(view, companyId, stops, stops);
    return {
      interventionId,
      days: stops,
      async commit(tx) {
        const revision = await writeCancellation(
          tx,
          { visit, holds, changes, now: view.now },
          { cancelReason: reason, cancelDetails: details ?? null, closedAt: view.now },
        );
        if (action) {
          const about = { customerId: visit.intervention.customerId, interventionId };
          await noteUse(ctx, tx, {
            ...about,
            businessUnitId,
            portalActionId: action.id,
            usedAt: view.now,
          });
          await tellStaff(ctx, tx, scope, {
            ...about,
            action,
            technicianIds: visit.stops.map((stop) => stop.technicianId),
          });
        }
        if (!action || tellsCustomer(action))
          await queueBookingMessage(ctx, tx, scope, { kind: 'booking-canceled', interventionId, revision });
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

async function openParts(
  q: Queries,
  businessUnitId: string,
  interventionId: string,
): Promise<{ id: string }[]> {
  if (!isId(interventionId)) return [];
  const { rows } = await listInterventions(q, businessUnitId, {
    filter: { parentId: interventionId, status: ['pending', 'autoassign_pending'] },
    order: 'oldest',
    page: { limit: 1000, offset: 0 },
  });
  return rows.map(({ intervention }) => intervention);
}

/** A visit that is to be canceled, with what goes with it and what becomes of its days. */
export interface CancellationToWrite {
  visit: PlannedVisit;
  /** By which somebody was about to move it. */
  holds: readonly Hold[];
  changes: readonly DayChange[];
  now: EpochSeconds;
}

/** Stores it in days that are locked; returns the intervention's revision. */
export async function writeCancellation(
  tx: Queries,
  { visit, holds, changes, now }: CancellationToWrite,
  fields: Partial<NewIntervention>,
): Promise<number> {
  const { businessUnitId, id, revision } = visit.intervention;
  for (const hold of holds) await deleteHold(tx, businessUnitId, hold.id);
  await deleteAssignmentsOf(tx, businessUnitId, { partId: visit.part.id });
  for (const change of changes) await storeDay(tx, change, now);
  const updated = await updateIntervention(tx, businessUnitId, id, revision, {
    ...fields,
    awaitingSince: null,
    status: 'canceled',
  });
  if (!updated) throw new ItineraError('unavailable', 'The intervention changed meanwhile: try again');
  return updated.revision;
}

/** The action by which a customer cancels; null for everybody else, who need none. */
async function cancelingAction(
  q: Queries,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  { intervention, part, stops }: PlannedVisit,
  now: EpochSeconds,
): Promise<PortalAction | null> {
  if (scope.kind !== 'access') {
    if (!isOpen(intervention.status)) throw refused('status');
    return null;
  }
  const promiseStart = stops.length === 0 || !part.promised ? null : part.promiseStart;
  const judge = await loadActionJudge(q, scope, {
    activityTypeId: intervention.activityTypeId,
    customerId: intervention.customerId,
    visit: { intervention, promiseStart, zone: part.zone },
    now,
  });
  if (!judge) throw refused('not-configured');
  const { action, verdict } = judge.offered('cancel');
  if (!verdict.available) throw refused(verdict.reason);
  return action;
}

function refused(reason: string): ItineraError {
  return new ItineraError('not-allowed', `This intervention cannot be canceled now: ${reason}`, {
    field: 'interventionId',
    reason,
  });
}
