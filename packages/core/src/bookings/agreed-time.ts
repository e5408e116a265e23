import type { Assignment, TechnicianDay } from '@itinera/db';
import type { Interval } from '@itinera/planner';
import type { Wish } from '../availability/wish.ts';
import type { Context } from '../context.ts';
import type { Seconds } from '../shared/units.ts';
import type { View } from './change-days.ts';
import { findPlacement, type Placement } from './placement.ts';

/** A wish whose window was agreed elsewhere, on a grid of minutes; `duration` as it was agreed. */
export function agreedWish(wish: Wish, { start, end }: Interval, duration: Seconds): Wish {
  const type = { ...wish.type, duration, step: 60, width: end - start, slack: 0 };
  return { ...wish, type, notice: 0, minimumRelevance: 0, agreed: true };
}

/**
 * Finds the place for a window that was agreed elsewhere in one of these days of a technician, the first that keeps it,
 * inside a transaction with the days locked. null: it breaks a rule of planning there, or is past.
 * @throws TravelError `unknown-place` for a leg that was not fetched.
 */
export async function placeAgreed(
  ctx: Context,
  view: View,
  wish: Wish,
  {
    window,
    days,
    stopId,
    leaving,
  }: { window: Interval; days: readonly TechnicianDay[]; stopId: string; leaving: readonly Assignment[] },
): Promise<Placement | null> {
  for (const only of days) {
    const placement = await findPlacement(ctx, view, {
      wish,
      window,
      stopId,
      only,
      leaving,
      moving: [],
      holdIds: [],
    });
    if (placement) return placement;
  }
  return null;
}
