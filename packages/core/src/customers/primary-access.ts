import { insertRows, openAccessPeriods, type BusinessUnit, type Customer, type Queries } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import { channelsOf } from '../business-units/channels.ts';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { displayName } from './display-name.ts';

/**
 * The access that a new customer's own e-mail or telephone gives: enabled or not as the unit says of new customers
 * (CAD-BU-05). null: the customer can be reached by no channel by which people sign in here.
 */
export async function makePrimaryAccess(
  ctx: Context,
  tx: Queries,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  unit: BusinessUnit,
  customer: Pick<
    Customer,
    'id' | 'name' | 'firstName' | 'email' | 'phone' | 'mobile' | 'language' | 'createdAt'
  >,
): Promise<string | null> {
  const { businessUnitId } = scope;
  const channels = channelsOf(ctx, unit);
  const email = channels.includes('email') ? customer.email : null;
  const phone = channels.includes('sms') ? (customer.mobile ?? customer.phone) : null;
  if (email === null && phone === null) return null;
  const { id: customerId, language, createdAt } = customer;
  const accessId = ctx.ids.newId();
  const enabled = unit.newAccessesEnabled;
  const name = displayName(customer).slice(0, 200);
  await insertRows(tx, 'access', [
    { id: accessId, businessUnitId, name, email, phone, language, enabled, createdAt },
  ]);
  await insertRows(tx, 'accessCustomer', [{ businessUnitId, accessId, customerId }]);
  if (enabled) await openAccessPeriods(tx, businessUnitId, [accessId], createdAt);
  await appendEvent(ctx, tx, scope, {
    kind: 'access.created',
    subjectType: 'access',
    subjectId: accessId,
    data: { customerIds: [customerId], enabled, invited: false },
  });
  return accessId;
}
