import { findKnownDevice, lockSignInIdentifier, type Queries, type SignInIdentifier } from '@itinera/db';
import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { failuresBeforePause } from './limits.ts';

/** An identifier as it stands, locked, and the known device it is used on, if any. */
export interface IdentifierState {
  record: SignInIdentifier;
  /** Hash of the token of a browser that signed in before and has not failed too often since; null for any other. */
  deviceHash: string | null;
}

/** Locks an identifier: every guess of one identifier is judged after the one before. The same for unknown ones. */
export async function lockIdentifier(
  tx: Queries,
  companyId: string,
  identifier: string,
  deviceHash: string | null,
): Promise<IdentifierState> {
  const record = await lockSignInIdentifier(tx, companyId, identifier);
  const device = await findKnownDevice(tx, companyId, identifier, deviceHash ?? '');
  const known = device !== undefined && device.consecutiveFailures < failuresBeforePause;
  return { record, deviceHash: known ? device.idHash : null };
}

/**
 * Until when codes are refused for the identifier on this device; null: they are not. A known device has its own
 * count, so that nobody can lock people out of it.
 * @throws ItineraError `not-allowed`, reason `closed`, when only staff can open the code route again.
 */
export function pausedUntil({ record, deviceHash }: IdentifierState, now: EpochSeconds): EpochSeconds | null {
  if (deviceHash !== null) return null;
  if (record.disabledAt !== null)
    throw new ItineraError(
      'not-allowed',
      'Too many wrong codes: sign-in by code is closed until staff open it',
      {
        reason: 'closed',
      },
    );
  return record.pausedUntil !== null && record.pausedUntil > now ? record.pausedUntil : null;
}
