import type { Language } from '../shared/languages.ts';

/** What the company has of one customer, for the customer's own eyes. */
export interface OwnDetails {
  id: string;
  reference: string;
  name: string;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  /** In which it is written to. */
  language: Language;
  revision: number;
}

export interface OwnDetailsPage {
  /** Whether the unit lets customers change it themselves. */
  editable: boolean;
  /** Of whoever is signed in: changed elsewhere, and told where the same stands here. */
  signsInWith: { email: string | null; phone: string | null };
  /** In the order of their ids. */
  customers: OwnDetails[];
}

/** As somebody typed it; nothing typed is nothing. */
export interface SaveOwnDetailsInput {
  customerId: string;
  /** The revision that was shown. */
  revision: number;
  email: string;
  phone: string;
  mobile: string;
  language: string;
}
