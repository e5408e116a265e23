import type { ApiKey } from '@itinera/db/api-keys';
import type { EpochSeconds } from '../shared/units.ts';
import type { ApiKeyRow } from './key-types.ts';

type Lifetime = Pick<ApiKey, 'expiresAt' | 'revokedAt'>;

export function stateOf({ expiresAt, revokedAt }: Lifetime, now: EpochSeconds): ApiKeyRow['state'] {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}

/** Neither revoked nor expired. */
export function isGood(key: Lifetime, now: EpochSeconds): boolean {
  return stateOf(key, now) === 'active';
}
