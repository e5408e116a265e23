import {
  closeAccessPeriods,
  deleteAccessLink,
  endPortalSessions,
  lockAccess,
  updateAccess,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';

/**
 * Takes a person out of the portal for good (LBX-10): sessions end, its e-mail, phone and permanent link sign in no
 * more, it counts no longer. The customers stay (LBX-11), and so does what the person did there, under their name. Deleting what was
 * deleted does nothing.
 * @throws ItineraError `not-allowed` (`role`), `not-found`.
 */
export async function deleteAccess(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  accessId: string,
): Promise<void> {
  requireIds({ accessId });
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const access = await lockAccess(tx, businessUnitId, accessId);
    if (!access) throw notFound('accessId');
    if (access.deletedAt !== null) return;
    const now = ctx.clock.now();
    await updateAccess(tx, businessUnitId, accessId, access.revision, { enabled: false, deletedAt: now });
    await closeAccessPeriods(tx, businessUnitId, [accessId], now);
    await endPortalSessions(tx, { businessUnitId, accessId }, now);
    await deleteAccessLink(tx, businessUnitId, accessId);
    await appendEvent(ctx, tx, scope, {
      kind: 'access.deleted',
      subjectType: 'access',
      subjectId: accessId,
    });
  });
}
