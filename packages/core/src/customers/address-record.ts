import type { Address } from '@itinera/db';
import type { AddressFields, AddressRecord } from './address-types.ts';

/** An address as staff see and edit it. */
export function addressRecord(row: Address): AddressRecord {
  const { id, customerId, lon, lat, location, notLocatedBecause, revision } = row;
  return { ...fieldsOf(row), id, customerId, lon, lat, location, notLocatedBecause, revision };
}

/** What people write of an address. */
export function fieldsOf(row: AddressFields): AddressFields {
  const { label, line1, line2, postalCode, city, country, zone, serviceZoneId } = row;
  const { accessNotes, visitNotes, contactName, contactPhone, isStandard, active } = row;
  const words = { label, line1, line2, postalCode, city, country, zone, serviceZoneId };
  return { ...words, accessNotes, visitNotes, contactName, contactPhone, isStandard, active };
}

type AddressText = Pick<AddressFields, 'line1' | 'postalCode' | 'city' | 'country'>;

/** What a geocoder is asked by: another of these is another place. */
export function isSameText(a: AddressText, b: AddressText): boolean {
  const told = ({ line1, postalCode, city, country }: AddressText) => [line1, postalCode, city, country];
  return told(a).join('\n') === told(b).join('\n');
}
