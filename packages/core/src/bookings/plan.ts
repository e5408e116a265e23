import { deleteAssignmentsOf, type NewIntervention, type Queries } from '@itinera/db';
import type { Interval } from '@itinera/planner';
import { loadVisit, type PlannedVisit } from '../availability/planned-visit.ts';
import { takenOut } from '../availability/taken-out.ts';
import { loadWish, type Wish } from '../availability/wish.ts';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf, type KeyedCall } from '../idempotency/once.ts';
import { requireShown } from '../interventions/require-shown.ts';
import { queueBookingMessage } from './queue-booking-message.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { WarningKind } from '../shared/interventions.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { isOpen } from '../shared/portal-actions.ts';
import { findAlternatives } from './alternatives.ts';
import { changeDays } from './change-days.ts';
import { storeDay, type DayChange } from './day-change.ts';
import { daysToLock, findPlacement } from './placement.ts';
import { promiseOf } from '../interventions/promise.ts';
import { readPlanInput } from './schema.ts';
import type { Placed } from './stop-row.ts';
import type { Confirmed, PlanForSystemInput, PlanResult } from './types.ts';
import { writeMovedVisit, type WrittenVisit } from './write-visit.ts';

/**
 * Plans an open intervention, or moves it, to one offer of the assistant: that technician, that day, that window
 * (CAD-PL-01). Staff chose the technician, so nobody else is taken (another system may leave the
 * choice to us); where the room is gone the nearest windows of
 * anybody are the answer. The customer has not confirmed the new time: `confirmedAt` is empty afterwards (CAD-PL-26).
 * Staff's moves do not count as the customer's reschedules.
 * @throws ItineraError `stale` when `revision` is not the current one (`details.current` and `details.given`),
 *   `not-found`, `not-allowed` (`role`, `status`, `not-located` ...), `invalid`, `key-reused`.
 */
export async function plan(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: PlanForSystemInput,
): Promise<PlanResult> {
  const { date, start, end, revision } = readPlanInput(input);
  const { interventionId, technicianId, idempotencyKey } = input;
  requireIds({ interventionId, technicianId });
  const window = { start, end };
  const request = ['plan', interventionId, technicianId ?? null, date ?? null, start, end, revision];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  const only = technicianId === undefined ? undefined : { technicianId, date };
  const wanted = { call, interventionId, revision, window, only };
  const planned = await placeWork<PlanResult>(ctx, scope, wanted, (tx, found) =>
    writeAndTell(ctx, tx, scope, found),
  );
  if (planned) return planned;
  const { visit, wish } = await loadToPlan(ctx.db.read, scope, interventionId, revision);
  return findAlternatives(ctx, wish, start, takenOut(visit, []));
}

/** Work that is to be placed in a window, by whoever is best unless somebody was chosen. */
export interface WorkToPlace {
  call: KeyedCall;
  interventionId: string;
  revision: number;
  window: Interval;
  only?: { technicianId: string; date?: IsoDate | undefined } | undefined;
}

/**
 * Finds open work its place in a window and stores it by `write`, in the transaction that looked again; null: there is no
 * room (any more).
 * @throws ItineraError as `loadToPlan`.
 */
export async function placeWork<R>(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { call, interventionId, revision, window, only }: WorkToPlace,
  write: (tx: Queries, plan: PlanToWrite) => Promise<R>,
): Promise<R | null> {
  return changeDays<R>(ctx, scope, call, async (view) => {
    const { visit, wish } = await loadToPlan(view.q, scope, interventionId, revision);
    const stopId = ctx.ids.newId();
    const leaving = visit.stops;
    const request = { wish, window, stopId, only, leaving, moving: [], holdIds: [] };
    const placement = await findPlacement(ctx, view, request);
    if (!placement) return null;
    return {
      interventionId,
      days: daysToLock(view, placement),
      commit: (tx) => write(tx, { visit, wish, placement, window, stopId, now: view.now }),
    };
  });
}

/** A placement of an open visit, as it is to be stored. */
export interface PlanToWrite {
  visit: PlannedVisit;
  wish: Wish;
  placement: Placed & { changes: DayChange[] };
  window: Interval;
  stopId: string;
  now: EpochSeconds;
}

/** Stores it in days that are locked, with what else changes of the intervention: staff's plans and those of files. */
export async function writePlan(
  tx: Queries,
  { visit, wish, placement, window, stopId, now }: PlanToWrite,
  changes: Partial<NewIntervention> & { promised?: boolean },
): Promise<WrittenVisit> {
  await deleteAssignmentsOf(tx, wish.businessUnitId, { partId: visit.part.id });
  for (const change of placement.changes) await storeDay(tx, change, now);
  return writeMovedVisit(tx, wish, visit, placement, window, stopId, changes);
}

/**
 * Stores what staff planned, or the worker by itself, with the customer's message and the event, which keeps what it was
 * planned `over` by hand: of which kind, not whose absence.
 */
export async function writeAndTell(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  plan: PlanToWrite,
  { byItself = false, over = [] }: { byItself?: boolean; over?: readonly WarningKind[] } = {},
): Promise<Confirmed> {
  const { part, intervention } = plan.visit;
  const { confirmed, revision } = await writePlan(tx, plan, { confirmedAt: null });
  await queueBookingMessage(ctx, tx, scope, {
    kind: confirmed.rescheduled ? 'booking-rescheduled' : 'booking-confirmed',
    interventionId: intervention.id,
    revision,
    byItself,
  });
  await appendEvent(ctx, tx, scope, {
    kind: confirmed.rescheduled ? 'intervention.rescheduled' : 'intervention.planned',
    subjectType: 'intervention',
    subjectId: intervention.id,
    data: { promise: confirmed.promise, before: promiseOf(part), ...(over.length > 0 && { over }) },
  });
  return confirmed;
}

/** What is to be planned, as it is now; refused when it was changed since it was shown, or is not open. */
export async function loadToPlan(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  interventionId: string,
  revision: number,
): Promise<{ visit: PlannedVisit; wish: Wish }> {
  const visit = await loadVisit(q, scope.businessUnitId, interventionId);
  const { intervention } = visit;
  await requireShown(q, scope, intervention, { revision });
  if (!isOpen(intervention.status))
    throw new ItineraError('not-allowed', 'Only an open intervention can be planned', {
      field: 'interventionId',
      reason: 'status',
    });
  if (intervention.addressId === null) throw notFound('addressId');
  const { activityTypeId, addressId } = intervention;
  return { visit, wish: await loadWish(q, scope, { activityTypeId, addressId, interventionId }) };
}
