import { findBusinessUnit } from '@itinera/db';
import { findApiKeyByPrefix } from '@itinera/db/api-keys';
import { isIP } from 'node:net';
import type { Context } from '../context.ts';
import { sameSecret, tokenHash } from '../keys.ts';
import { networkOf } from '../network.ts';
import type { ApiScope } from '../scopes.ts';
import { apiRights, type ApiRight } from '../shared/api-rights.ts';
import { isLanguage } from '../shared/languages.ts';
import { isGood } from './key-state.ts';
import { readKey } from './key-text.ts';
import type { ApiEntry, CallToNote } from './key-types.ts';

/** Compared with when there is no such key, so that an answer takes as long. */
const nobodys = tokenHash('nobody’s');

/** Finds the key that is shown; wrong, revoked and expired ones are refused alike. */
export async function enter(ctx: Context, shown: string): Promise<ApiEntry> {
  const parts = readKey(shown);
  const row = parts ? await findApiKeyByPrefix(ctx.db.read, parts.prefix) : undefined;
  const matches = sameSecret(tokenHash(parts?.secret ?? ''), row?.secretHash ?? nobodys);
  if (!row) return { kind: 'refused', key: null };
  const { companyId, businessUnitId, id: apiKeyId, activityTypeIds } = row;
  const key = { businessUnitId, apiKeyId };
  const unit = await findBusinessUnit(ctx.db.read, companyId, businessUnitId);
  if (!matches || !unit || !isGood(row, ctx.clock.now())) return { kind: 'refused', key };
  const { defaultLanguage } = unit;
  const rights: readonly ApiRight[] = apiRights.filter((right) => row.rights.includes(right));
  const types: readonly string[] | null = activityTypeIds;
  const language = isLanguage(defaultLanguage) ? defaultLanguage : 'en';
  const scope = { kind: 'api', companyId, ...key, rights, activityTypeIds: types, language } as ApiScope;
  return { kind: 'entered', scope, key };
}

/** Notes a call with the network it came from, which is not the caller's whole address. */
export function noteCall(ctx: Context, { address, ...call }: CallToNote): void {
  ctx.apiCalls.note({ ...call, at: ctx.clock.now(), networkPrefix: prefixOf(networkOf(address)) });
}

/** 203.0.113.9 -> 203.0.113.0/24, and of IPv6 the /48 that a site has. */
function prefixOf(network: string): string {
  if (isIP(network) === 4) return `${network.split('.').slice(0, 3).join('.')}.0/24`;
  if (!network.endsWith('::/64')) return network;
  return `${network.split(':').slice(0, 3).join(':')}::/48`;
}
