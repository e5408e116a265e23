import type { Address, Customer } from '@itinera/db';
import { displayName } from './display-name.ts';
import type { AddressView } from './types.ts';

/** An address as people see it; its zone is its own or its business unit's (CAD-PL-13: not located, not bookable). */
export function addressView(
  row: Address,
  customer: Pick<Customer, 'name' | 'firstName'>,
  businessUnitZone: string,
): AddressView {
  return {
    id: row.id,
    customerId: row.customerId,
    customerName: displayName(customer),
    label: row.label,
    text: addressText(row),
    lon: row.lon,
    lat: row.lat,
    zone: row.zone ?? businessUnitZone,
    isStandard: row.isStandard,
    bookable: row.active && row.location !== 'not-located' && row.lon !== null && row.lat !== null,
  };
}

/** One line a person would write on an envelope. */
export function addressText(row: Pick<Address, 'line1' | 'line2' | 'postalCode' | 'city'>): string {
  const town = [row.postalCode, row.city].filter((part) => part !== '').join(' ');
  return [row.line1, row.line2, town].filter((part) => part !== '').join(', ');
}
