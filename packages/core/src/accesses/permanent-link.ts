import {
  deleteAccessLink,
  endPortalSessions,
  findAccess,
  findAccessLink,
  findBusinessUnit,
  storeAccessLink,
  type Access,
  type BusinessUnit,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import { portalLink } from '../business-units/portal-link.ts';
import type { Context } from '../context.ts';
import { newToken } from '../keys.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import type { PermanentLink } from './link-types.ts';

/**
 * Whether an access has a permanent link (CAD-BU-07), and since when; the link itself was shown once and is not known.
 * @throws ItineraError `not-allowed` (reason `role`), `not-found`.
 */
export async function permanentLink(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  accessId: string,
): Promise<PermanentLink> {
  const { unit } = await ownAccess(ctx, scope, accessId);
  const link = await findAccessLink(ctx.db.read, scope.businessUnitId, accessId);
  return {
    allowed: unit.permanentLinks,
    createdAt: link?.createdAt ?? null,
    lastUsedAt: link?.lastUsedAt ?? null,
  };
}

/**
 * Makes the permanent link of an access, and returns it this once: whoever has it is that person until it is revoked. A
 * former one, and the sessions it opened, end.
 * @throws ItineraError `not-allowed` (reason `role`, `links-off`: the unit has them switched off, `access-off`: the
 * access is disabled), `not-found`.
 */
export async function makePermanentLink(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: { accessId: string },
): Promise<{ url: string }> {
  const { accessId } = input;
  const { access, unit } = await ownAccess(ctx, scope, accessId);
  if (!unit.permanentLinks)
    throw new ItineraError('not-allowed', 'Permanent links are switched off', { reason: 'links-off' });
  if (!access.enabled)
    throw new ItineraError('not-allowed', 'The access is disabled: enable it first', {
      reason: 'access-off',
    });
  const { token, hash: tokenHash } = newToken();
  const { businessUnitId, companyId } = scope;
  const now = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    await storeAccessLink(tx, { businessUnitId, accessId, tokenHash, createdAt: now });
    await endPortalSessions(tx, { companyId, identifier: `access:${accessId}` }, now);
    await appendEvent(ctx, tx, scope, {
      kind: 'access.link-made',
      subjectType: 'access',
      subjectId: accessId,
    });
  });
  return { url: portalLink(ctx, unit, `/enter/${token}`) };
}

/**
 * Takes the permanent link away, and ends the sessions it opened; nothing happens when there is none.
 * @throws ItineraError `not-allowed` (reason `role`), `not-found`.
 */
export async function revokePermanentLink(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: { accessId: string },
): Promise<void> {
  const { accessId } = input;
  await ownAccess(ctx, scope, accessId);
  const { businessUnitId, companyId } = scope;
  await ctx.db.write(async (tx) => {
    if (!(await deleteAccessLink(tx, businessUnitId, accessId))) return;
    await endPortalSessions(tx, { companyId, identifier: `access:${accessId}` }, ctx.clock.now());
    await appendEvent(ctx, tx, scope, {
      kind: 'access.link-revoked',
      subjectType: 'access',
      subjectId: accessId,
    });
  });
}

async function ownAccess(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  accessId: string,
): Promise<{ access: Access; unit: BusinessUnit }> {
  const manages =
    scope.kind === 'system' || scope.roles.some((role) => role === 'administrator' || role === 'supervisor');
  if (!manages)
    throw new ItineraError('not-allowed', 'Permanent links take the role administrator or supervisor', {
      reason: 'role',
    });
  requireIds({ accessId });
  const access = await findAccess(ctx.db.read, scope.businessUnitId, accessId);
  const unit = await findBusinessUnit(ctx.db.read, scope.companyId, scope.businessUnitId);
  if (!access || !unit) throw notFound('accessId');
  return { access, unit };
}
