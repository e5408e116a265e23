import { deleteHold, findHold, insertRows, type Queries } from '@itinera/db';
import { loadPortalWish, type WishToPlace } from '../availability/portal-wish.ts';
import { isReplaced, loadHeldSlots, takenOut, type HeldSlot } from '../availability/taken-out.ts';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import type { AccessScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { findAlternatives } from './alternatives.ts';
import { changeDays, type Step, type View } from './change-days.ts';
import { storeDay } from './day-change.ts';
import { holdView } from './hold-view.ts';
import { daysToLock, findPlacement, type Placement } from './placement.ts';
import { readHoldInput } from './schema.ts';
import { stopRow } from './stop-row.ts';
import type { HoldInput, HoldResult } from './types.ts';

/** At most so many live holds for one access. A further one gives up the oldest. */
export const holdsPerAccess = 2;

/**
 * Keeps a window for the activity type's hold time, with the travel to and from it. Another technician is taken for
 * the same window before it is refused; then the nearest windows are the answer, and whatever was held stays held.
 * Choosing anew gives up the hold named by `holdId`, one for the same move, and from the third on the oldest.
 *
 * A move keeps the present appointment until it is confirmed. Within the visit's own day the two exclude each other,
 * so the hold has no stop there: it closes that day to everybody else while it lasts.
 * @throws ItineraError as `loadPortalWish`; `invalid`, `key-reused`.
 */
export async function hold(ctx: Context, scope: AccessScope, input: HoldInput): Promise<HoldResult> {
  requireIds(idsOf(input));
  const window = readHoldInput(input);
  const { idempotencyKey, ...asked } = input;
  const call = { actor: actorOf(scope), key: idempotencyKey, request: ['hold', asked] };
  const held = await changeDays<HoldResult>(ctx, scope, call, async (view) => {
    const { givenUp, ...wanted } = await load(view.q, scope, input, view.now);
    const { wish, moves } = wanted;
    const stopId = ctx.ids.newId();
    const placement = await findPlacement(ctx, view, {
      wish,
      window,
      stopId,
      leaving: givenUp.flatMap(({ stops }) => stops),
      moving: moves?.stops ?? [],
      holdIds: givenUp.map((given) => given.hold.id),
    });
    return placement && step(ctx, view, scope, window, stopId, { ...wanted, givenUp }, placement);
  });
  if (held) return held;
  const { wish, moves, givenUp } = await load(ctx.db.read, scope, input, ctx.clock.now());
  return findAlternatives(ctx, wish, window.start, takenOut(moves, givenUp));
}

interface Situation extends WishToPlace {
  givenUp: HeldSlot[];
}

async function load(q: Queries, scope: AccessScope, input: HoldInput, now: EpochSeconds): Promise<Situation> {
  const wanted = await loadPortalWish(q, scope, input, now);
  const held = await loadHeldSlots(q, scope, now);
  const kept = held.filter((slot) => !isReplaced(slot, input));
  const tooMany = kept.slice(0, Math.max(0, kept.length - holdsPerAccess + 1));
  return { ...wanted, givenUp: held.filter((slot) => isReplaced(slot, input) || tooMany.includes(slot)) };
}

function step(
  ctx: Context,
  view: View,
  scope: AccessScope,
  window: { start: EpochSeconds; end: EpochSeconds; comment?: string | undefined },
  stopId: string,
  { wish, moves, givenUp }: Situation,
  placement: Placement,
): Step<HoldResult> {
  const { businessUnitId } = scope;
  const { offer } = placement;
  return {
    accessId: scope.accessId,
    interventionId: moves?.intervention.id,
    // A day that a hold closed changes by being opened again.
    days: [...daysToLock(view, placement), ...(moves?.stops ?? [])],
    async commit(tx) {
      for (const given of givenUp) await deleteHold(tx, businessUnitId, given.hold.id);
      for (const change of placement.changes) await storeDay(tx, change, view.now);
      const holdId = ctx.ids.newId();
      const expiresAt = view.now + wish.type.holdSeconds;
      const { relevance, cost, parts, travel } = offer;
      await insertRows(tx, 'hold', [
        {
          id: holdId,
          businessUnitId,
          accessId: scope.accessId,
          activityTypeId: wish.type.id,
          customerId: wish.customer.id,
          addressId: wish.address.id,
          interventionId: moves?.intervention.id ?? null,
          promiseStart: window.start,
          promiseEnd: window.end,
          expiresAt,
          createdAt: view.now,
          comment: window.comment ?? '',
          offer: { ...placement.day, relevance, cost, parts, travel },
        },
      ]);
      if (!placement.closesDay)
        await insertRows(tx, 'assignment', [stopRow(stopId, wish, placement, { holdId, expiresAt })]);
      const row = await findHold(tx, businessUnitId, holdId);
      if (!row) throw notFound('holdId');
      const view_ = await holdView(tx, scope, row);
      for (const given of givenUp)
        await appendEvent(ctx, tx, scope, {
          kind: 'hold.released',
          subjectType: 'hold',
          subjectId: given.hold.id,
          data: { replacedBy: holdId },
        });
      await appendEvent(ctx, tx, scope, {
        kind: 'hold.placed',
        subjectType: 'hold',
        subjectId: holdId,
        data: { promise: view_.promise },
      });
      return { kind: 'held', hold: view_ };
    },
  };
}

function idsOf({ activityTypeId, addressId, interventionId }: HoldInput): Record<string, string | undefined> {
  return { activityTypeId, addressId, interventionId };
}
