import type { AddressFields } from '../customers/address-types.ts';

/** What customers write of an address of theirs; the rest of it is staff's. */
export type OwnAddressFields = Pick<
  AddressFields,
  'label' | 'line1' | 'line2' | 'postalCode' | 'city' | 'country' | 'visitNotes' | 'isStandard' | 'active'
>;

/** An address for the eyes of its customer: never how staff get in, nor whom they ask for there. */
export interface OwnAddress extends OwnAddressFields {
  id: string;
  customerId: string;
  /** false: nobody knows where it is yet, so nothing can be booked there (CAD-PL-13). */
  located: boolean;
  revision: number;
}

export interface OwnAddressBook {
  /** Whether the unit lets customers write them. */
  editable: boolean;
  /** What a new one begins with (ISO 3166-1 alpha-2); null: it must be chosen. */
  country: string | null;
  /** Of all customers one acts for, by customer, the standard one first. */
  addresses: OwnAddress[];
}

/** A new address, or changes of one: parts that are not given stay as they are. */
export interface SaveOwnAddressInput extends Partial<OwnAddressFields> {
  customerId: string;
  addressId?: string | undefined;
  /** With `addressId`: the revision that was shown. */
  revision?: number | undefined;
  idempotencyKey: string;
}

export interface OwnAddressSaved {
  addressId: string;
  /** false: its place is not known yet; it is asked for again by itself. */
  located: boolean;
}
