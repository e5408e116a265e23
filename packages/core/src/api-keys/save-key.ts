import { findBusinessUnit, insertRows, listActivityTypes, type Queries } from '@itinera/db';
import { updateApiKey, type ApiKey } from '@itinera/db/api-keys';
import { isDeepStrictEqual } from 'node:util';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { shiftDate, startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { requireGrantable } from './grantable.ts';
import { readKeyEdit, readKeyFields } from './key-schema.ts';
import { newKey } from './key-text.ts';
import type { ApiKeyFields, EditApiKeyInput } from './key-types.ts';
import { keyRow, ownKey } from './keys.ts';

type Office = BusinessUnitScope | SystemScope;

/**
 * Makes a key for another system (CAD-AP-01). It is in the answer and nowhere else: of its secret only a hash is kept.
 * @throws ItineraError `invalid` (the field), `not-allowed` (`role`).
 */
export async function createKey(
  ctx: Context,
  scope: Office,
  input: ApiKeyFields,
): Promise<{ apiKeyId: string; key: string }> {
  const { lastDay, ...fields } = readKeyFields(input);
  requireGrantable(scope, fields.rights);
  const { companyId, businessUnitId } = scope;
  const { key, prefix, secretHash } = newKey();
  const id = ctx.ids.newId();
  await ctx.db.write(async (tx) => {
    await requireOwnTypes(tx, scope, fields.activityTypeIds);
    const expiresAt = await expiryOf(ctx, tx, scope, lastDay);
    const createdAt = ctx.clock.now();
    await insertRows(tx, 'apiKey', [
      { ...fields, id, companyId, businessUnitId, prefix, secretHash, expiresAt, createdAt },
    ]);
    await appendEvent(ctx, tx, scope, {
      kind: 'api-key.created',
      subjectType: 'api-key',
      subjectId: id,
      data: { after: { ...fields, expiresAt } },
    });
  });
  return { apiKeyId: id, key };
}

/**
 * Changes what a key is called and may; the key itself stays. What is already so is left alone.
 * @throws ItineraError `not-found`, `stale` (`details.current`), `invalid` (the field), `not-allowed` (`role`, `revoked`).
 */
export async function editKey(ctx: Context, scope: Office, input: EditApiKeyInput): Promise<void> {
  const { apiKeyId, revision, lastDay, ...fields } = readKeyEdit(input);
  await ctx.db.write(async (tx) => {
    const before = await ownKey(tx, scope, apiKeyId);
    if (before.revokedAt !== null)
      throw new ItineraError('not-allowed', 'A key that was revoked stays as it was', { reason: 'revoked' });
    requireGrantable(scope, fields.rights, before.rights);
    await requireOwnTypes(tx, scope, fields.activityTypeIds);
    const expiresAt = await expiryOf(ctx, tx, scope, lastDay, before.expiresAt);
    const wished = { ...fields, expiresAt };
    if (isDeepStrictEqual(saidOf(before), wished)) return;
    if (before.revision !== revision) throw await stale(ctx, tx, scope, before);
    if (!(await updateApiKey(tx, scope.businessUnitId, apiKeyId, revision, wished)))
      throw await stale(ctx, tx, scope, await ownKey(tx, scope, apiKeyId));
    await appendEvent(ctx, tx, scope, {
      kind: 'api-key.changed',
      subjectType: 'api-key',
      subjectId: apiKeyId,
      data: { before: saidOf(before), after: wished },
    });
  });
}

/** From the next call on it opens nothing. Once more is harmless. @throws ItineraError `not-found`. */
export async function revokeKey(
  ctx: Context,
  scope: Office,
  { apiKeyId }: { apiKeyId: string },
): Promise<void> {
  await ctx.db.write(async (tx) => {
    const key = await ownKey(tx, scope, apiKeyId);
    if (key.revokedAt !== null) return;
    const revokedAt = ctx.clock.now();
    if (!(await updateApiKey(tx, scope.businessUnitId, apiKeyId, key.revision, { revokedAt })))
      throw new ItineraError('unavailable', 'The key is being changed: try again');
    await appendEvent(ctx, tx, scope, {
      kind: 'api-key.revoked',
      subjectType: 'api-key',
      subjectId: apiKeyId,
    });
  });
}

function saidOf({ name, description, rights, activityTypeIds, expiresAt }: ApiKey) {
  return { name, description, rights, activityTypeIds, expiresAt };
}

async function requireOwnTypes(
  tx: Queries,
  { businessUnitId }: Office,
  activityTypeIds: readonly string[] | null,
): Promise<void> {
  if (activityTypeIds === null) return;
  const own = new Set((await listActivityTypes(tx, businessUnitId)).map(({ id }) => id));
  if (!activityTypeIds.every((id) => own.has(id))) throw notFound('activityTypeIds');
}

/** The end of the last day by the unit's clock; one that is over only if it was so before. */
async function expiryOf(
  ctx: Context,
  tx: Queries,
  scope: Office,
  lastDay: string | null,
  before: EpochSeconds | null = null,
): Promise<EpochSeconds | null> {
  if (lastDay === null) return null;
  const expiresAt = startOfDate(shiftDate(lastDay, 1), await zoneOf(tx, scope));
  if (expiresAt <= ctx.clock.now() && expiresAt !== before)
    throw new ItineraError('invalid', 'lastDay must not be over: choose today or later', {
      field: 'lastDay',
      reason: 'over',
    });
  return expiresAt;
}

async function zoneOf(q: Queries, { companyId, businessUnitId }: Office): Promise<string> {
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return unit.zone;
}

async function stale(ctx: Context, q: Queries, scope: Office, key: ApiKey): Promise<ItineraError> {
  return new ItineraError('stale', 'The key was changed since it was shown', {
    field: 'revision',
    details: { current: keyRow(key, await zoneOf(q, scope), ctx.clock.now()) },
  });
}
