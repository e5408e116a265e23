import type { KnownPlace } from '../outside/geocoder.ts';
import type { AddressRecord, AddressWritten, WriteAddressInput } from '../customers/address-types.ts';
import type { ZoneOfAddress } from '../customers/zone-of-address.ts';
import type { LateVisit } from '../bookings/late-visits.ts';
import type { Page } from '../customers/types.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { OwnAddressBook, OwnAddressSaved, SaveOwnAddressInput } from './own-types.ts';

/** An address as a form sends it; `idempotencyKey` keeps a new one from being made twice. */
export interface SaveAddressInput extends WriteAddressInput {
  idempotencyKey: string;
}

export interface AddressSaved extends AddressWritten {
  /** Visits that will be late against their promises now that they stand elsewhere. */
  late: LateVisit[];
}

/** An address with the service zone it is in: by hand, by its customer or because it lies there; null: in none. */
export interface AddressListItem extends AddressRecord {
  serviceZone: ZoneOfAddress | null;
}

/** An address that nothing can be offered at, with whose it is. */
export interface NotLocatedRow {
  customerId: string;
  customerName: string;
  customerReference: string;
  addressId: string;
  label: string;
  text: string;
  because: AddressRecord['notLocatedBecause'];
}

export interface SuggestInput {
  text: string;
  /** Only there. */
  country?: string | undefined;
}

/** What a typeahead shows. */
export interface PlaceSuggestions {
  items: KnownPlace[];
  /** To be shown with them; null: there is no geocoder. */
  attribution: string | null;
  /** Why there are none. */
  problem: 'no-geocoder' | 'unavailable' | null;
}

/** A place, and the address that it is meant to be of. */
export interface CheckPlaceInput {
  lon: number;
  lat: number;
  postalCode: string;
  city: string;
  country: string;
}

/**
 * What may be wrong with a place: latitude and longitude exchanged, no known address for 10 km (the sea?), another
 * country than the address says, far from its town, out of every technician's reach, no road to it.
 */
export type PlaceWarning =
  'exchanged' | 'nothing-near' | 'other-country' | 'far-from-town' | 'far-from-technicians' | 'no-road';

export interface PlaceCheck {
  warnings: PlaceWarning[];
}

/** The use cases of addresses. */
export interface AddressUseCases {
  /** A customer's, the standard one first, also those not in use. */
  list(scope: BusinessUnitScope | SystemScope, customerId: string): Promise<AddressListItem[]>;
  /** A new one, or an edit; its visits to come follow it. `stale` tells both versions. */
  save(scope: BusinessUnitScope | SystemScope, input: SaveAddressInput): Promise<AddressSaved>;
  /** Those of the customers one acts for. */
  own(scope: AccessScope): Promise<OwnAddressBook>;
  /** `not-allowed` (`addresses-off`) where the company does that itself; `stale` when it was changed since. */
  saveOwn(scope: AccessScope, input: SaveOwnAddressInput): Promise<OwnAddressSaved>;
  /** Asks the geocoder once more where one without a place is. */
  locate(scope: BusinessUnitScope | SystemScope, addressId: string): Promise<AddressRecord>;
  /** Addresses that somebody may be typing. */
  suggest(scope: BusinessUnitScope, input: SuggestInput): Promise<PlaceSuggestions>;
  /** What is odd about a place; nothing is refused for it. */
  check(scope: BusinessUnitScope, input: CheckPlaceInput): Promise<PlaceCheck>;
  /** Those in use that have no place, of customers who are not inactive. */
  notLocated(
    scope: BusinessUnitScope | SystemScope,
    filter: { page?: number | undefined },
  ): Promise<Page<NotLocatedRow>>;
}
