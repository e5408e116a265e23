import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { PresetList } from '../shared/customers.ts';
import type { EditContactInput, NewContactInput } from './contact-types.ts';
import type { CreateCustomerInput, EditCustomerInput } from './customer-types.ts';
import type { CustomerFields } from './customer-record.ts';
import type { CustomerList, CustomerListFilter } from './list-types.ts';
import type { DuplicateList, DuplicatePair, MergeInput, MergePreview } from './merge-types.ts';
import type { OwnDetailsPage, SaveOwnDetailsInput } from './own-details-types.ts';
import type { PresetView, SavePresetsInput } from './preset-types.ts';
import type { CustomerRecordPage, RecordOptions } from './record-types.ts';
import type { AddressView, CustomerPage, SetStatusInput } from './types.ts';

/** The use cases of customers: `Core` names this group by one line. */
export interface CustomerUseCases {
  /** Where this access may have somebody come. */
  addressesForAccess(scope: AccessScope): Promise<AddressView[]>;
  /** One page, with how many there are of each relationship. */
  search(scope: BusinessUnitScope, filter: CustomerListFilter): Promise<CustomerList>;
  page(scope: BusinessUnitScope, customerId: string): Promise<CustomerPage>;
  /** Its fields, its place among others, contacts, who changed what, and what can be chosen. */
  record(scope: BusinessUnitScope, customerId: string): Promise<CustomerRecordPage>;
  /** What a new customer's record can be filled with. */
  recordOptions(scope: BusinessUnitScope): Promise<RecordOptions>;
  /** The value of a list that has this name; made when there is none. */
  createPreset(
    scope: BusinessUnitScope | SystemScope,
    input: { list: PresetList; name: string },
  ): Promise<{ presetId: string; name: string }>;
  /** The values of every list, with how many have each. */
  presets(scope: BusinessUnitScope): Promise<PresetView[]>;
  /** Renames, orders, offers no more; `stale` tells the list as it is. */
  savePresets(scope: BusinessUnitScope, input: SavePresetsInput): Promise<void>;
  /** What the company has of the customers one acts for. */
  ownDetails(scope: AccessScope): Promise<OwnDetailsPage>;
  /** `not-allowed` (`details-off`) where the company does that itself; `stale` when it was changed since. */
  saveOwnDetails(scope: AccessScope, input: SaveOwnDetailsInput): Promise<{ changed: boolean }>;
  /** Only name and status need be known. Its own e-mail or telephone gives its primary access. */
  create(
    scope: BusinessUnitScope | SystemScope,
    input: CreateCustomerInput,
  ): Promise<{ customerId: string; reference: string }>;
  /** The fields that are given; `stale` when somebody saved others since they were shown. */
  edit(
    scope: BusinessUnitScope | SystemScope,
    input: EditCustomerInput,
  ): Promise<{ revision: number; changed: (keyof CustomerFields)[] }>;
  /** Somebody to ask for there; an access is given to them apart. */
  addContact(scope: BusinessUnitScope | SystemScope, input: NewContactInput): Promise<{ contactId: string }>;
  editContact(scope: BusinessUnitScope | SystemScope, input: EditContactInput): Promise<void>;
  /** An access they have stays. */
  removeContact(
    scope: BusinessUnitScope | SystemScope,
    input: { customerId: string; contactId: string },
  ): Promise<void>;
  /** Pairs that may be the same customer, those that staff parted left out. */
  duplicates(scope: BusinessUnitScope): Promise<DuplicateList>;
  /** Whom one customer may be the same as. */
  duplicatesOf(scope: BusinessUnitScope, customerId: string): Promise<DuplicatePair[]>;
  /** They are not the same: not shown as a pair again. */
  part(scope: BusinessUnitScope, input: { customerId: string; otherId: string }): Promise<void>;
  mergePreview(scope: BusinessUnitScope, input: { keptId: string; mergedId: string }): Promise<MergePreview>;
  /** Everything of the one becomes the other's, whose fields are as chosen; `stale` when one of them was changed. */
  merge(scope: BusinessUnitScope | SystemScope, input: MergeInput): Promise<void>;
  /** `inactive` ends the portal sessions that open nobody else, and refuses sign-in for the customer. */
  setStatus(scope: BusinessUnitScope | SystemScope, input: SetStatusInput): Promise<void>;
}
