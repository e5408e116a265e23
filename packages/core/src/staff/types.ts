import type { BusinessUnitScope } from '../scopes.ts';
import type { Language } from '../shared/languages.ts';
import type { StaffRole } from '../shared/permissions.ts';
import type { EpochSeconds } from '../shared/units.ts';

export interface StaffSignInInput {
  email: string;
  password: string;
  network: string;
}

/** The password alone opens nothing: the token only leads to the second factor, for a few minutes. */
export type StaffSignInResult =
  | { kind: 'second-factor'; token: string }
  | { kind: 'refused' } // wrong, unknown or disabled: never told apart
  | { kind: 'paused'; until: EpochSeconds };

export type StaffSecondFactorResult =
  /** `recoveryCodesLeft`: when a recovery code was used instead of the authenticator. */
  | { kind: 'signed-in'; sessionToken: string; recoveryCodesLeft: number | null }
  | { kind: 'wrong'; attemptsLeft: number }
  | { kind: 'expired' }
  | { kind: 'paused'; until: EpochSeconds };

export interface StaffSession {
  staffUserId: string;
  name: string;
  email: string;
  language: Language;
  businessUnits: { id: string; name: string; zone: string; roles: StaffRole[] }[];
  /** The scope in one of the business units above, in the staff user's own language unless another is asked for; throws `not-found` for any other. */
  scope(businessUnitId: string, language?: Language): BusinessUnitScope;
}
