import { findCustomer, listAddresses, listNotLocated, listServiceZones } from '@itinera/db';
import type { Context } from '../context.ts';
import { addressRecord } from '../customers/address-record.ts';
import { addressText } from '../customers/address-view.ts';
import { zoneOfAddress } from '../customers/zone-of-address.ts';
import { displayName } from '../customers/display-name.ts';
import type { Page } from '../customers/types.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import type { AddressListItem, NotLocatedRow } from './types.ts';

const pageSize = 25;

/**
 * Every address of a customer, the standard one first.
 * @throws ItineraError `not-found`.
 */
export async function addressesOfCustomer(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope | SystemScope,
  customerId: string,
): Promise<AddressListItem[]> {
  requireIds({ customerId });
  const q = ctx.db.read;
  const customer = await findCustomer(q, businessUnitId, customerId);
  if (!customer) throw notFound('customerId');
  const zones = await listServiceZones(q, businessUnitId);
  return (await listAddresses(q, businessUnitId, [customerId])).map((row) => ({
    ...addressRecord(row),
    serviceZone: zoneOfAddress(zones, row, customer),
  }));
}

/** The addresses in use that have no place (CAD-PL-13), 25 a page from page 1. */
export async function notLocatedAddresses(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope | SystemScope,
  filter: { page?: number | undefined },
): Promise<Page<NotLocatedRow>> {
  const page = Math.max(1, Math.trunc(filter.page ?? 1) || 1);
  const limits = { limit: pageSize, offset: (page - 1) * pageSize };
  const { rows, total } = await listNotLocated(ctx.db.read, businessUnitId, limits);
  const items = rows.map(({ address, customer }) => ({
    customerId: address.customerId,
    customerName: displayName(customer),
    customerReference: customer.reference,
    addressId: address.id,
    label: address.label,
    text: addressText(address),
    because: address.notLocatedBecause,
  }));
  return { items, total, page, pageSize };
}
