import type { PortalSession } from '@itinera/db';
import { ItineraError } from './shared/errors.ts';
import type { EpochSeconds } from './shared/units.ts';

/** How young a proof must be for what changes who may sign in, hands out one's data, or signs a document. Seconds. */
export const proofIsFresh = 600;

/** Until when the proof of an identifier in a session is so young that more may hang on it; null: it is not. */
export function provenUntil(
  { provenAt }: Pick<PortalSession, 'provenAt'>,
  now: EpochSeconds,
): EpochSeconds | null {
  return provenAt !== null && provenAt <= now && now < provenAt + proofIsFresh
    ? provenAt + proofIsFresh
    : null;
}

/** @throws ItineraError `not-allowed` (reason `proof-needed`: no proof within ten minutes). */
export function requireFresh(until: EpochSeconds | null, now: EpochSeconds): void {
  if (until === null || until <= now)
    throw new ItineraError('not-allowed', 'Prove once more who you are: a code to where you sign in now', {
      reason: 'proof-needed',
    });
}
