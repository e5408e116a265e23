import type { ApiRight } from './shared/api-rights.ts';
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
  /** Until when the person's proof of an identifier is fresh; null: it is not. */
  readonly provenUntil: EpochSeconds | null;
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

/** Another system that showed a key of a business unit. Only the gate of keys makes one. */
export interface ApiScope {
  readonly [provenBy]: 'API key';
  readonly kind: 'api';
  readonly companyId: string;
  readonly businessUnitId: string;
  readonly apiKeyId: string;
  readonly rights: readonly ApiRight[];
  /** Work of other types is not there for it; null: of every type. */
  readonly activityTypeIds: readonly string[] | null;
  readonly language: Language;
}

/**
 * The system itself (worker, set-up of a new company) acting in one business unit. Never made from a request, but for a key:
 * once its rights were asked, what it may is done for it (`api-keys/acting-scope.ts`).
 */
export interface SystemScope {
  readonly [provenBy]: 'the process';
  readonly kind: 'system';
  readonly companyId: string;
  readonly businessUnitId: string;
  /** For whose key it acts; without one it acts for nobody. */
  readonly apiKeyId?: string;
  readonly language: Language;
}
