import type { Kit } from '../engine/kit.sqlite.ts';
import type { Organisation } from './organisation.ts';

/** What other systems sign in with, and what they asked for. */
export function defineApiKeys(kit: Kit, { businessUnit }: Pick<Organisation, 'businessUnit'>) {
  const apiKey = kit.table(
    'api_key',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      /** The first part of the key, by which it is found; no secret. */
      prefix: kit.text('prefix').notNull(),
      /** Of the second part, of 256 random bits; the part itself is kept nowhere. */
      secretHash: kit.text('secret_hash').notNull(),
      name: kit.text('name').notNull(),
      description: kit.text('description').notNull().default(''),
      rights: kit.json<string[]>('rights').notNull(),
      /** null: every type of the unit. */
      activityTypeIds: kit.json<string[]>('activity_type_ids'),
      expiresAt: kit.instant('expires_at'),
      revokedAt: kit.instant('revoked_at'),
      lastUsedAt: kit.instant('last_used_at'),
      createdAt: kit.instant('created_at').notNull(),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('api_key_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('api_key_prefix_unique').on(t.prefix),
      kit.foreignKey({
        name: 'api_key_business_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
    ],
  );

  const apiCall = kit.table(
    'api_call',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      apiKeyId: kit.id('api_key_id').notNull(),
      at: kit.instant('at').notNull(),
      /** The route's name in the list of routes. */
      route: kit.text('route').notNull(),
      status: kit.int('status').notNull(),
      milliseconds: kit.int('milliseconds').notNull(),
      /** The caller's network without its last part. */
      networkPrefix: kit.text('network_prefix').notNull(),
    },
    (t) => [
      kit.index('api_call_key').on(t.businessUnitId, t.apiKeyId, t.id),
      kit.index('api_call_at').on(t.at),
      kit.foreignKey({
        name: 'api_call_key_fk',
        columns: [t.businessUnitId, t.apiKeyId],
        foreignColumns: [apiKey.businessUnitId, apiKey.id],
      }),
    ],
  );
  return { apiKey, apiCall };
}
