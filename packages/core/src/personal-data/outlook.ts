import { findAccess, findCustomer } from '@itinera/db';
import { listAccessesToErase, listInterventionsToErase } from '@itinera/db/personal-data';
import type { Context } from '../context.ts';
import { displayName } from '../customers/display-name.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import type { ErasureOutlook } from './types.ts';

/**
 * What erasing this customer would do.
 * @throws ItineraError `not-allowed` (`role`), `not-found`.
 */
export async function customerOutlook(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  customerId: string,
): Promise<ErasureOutlook> {
  requireIds({ customerId });
  const q = ctx.db.read;
  const customer = await findCustomer(q, businessUnitId, customerId);
  if (!customer) throw notFound('customerId');
  const people = await listAccessesToErase(q, businessUnitId, customerId);
  const living = people.filter(({ erased }) => !erased);
  return {
    erasedAt: customer.erasedAt,
    reference: customer.reference,
    name: displayName(customer),
    ...visitsOf(await listInterventionsToErase(q, businessUnitId, { customerId })),
    erasedPeople: living.filter(({ only }) => only).map(({ name }) => name),
    detachedPeople: living.filter(({ only }) => !only).map(({ name }) => name),
  };
}

/**
 * What erasing this person would do.
 * @throws ItineraError `not-allowed` (`role`), `not-found`.
 */
export async function accessOutlook(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  accessId: string,
): Promise<ErasureOutlook> {
  requireIds({ accessId });
  const q = ctx.db.read;
  const access = await findAccess(q, businessUnitId, accessId);
  if (!access) throw notFound('accessId');
  return {
    erasedAt: access.erasedAt,
    reference: null,
    name: access.name,
    ...visitsOf(await listInterventionsToErase(q, businessUnitId, { accessId })),
    erasedPeople: [],
    detachedPeople: [],
  };
}

function visitsOf(
  visits: readonly { reference: string; closed: boolean }[],
): Pick<ErasureOutlook, 'openVisits' | 'closedVisits'> {
  return {
    openVisits: visits.filter(({ closed }) => !closed).map(({ reference }) => reference),
    closedVisits: visits.filter(({ closed }) => closed).length,
  };
}
