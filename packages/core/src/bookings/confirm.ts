import { deleteAssignmentsOf, deleteHold, type Hold, type Queries } from '@itinera/db';
import { loadPortalWish, type WishToPlace } from '../availability/portal-wish.ts';
import { takenOut } from '../availability/taken-out.ts';
import { appendEvent } from '../audit/append-event.ts';
import { noteUse, tellsCustomer } from '../catalogue/note-use.ts';
import type { Wish } from '../availability/wish.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import { queueBookingMessage } from './queue-booking-message.ts';
import { tellStaff } from '../notifications/tell-staff.ts';
import type { AccessScope } from '../scopes.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { findAlternatives } from './alternatives.ts';
import { changeDays } from './change-days.ts';
import { storeDay } from './day-change.ts';
import { heldDay } from './held-day.ts';
import { findHeldPlace } from './held-place.ts';
import { loadOwnHold, type OwnHold } from './own-hold.ts';
import { daysToLock, findPlacement } from './placement.ts';
import { promiseOf } from '../interventions/promise.ts';
import { readConfirmInput } from './schema.ts';
import type { ConfirmResult } from './types.ts';
import { writeBookingAnswers } from './write-answers.ts';
import { decidedBy, writeMovedVisit, writeNewVisit } from './write-visit.ts';

/**
 * Turns a hold into a visit, or moves or plans the visit it is for: the former time is given up in the same transaction. The
 * planner looks again at the locked day, first at the place where a live hold stands; where the room is gone another
 * technician takes the same window, and only then the nearest windows are the answer. An expired hold is taken again under
 * the limits of now; a live one was granted under its own. Whether a move is (still) allowed is judged again here, and so
 * is what was answered about new work, which becomes the visit's. Where staff confirm what is chosen by the action, the
 * time is kept and they are waited for (`acceptTime`, `declineTime`); the customer is told by them.
 * @throws ItineraError `gone` for a hold confirmed or released before, `not-found`, `not-allowed` (as
 *   `loadPortalWish`), `invalid`, `key-reused`.
 */
export async function confirm(
  ctx: Context,
  scope: AccessScope,
  input: { holdId: string; comment?: string | undefined; idempotencyKey: string },
): Promise<ConfirmResult> {
  const { comment } = readConfirmInput(input);
  const { holdId, idempotencyKey } = input;
  const call = { actor: actorOf(scope), key: idempotencyKey, request: ['confirm', holdId, comment ?? null] };
  const confirmed = await changeDays<ConfirmResult>(ctx, scope, call, async (view) => {
    const { own, wish, moves, action } = await load(view.q, scope, holdId, view.now);
    const isMove = moves !== null && moves.stops.length > 0;
    const window = promisedBy(own.hold);
    const stopId = ctx.ids.newId();
    const leaving = [...own.stops, ...(moves?.stops ?? [])];
    const request = {
      ...{ wish, window, stopId, leaving, moving: [], holdIds: [holdId] },
      first: heldDay(own.hold),
    };
    const [stop] = own.stops;
    const held = stop && own.hold.expiresAt > view.now ? await findHeldPlace(view, request, stop) : null;
    const placement = held ?? (await findPlacement(ctx, view, request));
    if (!placement) return null;
    return {
      accessId: scope.accessId,
      // Another person of this customer may be using the action, of which a condition may ask how often it was.
      customerId: moves || action.conditions === null ? undefined : wish.customer.id,
      interventionId: moves?.intervention.id,
      days: [...daysToLock(view, placement), ...own.days],
      async commit(tx) {
        await deleteHold(tx, scope.businessUnitId, holdId);
        if (moves) await deleteAssignmentsOf(tx, scope.businessUnitId, { partId: moves.part.id });
        for (const change of placement.changes) await storeDay(tx, change, view.now);
        const { confirmed, revision } = moves
          ? await writeMovedVisit(tx, wish, moves, placement, window, stopId, {
              ...decidedBy(action.staffConfirms, view.now),
              ...(isMove && { rescheduleCount: moves.intervention.rescheduleCount + 1 }),
              ...(comment === undefined ? {} : { comment }),
            })
          : await writeNewVisit(ctx, tx, wish, placement, window, stopId, {
              accessId: scope.accessId,
              comment: comment ?? own.hold.comment,
              now: view.now,
              staffConfirms: action.staffConfirms,
            });
        const { interventionId, promise } = confirmed;
        if (!moves)
          await writeBookingAnswers(
            ctx,
            tx,
            scope,
            { activityTypeId: wish.type.id, addressId: wish.address.id },
            interventionId,
          );
        await noteUse(ctx, tx, {
          businessUnitId: scope.businessUnitId,
          portalActionId: action.id,
          customerId: wish.customer.id,
          interventionId: moves ? interventionId : null,
          usedAt: view.now,
        });
        await tellStaff(ctx, tx, scope, { action, customerId: wish.customer.id, interventionId });
        if (tellsCustomer(action) && !action.staffConfirms)
          await queueBookingMessage(ctx, tx, scope, {
            kind: isMove ? 'booking-rescheduled' : 'booking-confirmed',
            interventionId,
            revision,
          });
        await appendEvent(ctx, tx, scope, {
          kind: isMove ? 'intervention.rescheduled' : moves ? 'intervention.planned' : 'intervention.booked',
          subjectType: 'intervention',
          subjectId: interventionId,
          data: isMove ? { promise, before: promiseOf(moves.part) } : { promise },
        });
        await appendEvent(ctx, tx, scope, {
          kind: 'hold.confirmed',
          subjectType: 'hold',
          subjectId: holdId,
          data: { interventionId },
        });
        return confirmed;
      },
    };
  });
  if (confirmed) return confirmed;
  const { own, wish, moves } = await load(ctx.db.read, scope, holdId, ctx.clock.now());
  const out = takenOut(moves, [own]);
  return findAlternatives(ctx, wish, own.hold.promiseStart, out);
}

async function load(
  q: Queries,
  scope: AccessScope,
  holdId: string,
  now: EpochSeconds,
): Promise<WishToPlace & { own: OwnHold }> {
  const own = await loadOwnHold(q, scope, holdId);
  const { activityTypeId, addressId, interventionId, expiresAt } = own.hold;
  const { wish, moves, action } = await loadPortalWish(
    q,
    scope,
    { activityTypeId, addressId: addressId ?? '', interventionId: interventionId ?? undefined },
    now,
  );
  const isLive = expiresAt > now;
  return { own, moves, action, wish: isLive ? asGranted(wish) : wish };
}

/** What was asked of a time to be offered is not asked again of one that is held: later work may have taken what it had to spare. */
function asGranted(wish: Wish): Wish {
  return { ...wish, notice: 0, minimumRelevance: 0, type: { ...wish.type, slack: 0 } };
}

function promisedBy({ promiseStart, promiseEnd }: Hold): { start: EpochSeconds; end: EpochSeconds } {
  return { start: promiseStart, end: promiseEnd };
}
