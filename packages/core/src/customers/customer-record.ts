import type { Customer, LabelledValue } from '@itinera/db';
import type { CustomerKind, CustomerStatus } from '../shared/customers.ts';
import { isLanguage, type Language } from '../shared/languages.ts';
import type { TaxIdKind } from '../shared/tax-ids/tax-ids.ts';

/** Everything that is written of a customer itself; addresses, contacts, accesses and rules of planning are apart. */
export interface CustomerFields {
  /** A company's or a family's. */
  name: string;
  status: CustomerStatus;
  kind: CustomerKind;
  firstName: string | null;
  /** By which another system knows it. */
  externalReference: string | null;
  email: string | null;
  /** E.164. */
  phone: string | null;
  mobile: string | null;
  website: string | null;
  language: Language;
  notes: string;
  parentId: string | null;
  categoryId: string | null;
  profileId: string | null;
  paymentMethodId: string | null;
  paymentTermId: string | null;
  responsibleId: string | null;
  /** null with a number: of no authority we know. */
  taxIdKind: TaxIdKind | null;
  taxId: string | null;
  tags: string[];
  /** Code -> text. */
  customFields: Record<string, string>;
  extra: LabelledValue[];
}

/** A row as the fields that are written. */
export function recordFields(row: Customer, tags: string[]): CustomerFields {
  return {
    name: row.name,
    status: row.status,
    kind: row.kind,
    firstName: row.firstName,
    externalReference: row.externalReference,
    email: row.email,
    phone: row.phone,
    mobile: row.mobile,
    website: row.website,
    language: isLanguage(row.language) ? row.language : 'en',
    notes: row.notes,
    parentId: row.parentId,
    categoryId: row.categoryId,
    profileId: row.profileId,
    paymentMethodId: row.paymentMethodId,
    paymentTermId: row.paymentTermId,
    responsibleId: row.responsibleId,
    taxIdKind: row.taxIdKind,
    taxId: row.taxId,
    tags,
    customFields: row.customFields ?? {},
    extra: row.extra ?? [],
  };
}

/** What a customer is of whom nothing is known but the language of its unit. */
export function emptyRecord(language: string): CustomerFields {
  return {
    name: '',
    status: 'active',
    kind: 'individual',
    firstName: null,
    externalReference: null,
    email: null,
    phone: null,
    mobile: null,
    website: null,
    language: isLanguage(language) ? language : 'en',
    notes: '',
    parentId: null,
    categoryId: null,
    profileId: null,
    paymentMethodId: null,
    paymentTermId: null,
    responsibleId: null,
    taxIdKind: null,
    taxId: null,
    tags: [],
    customFields: {},
    extra: [],
  };
}
