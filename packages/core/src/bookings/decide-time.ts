import {
  deleteAssignmentsOf,
  deleteHold,
  listAssignmentsOf,
  listLiveHoldsOfIntervention,
  lockIntervention,
  updateIntervention,
  updatePart,
  type Assignment,
  type Intervention,
  type Queries,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import { loadVisit, type PlannedVisit } from '../availability/planned-visit.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import { requireShown } from '../interventions/require-shown.ts';
import { promiseOf } from '../interventions/promise.ts';
import { queueBookingMessage } from './queue-booking-message.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { requireIds } from '../shared/ids.ts';
import { changeDays } from './change-days.ts';
import { storeDay } from './day-change.ts';
import { daysWithout } from './days-without.ts';
import { readAcceptInput, readDeclineInput } from './schema.ts';
import type { AcceptTimeInput, DeclineTimeInput } from './types.ts';

type Scope = BusinessUnitScope | SystemScope;

/**
 * Confirms the time that a customer chose and that waits for staff (CAD-AC-13); the customer is told.
 * @throws ItineraError `stale` (`details.current`, `details.given`), `not-allowed` (`not-awaiting`: nothing waits; `role`),
 *   `not-found`, `invalid`, `key-reused`.
 */
export async function acceptTime(ctx: Context, scope: Scope, input: AcceptTimeInput): Promise<void> {
  const { revision } = readAcceptInput(input);
  const { interventionId, idempotencyKey } = input;
  const { businessUnitId } = scope;
  requireIds({ interventionId });
  const request = ['accept-time', interventionId, revision];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  await ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      await lockIntervention(tx, businessUnitId, interventionId);
      const visit = await loadWaiting(tx, scope, interventionId, revision);
      const updated = await change(tx, visit.intervention, { confirmedAt: ctx.clock.now() });
      await queueBookingMessage(ctx, tx, scope, {
        kind: 'booking-confirmed',
        interventionId,
        revision: updated.revision,
      });
      await appendEvent(ctx, tx, scope, {
        kind: 'intervention.confirmed',
        subjectType: 'intervention',
        subjectId: interventionId,
        data: { promise: promiseOf(visit.part) },
      });
      return null;
    }),
  );
}

/**
 * Declines it: the time is given up at once, the visit is open without one, holds by which it was about to move end, and the
 * customer is told, with staff's words.
 * @throws ItineraError as `acceptTime`.
 */
export async function declineTime(ctx: Context, scope: Scope, input: DeclineTimeInput): Promise<void> {
  const { revision, words } = readDeclineInput(input);
  const { interventionId, idempotencyKey } = input;
  const { businessUnitId, companyId } = scope;
  requireIds({ interventionId });
  const request = ['decline-time', interventionId, revision, words];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  const declined = await changeDays<true>(ctx, scope, call, async (view) => {
    const visit = await loadWaiting(view.q, scope, interventionId, revision);
    const promise = promiseOf(visit.part);
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
        for (const day of changes) await storeDay(tx, day, view.now);
        const noTime = { promiseStart: null, promiseEnd: null, promiseLocal: null, open: null };
        await updatePart(tx, businessUnitId, visit.part.id, noTime);
        // A time is looked for with the customer: none is taken by itself.
        const updated = await change(tx, visit.intervention, { confirmedAt: null, assignStopped: true });
        await queueBookingMessage(ctx, tx, scope, {
          kind: 'booking-declined',
          interventionId,
          revision: updated.revision,
          about: { promise, words },
        });
        await appendEvent(ctx, tx, scope, {
          kind: 'intervention.declined',
          subjectType: 'intervention',
          subjectId: interventionId,
          data: { promise, words },
        });
        return true;
      },
    };
  });
  if (!declined) throw new ItineraError('unavailable', 'The day is changing too fast: try again');
}

async function change(
  tx: Queries,
  { businessUnitId, id, revision }: Intervention,
  changes: { confirmedAt: number | null; assignStopped?: boolean },
): Promise<Intervention> {
  const updated = await updateIntervention(tx, businessUnitId, id, revision, {
    ...changes,
    awaitingSince: null,
  });
  if (!updated) throw new ItineraError('unavailable', 'The intervention changed meanwhile: try again');
  return updated;
}

/** A visit whose time waits, as it was shown. */
async function loadWaiting(
  q: Queries,
  scope: Scope,
  interventionId: string,
  revision: number,
): Promise<PlannedVisit> {
  const visit = await loadVisit(q, scope.businessUnitId, interventionId);
  if (visit.intervention.awaitingSince === null)
    throw new ItineraError('not-allowed', 'No time of this intervention waits to be confirmed (any more)', {
      field: 'interventionId',
      reason: 'not-awaiting',
    });
  await requireShown(q, scope, visit.intervention, { revision });
  return visit;
}
