import {
  findBusinessUnit,
  findCustomer,
  findCustomers,
  listAccessesOfCustomer,
  listAddresses,
} from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import { addressView } from './address-view.ts';
import { summary } from './summary.ts';
import type { AddressView, CustomerPage } from './types.ts';

/** The sites of the customers an access acts for, active ones only, by customer, the standard one first. */
export async function addressesForAccess(ctx: Context, scope: AccessScope): Promise<AddressView[]> {
  const q = ctx.db.read;
  const unit = await findBusinessUnit(q, scope.companyId, scope.businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const customers = await findCustomers(q, scope.businessUnitId, scope.customerIds);
  const addresses = await listAddresses(q, scope.businessUnitId, scope.customerIds);
  const whose = new Map(customers.map((customer) => [customer.id, customer]));
  return addresses.flatMap((address) => {
    const customer = whose.get(address.customerId);
    return customer && address.active ? [addressView(address, customer, unit.zone)] : [];
  });
}

/**
 * The whole of one customer, for staff; of one that was merged, who took its place.
 * @throws ItineraError `not-found`.
 */
export async function customerPage(
  ctx: Context,
  scope: BusinessUnitScope,
  customerId: string,
): Promise<CustomerPage> {
  requireIds({ customerId });
  const q = ctx.db.read;
  const [unit, customer] = await Promise.all([
    findBusinessUnit(q, scope.companyId, scope.businessUnitId),
    findCustomer(q, scope.businessUnitId, customerId),
  ]);
  if (!unit || !customer) throw notFound('customerId');
  if (customer.mergedIntoId !== null) return customerPage(ctx, scope, customer.mergedIntoId);
  const addresses = await listAddresses(q, scope.businessUnitId, [customerId]);
  const accesses = await listAccessesOfCustomer(q, scope.businessUnitId, customerId);
  const { kind: _, ...known } = summary(customer);
  return {
    ...known,
    language: isLanguage(customer.language) ? customer.language : 'en',
    notes: customer.notes,
    addresses: addresses.map((address) => addressView(address, customer, unit.zone)),
    accesses: accesses.map(({ id, name, email, phone, enabled }) => ({ id, name, email, phone, enabled })),
    createdAt: customer.createdAt,
    revision: customer.revision,
  };
}
