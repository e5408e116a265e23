import type { NotedCall } from '../api-call-log.ts';
import type { ApiScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { ApiRight } from '../shared/api-rights.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';

/** What staff say of a key. */
export interface ApiKeyFields {
  /** Which system has it. */
  name: string;
  description: string;
  rights: ApiRight[];
  /** null: work of every type, also of those to come. */
  activityTypeIds: string[] | null;
  /** The last day on which it is good, by the unit's clock; null: until it is revoked. */
  lastDay: IsoDate | null;
}

export interface ApiKeyRow extends ApiKeyFields {
  id: string;
  /** How the key begins, by which people tell keys apart. */
  prefix: string;
  state: 'active' | 'expired' | 'revoked';
  /** Refused calls count too. */
  lastUsedAt: EpochSeconds | null;
  createdAt: EpochSeconds;
  revision: number;
}

/** The keys of a unit by name, and what can be given to one. */
export interface ApiKeyList {
  items: ApiKeyRow[];
  types: { id: string; name: string; active: boolean }[];
  /** The rights that whoever asks may give: nobody hands out what they may not do themselves. */
  grantable: ApiRight[];
}

export interface EditApiKeyInput extends ApiKeyFields {
  apiKeyId: string;
  /** The revision that was shown. */
  revision: number;
}

/** One call of a key. */
export interface ApiCallRow {
  id: string;
  at: EpochSeconds;
  /** The route's name in `GET /config`. */
  route: string;
  status: number;
  milliseconds: number;
  /** The caller's network without its last part. */
  network: string;
}

/** A key that is known, though it may not be good. */
export interface KnownKey {
  businessUnitId: string;
  apiKeyId: string;
}

/** What comes of showing a key. `key`: whose call it is, where the key is known at all. */
export type ApiEntry =
  { kind: 'entered'; scope: ApiScope; key: KnownKey } | { kind: 'refused'; key: KnownKey | null };

/** What the edge tells of a call it answered. */
export type CallToNote = KnownKey &
  Pick<NotedCall, 'route' | 'status' | 'milliseconds'> & { /** The caller's address. */ address: string };

/** The keys of other systems: `Core` names this group by one line. */
export interface ApiKeyUseCases {
  list(scope: BusinessUnitScope): Promise<ApiKeyList>;
  /** `key` is shown this once. `not-allowed` (`role`) for rights that whoever asks does not have. */
  create(
    scope: BusinessUnitScope | SystemScope,
    input: ApiKeyFields,
  ): Promise<{ apiKeyId: string; key: string }>;
  /** `stale` when somebody saved other fields since they were shown. */
  edit(scope: BusinessUnitScope | SystemScope, input: EditApiKeyInput): Promise<void>;
  /** At once and for good. */
  revoke(scope: BusinessUnitScope | SystemScope, input: { apiKeyId: string }): Promise<void>;
  /** What was asked with a key in the last 30 days, the newest first. */
  calls(
    scope: BusinessUnitScope,
    input: { apiKeyId: string; before?: string | undefined },
  ): Promise<{ items: ApiCallRow[]; more: boolean }>;
  /** The gate of keys. */
  enter(key: string): Promise<ApiEntry>;
  /** Notes a call; nobody waits for it. */
  note(call: CallToNote): void;
}
