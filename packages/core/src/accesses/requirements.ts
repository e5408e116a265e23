import { findBusinessUnit, lockCustomer, type BusinessUnit, type Queries } from '@itinera/db';
import { channelsOf } from '../business-units/channels.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import type { AccessFields } from './types.ts';
import { isGone } from '../customers/is-gone.ts';

/**
 * The unit of an access that is made or changed, when the access can be one of it: customers of the unit, and an
 * e-mail or phone to which the unit sends codes (IMV-03).
 * @throws ItineraError `invalid` (`email`), `not-found` (`customerIds`).
 */
export async function requireFitting(
  ctx: Pick<Context, 'smsSender'>,
  tx: Queries,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
  { email, phone, customerIds }: Pick<AccessFields, 'email' | 'phone' | 'customerIds'>,
): Promise<BusinessUnit> {
  for (const customerId of customerIds) requireIds({ customerIds: customerId });
  const unit = await findBusinessUnit(tx, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const channels = channelsOf(ctx, unit);
  const reached =
    (email !== null && channels.includes('email')) || (phone !== null && channels.includes('sms'));
  if (!reached) {
    const wanted = channels.map((channel) => (channel === 'email' ? 'e-mail address' : 'phone number'));
    throw new ItineraError(
      'invalid',
      `email: this portal signs people in by ${wanted.join(' or ')}; give one`,
      {
        field: 'email',
        reason: 'no-channel',
      },
    );
  }
  // Locked, in one order for all writers: whoever is being erased gets nobody new.
  for (const id of [...customerIds].sort()) {
    const customer = await lockCustomer(tx, businessUnitId, id);
    if (!customer || isGone(customer)) throw notFound('customerIds');
  }
  return unit;
}
