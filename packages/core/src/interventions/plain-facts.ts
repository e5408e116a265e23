import type { Address, Customer } from '@itinera/db';
import { addressText } from '../customers/address-view.ts';
import type { AddressFacts, CustomerFacts } from '../shared/templates/facts.ts';

/** What codes tell of an address. */
export function addressFacts(address: Address): AddressFacts {
  const { line2, postalCode, lon, lat } = address;
  return { text: addressText(address), additional: line2, zipCode: postalCode, lon, lat };
}

/** What codes tell of a customer, besides the own fields. */
export function customerFacts({ reference, name, email, mobile, phone }: Customer): CustomerFacts {
  return { reference, name, email, mobile, phone, custom: {} };
}
