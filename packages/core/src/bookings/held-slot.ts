import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import { holdView } from './hold-view.ts';
import { loadOwnHold, requireLive } from './own-hold.ts';
import type { HoldView } from './types.ts';

/**
 * A live hold of one's own.
 * @throws ItineraError `gone` (reason `expired`, `confirmed` with `details.interventionId`, `released`), `not-found`.
 */
export async function heldSlot(ctx: Context, scope: AccessScope, holdId: string): Promise<HoldView> {
  const own = await loadOwnHold(ctx.db.read, scope, holdId);
  requireLive(own, ctx.clock.now());
  return holdView(ctx.db.read, scope, own.hold);
}
