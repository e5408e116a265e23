import type { HeldSlot } from '@itinera/core';
import { refusalIn } from '../errors/refusal.ts';

/** What there is of a hold: the live one, or the visit it has become, or nothing (over, released, somebody else's). */
export interface HeldWindow {
  live: HeldSlot | null;
  visitId: string | null;
}

/** Looks a hold up for the signed-in person. */
export async function heldWindow(locals: App.Locals, holdId: string | undefined): Promise<HeldWindow> {
  if (!holdId || !locals.scope) return { live: null, visitId: null };
  try {
    const hold = await locals.core.bookings.heldSlot(locals.scope, holdId);
    return { live: hold.expiresAt > locals.core.clock.now() ? hold : null, visitId: null };
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal || !['gone', 'not-found', 'invalid'].includes(refusal.code)) throw error;
    return { live: null, visitId: refusal.interventionId ?? null };
  }
}
