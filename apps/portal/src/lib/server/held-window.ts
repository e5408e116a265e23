import type { HoldView } from '@itinera/core';
import { refusalIn } from '../errors/refusal.ts';

/** The window a hold keeps; null when it is over, released, or somebody else's. */
export async function liveHold(locals: App.Locals, holdId: string | undefined): Promise<HoldView | null> {
  if (!holdId || !locals.scope) return null;
  try {
    const hold = await locals.core.bookings.heldSlot(locals.scope, holdId);
    return hold.expiresAt > locals.core.clock.now() ? hold : null;
  } catch (error) {
    const code = refusalIn(error)?.code;
    if (code === 'gone' || code === 'not-found' || code === 'invalid') return null;
    throw error;
  }
}
