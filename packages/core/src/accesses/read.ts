import {
  findAccess,
  findSignInIdentifiers,
  listAccesses,
  listAccessesSharing,
  listCustomersOfAccesses,
  type Access,
  type Customer,
  type Queries,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { displayName } from '../customers/display-name.ts';
import type { Page } from '../customers/types.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { readAccessFilter } from './schema.ts';
import type { AccessFilter, AccessPage, AccessRow } from './types.ts';

const pageSize = 25;

/**
 * Everybody who may sign in to the unit's portal, or once might (LBX-03), by name, 25 a page from page 1.
 * @throws ItineraError `not-allowed` (`role`), `invalid`.
 */
export async function listAccessRows(
  ctx: Context,
  scope: BusinessUnitScope,
  filter: AccessFilter,
): Promise<Page<AccessRow>> {
  const { search, enabled, page = 1 } = readAccessFilter(filter);
  const q = ctx.db.read;
  const found = await listAccesses(q, scope.businessUnitId, {
    ...(search === undefined ? {} : { search }),
    ...(enabled === undefined ? {} : { enabled }),
    page: { limit: pageSize, offset: (page - 1) * pageSize },
  });
  const ids = found.rows.map((access) => access.id);
  const attached = await listCustomersOfAccesses(q, scope.businessUnitId, ids);
  const items = found.rows.map((access) =>
    rowOf(
      access,
      attached.filter(({ accessId }) => accessId === access.id).map(({ customer }) => customer),
    ),
  );
  return { items, total: found.total, page, pageSize };
}

/**
 * One access whole.
 * @throws ItineraError `not-allowed` (`role`), `not-found` (also for one that was deleted).
 */
export async function accessPage(
  ctx: Context,
  scope: BusinessUnitScope,
  accessId: string,
): Promise<AccessPage> {
  requireIds({ accessId });
  return pageOf(ctx.db.read, scope, accessId, ctx.clock.now());
}

/** @throws ItineraError `not-found`. */
export async function pageOf(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
  accessId: string,
  now: EpochSeconds,
): Promise<AccessPage> {
  const access = present(await findAccess(q, businessUnitId, accessId));
  const attached = await listCustomersOfAccesses(q, businessUnitId, [accessId]);
  const sharing = await listAccessesSharing(q, access);
  const counted = await findSignInIdentifiers(q, companyId, identifiersOf(access));
  return {
    ...rowOf(
      access,
      attached.map(({ customer }) => customer),
    ),
    notes: access.notes,
    sharedWith: sharing.map(({ id, name }) => ({ id, name })),
    signIn: counted.some((one) => one.disabledAt !== null)
      ? 'closed'
      : counted.some((one) => (one.pausedUntil ?? 0) > now)
        ? 'paused'
        : 'open',
    createdAt: access.createdAt,
    revision: access.revision,
  };
}

/**
 * The access, if there is one and it was not deleted.
 * @throws ItineraError `not-found`.
 */
export function present(access: Access | undefined): Access {
  if (!access || access.deletedAt !== null) throw notFound('accessId');
  return access;
}

/** What a person proves to sign in. */
export function identifiersOf({ email, phone }: Pick<Access, 'email' | 'phone'>): string[] {
  return [email, phone].filter((one) => one !== null);
}

function rowOf({ id, name, email, phone, language, enabled }: Access, customers: Customer[]): AccessRow {
  return {
    id,
    name,
    email,
    phone,
    language: isLanguage(language) ? language : 'en',
    enabled,
    customers: customers.map((one) => {
      return {
        id: one.id,
        reference: one.reference,
        name: displayName(one),
        open: one.status !== 'inactive',
      };
    }),
  };
}
