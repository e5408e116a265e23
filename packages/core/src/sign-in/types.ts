import type { AccessScope } from '../scopes.ts';
import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** `network` is the client's address as the application's proxy rules found it; `deviceToken` the cookie of a browser that signed in before. */
export interface RequestCodeInput {
  businessUnitId: string;
  identifier: string;
  language: Language;
  network: string;
  deviceToken?: string | undefined;
}

/** The same for known and unknown identifiers. The token goes into a cookie; the reference stands in page and message. */
export interface CodeRequested {
  challengeToken: string;
  reference: string;
  expiresAt: EpochSeconds;
  /** When another code may be asked for. */
  resendAt: EpochSeconds;
}

/** What a challenge's page shows: the identifier as typed, the reference, and the clock. */
export interface ChallengeView extends CodeRequested {
  identifier: string;
}

export interface VerifyCodeInput {
  challengeToken: string;
  code: string;
  network: string;
  deviceToken?: string | undefined;
}

export type VerifyCodeResult =
  | { kind: 'signed-in'; sessionToken: string; deviceToken: string; choices: AccessChoice[] }
  | { kind: 'wrong'; attemptsLeft: number }
  | { kind: 'expired' }
  | { kind: 'paused'; until: EpochSeconds };

/** One of several accesses a proven identifier may act for; named only after the proof. */
export interface AccessChoice {
  accessId: string;
  personName: string;
  customerNames: string[];
}

/** `choose`: proven, but several accesses match and none is chosen yet. */
export type PortalSession =
  | { kind: 'signed-in'; scope: AccessScope; choices: AccessChoice[] }
  | { kind: 'choose'; businessUnitId: string; choices: AccessChoice[] };
