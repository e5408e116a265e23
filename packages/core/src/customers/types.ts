import type { CustomerStatus } from '../shared/customers.ts';
import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';

export interface AddressView {
  id: string;
  customerId: string;
  customerName: string;
  label: string;
  /** One line a person would write on an envelope. */
  text: string;
  lon: number | null;
  lat: number | null;
  zone: string;
  isStandard: boolean;
  /** false: not located or not active, so nothing can be offered there. */
  bookable: boolean;
}

export interface CustomerSummary {
  id: string;
  reference: string;
  name: string;
  kind: 'company' | 'individual' | 'machine';
  status: CustomerStatus;
  email: string | null;
  phone: string | null;
  addresses: number;
}

export interface CustomerPage {
  id: string;
  reference: string;
  name: string;
  status: CustomerSummary['status'];
  email: string | null;
  phone: string | null;
  language: Language;
  notes: string;
  addresses: AddressView[];
  accesses: { id: string; name: string; email: string | null; phone: string | null; enabled: boolean }[];
  createdAt: EpochSeconds;
  revision: number;
}

export interface SetStatusInput {
  customerId: string;
  status: CustomerStatus;
  /** The revision that was shown. */
  revision: number;
}

/** One page of a list; `total` counts all rows that match. */
export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}
