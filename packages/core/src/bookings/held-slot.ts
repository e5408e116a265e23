import type { Hold, Queries } from '@itinera/db';
import { loadPortalOffer } from '../availability/portal-wish.ts';
import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { holdView } from './hold-view.ts';
import { loadOwnHold, requireLive } from './own-hold.ts';
import type { HeldSlot } from './types.ts';

/**
 * A live hold of one's own.
 * @throws ItineraError `gone` (reason `expired`, `confirmed` with `details.interventionId`, `released`), `not-found`.
 */
export async function heldSlot(ctx: Context, scope: AccessScope, holdId: string): Promise<HeldSlot> {
  const q = ctx.db.read;
  const now = ctx.clock.now();
  const own = await loadOwnHold(q, scope, holdId);
  requireLive(own, now);
  return {
    ...(await holdView(q, scope, own.hold)),
    staffConfirms: await asksStaff(q, scope, own.hold, now),
  };
}

/** Whether the action that confirms it now leaves that to staff. Where none is offered any more, confirming says so. */
async function asksStaff(q: Queries, scope: AccessScope, hold: Hold, now: EpochSeconds): Promise<boolean> {
  const { activityTypeId, addressId, interventionId } = hold;
  if (addressId === null) return false;
  const request = { activityTypeId, addressId, interventionId: interventionId ?? undefined };
  try {
    return (await loadPortalOffer(q, scope, request, now)).action.staffConfirms;
  } catch (error) {
    if (error instanceof ItineraError && (error.code === 'not-allowed' || error.code === 'not-found'))
      return false;
    throw error;
  }
}
