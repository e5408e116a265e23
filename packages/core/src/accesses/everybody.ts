import {
  closeAccessPeriods,
  deleteAccessLinksOfUnit,
  endPortalSessionsOfUnit,
  findBusinessUnit,
  openAccessPeriods,
  setAllAccessesEnabled,
  updateBusinessUnit,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';

/**
 * Enables or disables every access of the unit, all of them or none (CAD-BU-06); disabling ends their sessions
 * and takes their permanent links away.
 * Returns how many were not so before.
 * @throws ItineraError `not-allowed` (`role`).
 */
export async function setEveryAccessEnabled(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { enabled }: { enabled: boolean },
): Promise<{ changed: number }> {
  const { businessUnitId } = scope;
  return ctx.db.write(async (tx) => {
    const changed = await setAllAccessesEnabled(tx, businessUnitId, enabled);
    if (changed.length === 0) return { changed: 0 };
    const now = ctx.clock.now();
    if (enabled) await openAccessPeriods(tx, businessUnitId, changed, now);
    else {
      await closeAccessPeriods(tx, businessUnitId, changed, now);
      await endPortalSessionsOfUnit(tx, businessUnitId, now);
      await deleteAccessLinksOfUnit(tx, businessUnitId);
    }
    await appendEvent(ctx, tx, scope, {
      kind: enabled ? 'accesses.enabled' : 'accesses.disabled',
      subjectType: 'business-unit',
      subjectId: businessUnitId,
      data: { accessIds: changed },
    });
    return { changed: changed.length };
  });
}

/**
 * Whether accesses made with a new customer are enabled from now on (CAD-BU-05); those that exist stay as they are.
 * @throws ItineraError `not-allowed` (`role`), `stale` when somebody changed the unit at the same moment.
 */
export async function setNewAccessesEnabled(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { enabled }: { enabled: boolean },
): Promise<void> {
  const { companyId, businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const unit = await findBusinessUnit(tx, companyId, businessUnitId);
    if (!unit) throw notFound('businessUnitId');
    if (unit.newAccessesEnabled === enabled) return;
    const changes = { newAccessesEnabled: enabled };
    if (!(await updateBusinessUnit(tx, companyId, businessUnitId, unit.revision, changes)))
      throw new ItineraError('stale', 'The business unit was changed at the same moment: try again');
    await appendEvent(ctx, tx, scope, {
      kind: 'accesses.default-changed',
      subjectType: 'business-unit',
      subjectId: businessUnitId,
      data: { enabled },
    });
  });
}
