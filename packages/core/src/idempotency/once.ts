import { createHash } from 'node:crypto';
import {
  claimIdempotencyKey,
  findIdempotency,
  storeOutcome,
  type Idempotency,
  type Queries,
} from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { canonicalJson } from './canonical-json.ts';

/** One command of one actor: `key` is the caller's, `request` everything that the command was asked to do. */
export interface KeyedCall {
  actor: string;
  key: string;
  request: unknown;
}

/** Who keys belong to: two people may use the same key. */
export function actorOf(scope: AccessScope | BusinessUnitScope | SystemScope): string {
  switch (scope.kind) {
    case 'access':
      return `access:${scope.accessId}`;
    case 'staff':
      return `staff:${scope.staffUserId}`;
    case 'system':
      return scope.apiKeyId === undefined ? `system:${scope.businessUnitId}` : `api:${scope.apiKeyId}`;
  }
}

/**
 * Runs `work` once for a key and remembers its result; the same call again gets that result and nothing happens.
 * Runs inside the caller's transaction, so key, result and effect are committed together or not at all; parallel calls
 * with one key wait for the first. When `work` rejects, the transaction must roll back: the key is then free again.
 * The result must survive JSON.
 * @throws ItineraError `key-reused` when the key came with another request, `invalid` (`idempotencyKey`) for no key.
 */
export async function once<T>(
  ctx: Context,
  tx: Queries,
  call: KeyedCall,
  work: () => Promise<T>,
): Promise<T> {
  const requestHash = hashOf(call);
  const { actor, key } = call;
  const before = await claimIdempotencyKey(tx, { actor, key, requestHash, createdAt: ctx.clock.now() });
  if (before) return outcomeOf<T>(before, requestHash);
  const outcome = await work();
  await storeOutcome(tx, actor, key, { value: outcome ?? null });
  return outcome;
}

/** The remembered result of a call, looked up without keeping others waiting; null when there is none yet. Errors as `once`. */
export async function storedOutcome<T>(
  ctx: Context,
  call: KeyedCall,
  q: Queries = ctx.db.read,
): Promise<{ outcome: T } | null> {
  const requestHash = hashOf(call);
  const before = await findIdempotency(q, call.actor, call.key);
  return before ? { outcome: outcomeOf<T>(before, requestHash) } : null;
}

function outcomeOf<T>(row: Idempotency, requestHash: string): T {
  if (row.requestHash !== requestHash)
    throw new ItineraError('key-reused', 'This idempotency key came with another request: make a new key');
  return (row.outcome as { value: T }).value;
}

function hashOf({ key, request }: KeyedCall): string {
  if (key.length < 8 || key.length > 200)
    throw new ItineraError(
      'invalid',
      'idempotencyKey must have 8 to 200 characters: give each command its own',
      {
        field: 'idempotencyKey',
      },
    );
  return createHash('sha256').update(canonicalJson(request)).digest('base64url');
}
