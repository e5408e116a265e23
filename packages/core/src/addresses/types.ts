import type { AddressRecord, AddressWritten, WriteAddressInput } from '../customers/address-types.ts';
import type { LateVisit } from '../bookings/late-visits.ts';
import type { Page } from '../customers/types.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';

/** An address as a form sends it; `idempotencyKey` keeps a new one from being made twice. */
export interface SaveAddressInput extends WriteAddressInput {
  idempotencyKey: string;
}

export interface AddressSaved extends AddressWritten {
  /** Visits that will be late against their promises now that they stand elsewhere. */
  late: LateVisit[];
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

/** The use cases of addresses. */
export interface AddressUseCases {
  /** A customer's, the standard one first, also those not in use. */
  list(scope: BusinessUnitScope | SystemScope, customerId: string): Promise<AddressRecord[]>;
  /** A new one, or an edit; its visits to come follow it. `stale` tells both versions. */
  save(scope: BusinessUnitScope | SystemScope, input: SaveAddressInput): Promise<AddressSaved>;
  /** Those in use that have no place, of customers who are not inactive. */
  notLocated(
    scope: BusinessUnitScope | SystemScope,
    filter: { page?: number | undefined },
  ): Promise<Page<NotLocatedRow>>;
}
