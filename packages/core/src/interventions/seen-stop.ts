import type { Assignment } from '@itinera/db';
import type { Context } from '../context.ts';
import { sameSecret } from '../keys.ts';

/** A stop that a phone was shown: whose it was then. */
export interface SeenStop {
  stopId: string;
  technicianId: string;
}

/**
 * What a phone is given with a stop and gives back with what it says of it: moving a visit makes another stop, so that it
 * tells what changed meanwhile, and that the visit was once this technician's.
 */
export function seenToken(
  { keys }: Pick<Context, 'keys'>,
  interventionId: string,
  { id, technicianId }: Pick<Assignment, 'id' | 'technicianId'>,
): string {
  return `${id}.${technicianId}.${keys.mac('seen-stop', `${interventionId} ${id} ${technicianId}`)}`;
}

/** What it says; null for one that we did not make for this intervention. */
export function readSeenToken(
  ctx: Pick<Context, 'keys'>,
  interventionId: string,
  token: string,
): SeenStop | null {
  const [stopId = '', technicianId = ''] = token.split('.');
  const made = seenToken(ctx, interventionId, { id: stopId, technicianId });
  return sameSecret(made, token) ? { stopId, technicianId } : null;
}
