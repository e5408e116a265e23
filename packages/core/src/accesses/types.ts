import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** One person who may sign in, and for whom. */
export interface AccessRow {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  language: Language;
  enabled: boolean;
  /** By name. `open`: the customer's status does not close it to them. */
  customers: { id: string; reference: string; name: string; open: boolean }[];
}

export interface AccessPage extends AccessRow {
  notes: string;
  /** Others of the unit who sign in with the same e-mail or phone: allowed, and worth knowing. */
  sharedWith: { id: string; name: string }[];
  /** Whether too many wrong codes have paused sign-in with its e-mail or phone, or closed it until staff open it. */
  signIn: 'open' | 'paused' | 'closed';
  createdAt: EpochSeconds;
  revision: number;
}

export interface AccessFilter {
  /** Looks into name, e-mail, phone and the customers attached. */
  search?: string | undefined;
  enabled?: boolean | undefined;
  page?: number | undefined;
}

/** What staff write of an access. E-mail or phone is needed, of a channel the unit has. */
export interface AccessFields {
  name: string;
  email: string | null;
  phone: string | null;
  language: Language;
  notes: string;
  /** All customers the person may act for, one at least. */
  customerIds: string[];
}

export interface NewAccessInput extends AccessFields {
  enabled: boolean;
  /** Sends one mail with a link to the sign-in. */
  invite: boolean;
  idempotencyKey: string;
}

/** A contact of a customer who is to sign in. */
export interface GiveAccessInput {
  customerId: string;
  contactId: string;
  /** Sends one mail with a link to the sign-in. */
  invite: boolean;
  idempotencyKey: string;
}

export interface EditAccessInput extends AccessFields {
  accessId: string;
  /** The revision that was shown. */
  revision: number;
}

/** All accesses of a unit together. */
export interface AccessOverview {
  enabled: number;
  disabled: number;
  /** Whether accesses made with a new customer are enabled. */
  newAccessesEnabled: boolean;
  /** Twelve months of the unit's calendar, the current one first: how many accesses were enabled at some time in it. */
  months: { month: string; active: number }[];
}
