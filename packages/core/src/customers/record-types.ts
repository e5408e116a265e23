import type { PresetList } from '../shared/customers.ts';
import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { ContactView } from './contact-types.ts';
import type { CustomerFields } from './customer-record.ts';

/** Enough of a customer to name it and lead to it. */
export interface CustomerName {
  id: string;
  reference: string;
  name: string;
}

/** What the fields of a customer's record can be filled with, in one unit. */
export interface RecordOptions {
  presets: { id: string; list: PresetList; name: string; active: boolean }[];
  /** Who works for the unit, by name. */
  staff: { id: string; name: string }[];
  /** Tags that others have. */
  tags: string[];
  /** The country by which numbers are read (ISO 3166-1); null: they need their country code. */
  country: string | null;
  /** What new ones are written to in. */
  language: Language;
  /** Whether a new one's own e-mail or telephone opens the portal to it at once. */
  newAccessesEnabled: boolean;
}

/** Everything that is written of one customer itself, with who wrote it. */
export interface CustomerRecordPage {
  id: string;
  reference: string;
  fields: CustomerFields;
  revision: number;
  createdAt: EpochSeconds;
  updatedAt: EpochSeconds | null;
  /** Its data was erased: it cannot be edited. */
  erased: boolean;
  parent: CustomerName | null;
  /** Customers of which it is the parent, by name; the first hundred. */
  children: CustomerName[];
  contacts: ContactView[];
  /** Newest first; the last hundred. */
  history: CustomerHistoryEntry[];
  options: RecordOptions;
}

export const customerHistoryKinds = [
  'customer.created',
  'customer.changed',
  'customer.status-changed',
  'customer.contact-changed',
  'customer.address-added',
  'customer.address-changed',
  'customer.planning-rules-changed',
  'customer.exported',
  'customer.erased',
] as const;

export interface CustomerHistoryEntry {
  at: EpochSeconds;
  kind: (typeof customerHistoryKinds)[number];
  /** null: the system, or somebody who was erased. */
  actorName: string | null;
  /** Whether a person of the portal did it. */
  byCustomer: boolean;
  changes: FieldChange[];
}

/** One value that changed. What is null was, or is, nothing; values that were erased are not there. */
export interface FieldChange {
  field: string;
  /** Of a custom field its code, of a contact their name, of an address its label or street. */
  detail: string | null;
  was: string | null;
  is: string | null;
}
