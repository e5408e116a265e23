import { deleteAccessLink, endPortalSessions, findAccess, updateAccess } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';

/**
 * Lets a person into the portal, or keeps them out: disabling ends every session of the access at once, revokes
 * its permanent link, and deletes nothing else.
 * @throws ItineraError `not-found`.
 */
export async function setAccessEnabled(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: { accessId: string; enabled: boolean },
): Promise<void> {
  const { accessId, enabled } = input;
  const { businessUnitId } = scope;
  requireIds({ accessId });
  await ctx.db.write(async (tx) => {
    const access = await findAccess(tx, businessUnitId, accessId);
    if (!access) throw notFound('accessId');
    if (access.enabled === enabled) return;
    await updateAccess(tx, businessUnitId, accessId, access.revision, { enabled });
    if (!enabled) {
      await endPortalSessions(tx, { businessUnitId, accessId }, ctx.clock.now());
      await deleteAccessLink(tx, businessUnitId, accessId);
    }
    await appendEvent(ctx, tx, scope, {
      kind: enabled ? 'access.enabled' : 'access.disabled',
      subjectType: 'access',
      subjectId: accessId,
    });
  });
}
