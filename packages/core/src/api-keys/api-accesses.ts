import { findCustomer, listAccessesOfCustomer, type Customer } from '@itinera/db';
import { permanentLink } from '../accesses/permanent-link.ts';
import { pageOf } from '../accesses/read.ts';
import { setAccessEnabled } from '../accesses/set-enabled.ts';
import type { Context } from '../context.ts';
import type { ApiScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { actingScope } from './acting-scope.ts';
import type { ApiAccess } from './api-types.ts';

/**
 * Who may sign in to the portal for a customer, or once might (CAD-CU-04).
 * @throws ItineraError `not-found`.
 */
export async function apiAccesses(ctx: Context, scope: ApiScope, customerId: string): Promise<ApiAccess[]> {
  requireIds({ customerId });
  const { businessUnitId } = scope;
  const customer: Customer | undefined = await findCustomer(ctx.db.read, businessUnitId, customerId);
  if (!customer) throw notFound('customerId');
  const found = await listAccessesOfCustomer(ctx.db.read, businessUnitId, customerId);
  return Promise.all(found.map(({ id }) => accessOf(ctx, scope, id)));
}

/**
 * Lets a person sign in, or keeps them out at once, as staff do.
 * @throws ItineraError `not-found`.
 */
export async function apiUpdateAccess(
  ctx: Context,
  scope: ApiScope,
  { accessId, allowed }: { accessId: string; allowed: boolean },
): Promise<ApiAccess> {
  await setAccessEnabled(ctx, actingScope(scope), { accessId, enabled: allowed });
  return accessOf(ctx, scope, accessId);
}

async function accessOf(ctx: Context, scope: ApiScope, accessId: string): Promise<ApiAccess> {
  const acting = actingScope(scope);
  const page = await pageOf(ctx.db.read, acting, accessId, ctx.clock.now());
  const { createdAt } = await permanentLink(ctx, acting, accessId);
  return {
    id: page.id,
    name: page.name,
    email: page.email,
    phone: page.phone,
    language: page.language,
    allowed: page.enabled,
    customerIds: page.customers.map(({ id }) => id),
    permanentLinkSince: createdAt,
  };
}
