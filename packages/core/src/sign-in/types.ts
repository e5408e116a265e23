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
  channel: 'email' | 'sms';
}

/** What a browser tells when it signs in. */
export interface SigningIn {
  deviceToken?: string | undefined;
  /** Keep the session when the browser is closed; default: no. */
  remember?: boolean | undefined;
  /** The User-Agent header, of which a few words are kept. */
  userAgent?: string | undefined;
}

export interface VerifyCodeInput extends SigningIn {
  challengeToken: string;
  code: string;
  network: string;
}

export interface UseLinkInput extends SigningIn {
  linkToken: string;
}

/** Why nothing was proven. */
export type NotProven =
  { kind: 'wrong'; attemptsLeft: number } | { kind: 'expired' } | { kind: 'paused'; until: EpochSeconds };

export type VerifyCodeResult =
  | {
      kind: 'signed-in';
      sessionToken: string;
      deviceToken: string;
      remembered: boolean;
      choices: AccessChoice[];
    }
  | NotProven;

/** A permanent link proves nothing by which to know the browser again. */
export type UseEnterLinkResult =
  | { kind: 'signed-in'; sessionToken: string; remembered: false; choices: AccessChoice[] }
  | { kind: 'expired' };

/** What the page of a link shows before anything happens: whom it signs in, as far as a stranger may see. */
export interface LinkView {
  /** Masked. */
  identifier: string;
  company: string;
}

/** One of several accesses a proven identifier may act for; named only after the proof. */
export interface AccessChoice {
  accessId: string;
  /** The business unit, as its customers know it. */
  company: string;
  personName: string;
  customerNames: string[];
}

/** `choose`: proven, but several accesses match and none is chosen yet. */
export type PortalSession =
  | { kind: 'signed-in'; scope: AccessScope; choices: AccessChoice[] }
  | { kind: 'choose'; businessUnitId: string; choices: AccessChoice[] };

/** One of the sessions of whoever is signed in. */
export interface OwnSession {
  /** Names it among one's own; opens nothing. */
  handle: string;
  /** Browser and system, as `Firefox, Windows`; null: not known. */
  device: string | null;
  startedAt: EpochSeconds;
  /** To the minute. */
  lastSeenAt: EpochSeconds;
  remembered: boolean;
  /** The one that asks. */
  current: boolean;
}

/** What whoever is signed in sees of the own access. */
export interface OwnAccount {
  personName: string;
  email: string | null;
  phone: string | null;
  /** What the company sends codes by. */
  channels: ('email' | 'sms')[];
  /** Whether the last proof is young enough to change what is signed in with. */
  fresh: boolean;
  /** Masked: where a code goes to prove it anew; null: nowhere. */
  proofGoesTo: string | null;
}

/** Where a code of somebody signed in has gone. */
export interface AskedProof {
  channel: 'email' | 'sms';
  value: string;
}

export type ProofResult = { kind: 'proven' } | NotProven;

/** The session goes on under a new token. */
export type ChangeResult = { kind: 'changed'; sessionToken: string; remembered: boolean } | NotProven;
