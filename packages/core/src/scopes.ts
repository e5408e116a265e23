import type { Language } from './shared/languages.ts';
import type { StaffRole } from './shared/permissions.ts';
import type { EpochSeconds } from './shared/units.ts';

declare const provenBy: unique symbol;

/** One signed-in person of the portal, bound to one access and the customers it may act for. Only the portal's session gate makes one. */
export interface AccessScope {
  readonly [provenBy]: 'portal session';
  readonly kind: 'access';
  readonly companyId: string;
  readonly businessUnitId: string;
  readonly accessId: string;
  readonly customerIds: readonly string[];
  readonly personName: string;
  readonly language: Language;
  /** Of staff who look at the portal as this person sees it: every use case that changes something refuses it. */
  readonly readOnly: boolean;
}

/** One signed-in staff user acting in one business unit in which they hold a role. Only the staff session gate makes one. */
export interface BusinessUnitScope {
  readonly [provenBy]: 'staff session';
  readonly kind: 'staff';
  readonly companyId: string;
  readonly businessUnitId: string;
  readonly staffUserId: string;
  readonly roles: readonly StaffRole[];
  /** Until when the session's proof of both factors is fresh; null: it is not. */
  readonly provenUntil: EpochSeconds | null;
  readonly language: Language;
}

/** The system itself (worker, set-up of a new company) acting in one business unit. Never made from a request. */
export interface SystemScope {
  readonly [provenBy]: 'the process';
  readonly kind: 'system';
  readonly companyId: string;
  readonly businessUnitId: string;
  readonly language: Language;
}
