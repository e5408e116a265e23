import { countAccesses, countAccessesEnabledIn, findBusinessUnit } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { lastMonths } from './months.ts';
import type { AccessOverview } from './types.ts';

const monthsShown = 12;

/**
 * All accesses of the unit together, and how many were active in each of the last months (LBX-05): enabled at some
 * time in it, however many customers are attached (LBX-07).
 * @throws ItineraError `not-allowed` (`role`).
 */
export async function accessOverview(ctx: Context, scope: BusinessUnitScope): Promise<AccessOverview> {
  const q = ctx.db.read;
  const { companyId, businessUnitId } = scope;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const months = lastMonths(ctx.clock.now(), unit.zone, monthsShown).map(async ({ month, ...interval }) => {
    return { month, active: await countAccessesEnabledIn(q, businessUnitId, interval) };
  });
  return {
    ...(await countAccesses(q, businessUnitId)),
    newAccessesEnabled: unit.newAccessesEnabled,
    months: await Promise.all(months),
  };
}
