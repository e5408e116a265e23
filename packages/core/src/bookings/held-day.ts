import type { Hold, TechnicianDay } from '@itinera/db';
import { z } from 'zod';

const kept = z.object({ technicianId: z.string(), date: z.string() });

/** The day in which a hold keeps room. */
export function heldDay({ offer }: Hold): TechnicianDay | undefined {
  return kept.safeParse(offer).data;
}
