import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { EditContactInput, NewContactInput } from './contact-types.ts';
import type { CreateCustomerInput, EditCustomerInput } from './customer-types.ts';
import type { CustomerFields } from './customer-record.ts';
import type { CustomerList, CustomerListFilter } from './list-types.ts';
import type { DuplicateList, DuplicatePair, MergeInput, MergePreview } from './merge-types.ts';
import type { AddressView, CustomerPage, SetStatusInput } from './types.ts';

/** The use cases of customers: `Core` names this group by one line. */
export interface CustomerUseCases {
  /** Where this access may have somebody come. */
  addressesForAccess(scope: AccessScope): Promise<AddressView[]>;
  /** One page, with how many there are of each relationship. */
  search(scope: BusinessUnitScope, filter: CustomerListFilter): Promise<CustomerList>;
  page(scope: BusinessUnitScope, customerId: string): Promise<CustomerPage>;
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
