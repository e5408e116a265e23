import {
  closeAccessPeriods,
  deleteAccessLink,
  endPortalSessions,
  lockAccess,
  openAccessPeriods,
  updateAccess,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { requireIds } from '../shared/ids.ts';
import { present } from './read.ts';

/**
 * Lets a person into the portal, or keeps them out (IMV-05, CAD-CU-01): disabling ends every session of the access at
 * once, revokes its permanent link, and deletes nothing else.
 * @throws ItineraError `not-allowed` (`role`), `not-found`.
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
    const access = present(await lockAccess(tx, businessUnitId, accessId));
    if (access.enabled === enabled) return;
    const now = ctx.clock.now();
    await updateAccess(tx, businessUnitId, accessId, access.revision, { enabled });
    if (enabled) await openAccessPeriods(tx, businessUnitId, [accessId], now);
    else {
      await closeAccessPeriods(tx, businessUnitId, [accessId], now);
      await endPortalSessions(tx, { businessUnitId, accessId }, now);
      await deleteAccessLink(tx, businessUnitId, accessId);
    }
    await appendEvent(ctx, tx, scope, {
      kind: enabled ? 'access.enabled' : 'access.disabled',
      subjectType: 'access',
      subjectId: accessId,
    });
  });
}
