import type { Location, NotLocatedBecause } from '@itinera/db';

/** Everything about an address that people write, as one piece: it is shown and saved whole. */
export interface AddressFields {
  /** What people call it: "Workshop". */
  label: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** IANA; null: the business unit's. */
  zone: string | null;
  /** The service zone it was put in by hand; null: its customer's, else the one it lies in. */
  serviceZoneId: string | null;
  /** How to get in: for staff, never shown to customers. */
  accessNotes: string;
  /** What whoever comes should know, in the customer's own words. */
  visitNotes: string;
  contactName: string | null;
  /** E.164. */
  contactPhone: string | null;
  /** The one standard address of the customer; any other is a delivery address (AZT-22). */
  isStandard: boolean;
  /** false: not offered when booking. */
  active: boolean;
}

/** Where an address is, and who says so: a geocoder, or somebody who put it on the map. */
export interface AddressPlace {
  lon: number;
  lat: number;
  by: 'geocoder' | 'hand';
}

/** An address as it is to be written: a new one, or an edit of the revision that was shown. */
export interface WriteAddressInput extends Omit<AddressFields, 'serviceZoneId'> {
  /** Absent, and whatever a customer says: as it was. */
  serviceZoneId?: string | null | undefined;
  customerId: string;
  addressId?: string | undefined;
  /** With `addressId`: the revision that was shown. */
  revision?: number | undefined;
  /** null: it is not known; absent: as before, unless street, town or country changed. */
  place?: AddressPlace | null | undefined;
}

/** An address as staff see and edit it. */
export interface AddressRecord extends AddressFields {
  id: string;
  customerId: string;
  lon: number | null;
  lat: number | null;
  /** `pinned`: put on the map by hand. Nothing is offered at what is `not-located` (CAD-PL-13). */
  location: Location;
  notLocatedBecause: NotLocatedBecause | null;
  revision: number;
}

export interface AddressWritten {
  addressId: string;
  revision: number;
  /** false: it was already so. */
  changed: boolean;
  /** false: it has no place, and a job will ask for it. */
  located: boolean;
  /** Its visits to come stand elsewhere now: a job takes them along, or `followAddress` at once. */
  visitsToFollow: number;
}
