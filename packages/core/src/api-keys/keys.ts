import { findBusinessUnit, listActivityTypes, type Queries } from '@itinera/db';
import { findApiKey, listApiCalls, listApiKeys, type ApiKey } from '@itinera/db/api-keys';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { apiRights } from '../shared/api-rights.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { localized } from '../shared/languages.ts';
import { localDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { grantable } from './grantable.ts';
import { readCallsInput } from './key-schema.ts';
import { stateOf } from './key-state.ts';
import type { ApiCallRow, ApiKeyList, ApiKeyRow } from './key-types.ts';

const callsAtOnce = 50;

/** Every key of the unit, also those that are over. @throws ItineraError `not-allowed` (`role`). */
export async function listKeys(ctx: Context, scope: BusinessUnitScope): Promise<ApiKeyList> {
  const { companyId, businessUnitId, language } = scope;
  // The last use of a key is stored with its calls.
  await ctx.apiCalls.settled();
  const q = ctx.db.read;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const keys = await listApiKeys(q, businessUnitId);
  const types = await listActivityTypes(q, businessUnitId);
  return {
    items: keys.map((key) => keyRow(key, unit.zone, ctx.clock.now())),
    types: types.map(({ id, name, active }) => ({ id, name: localized(name, language), active })),
    grantable: grantable(scope),
  };
}

/** @throws ItineraError `not-found`, `invalid`. */
export async function callsOfKey(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  input: { apiKeyId: string; before?: string | undefined },
): Promise<{ items: ApiCallRow[]; more: boolean }> {
  const { apiKeyId, before } = readCallsInput(input);
  requireIds({ apiKeyId });
  await ctx.apiCalls.settled();
  const q = ctx.db.read;
  if (!(await findApiKey(q, businessUnitId, apiKeyId))) throw notFound('apiKeyId');
  const calls = await listApiCalls(q, businessUnitId, apiKeyId, { before, limit: callsAtOnce + 1 });
  return {
    items: calls.slice(0, callsAtOnce).map(({ id, at, route, status, milliseconds, networkPrefix }) => ({
      ...{ id, at, route, status, milliseconds },
      network: networkPrefix,
    })),
    more: calls.length > callsAtOnce,
  };
}

export function keyRow(key: ApiKey, zone: string, now: EpochSeconds): ApiKeyRow {
  return {
    id: key.id,
    prefix: `itk_${key.prefix}`,
    name: key.name,
    description: key.description,
    rights: apiRights.filter((right) => key.rights.includes(right)),
    activityTypeIds: key.activityTypeIds,
    lastDay: key.expiresAt === null ? null : localDate(key.expiresAt - 1, zone),
    state: stateOf(key, now),
    lastUsedAt: key.lastUsedAt,
    createdAt: key.createdAt,
    revision: key.revision,
  };
}

/** One of the scope's unit. @throws ItineraError `not-found`. */
export async function ownKey(
  q: Queries,
  { businessUnitId }: BusinessUnitScope | SystemScope,
  apiKeyId: string,
): Promise<ApiKey> {
  requireIds({ apiKeyId });
  const key = await findApiKey(q, businessUnitId, apiKeyId);
  if (!key) throw notFound('apiKeyId');
  return key;
}
