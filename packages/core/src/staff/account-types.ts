import type { NewPasskeyInput, OwnPasskey } from './passkey-types.ts';
import type { StaffRole } from '../shared/permissions.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** A secret for an authenticator app that proves nothing until a code of it was given. */
export interface Enrolment {
  /** Base32, for people who type it. */
  secret: string;
  /** For the QR code. */
  uri: string;
  /** To be handed back with the code, within 30 minutes. */
  sealed: string;
}

/** What stands behind an invitation's link. */
export interface InvitationView {
  email: string;
  company: string;
  roles: { unit: string; role: StaffRole }[];
  /** `new`: no account yet. `existing`: it gets the roles. `renewal`: it gets a new password and authenticator. */
  kind: 'new' | 'existing' | 'renewal';
  /** Of the account, where there is one. */
  name: string | null;
  /** For `new` and `renewal`. */
  enrolment: Enrolment | null;
  expiresAt: EpochSeconds;
}

/** `name` for a new account; `password`, `sealed` and `code`, or `passkey`, for a new one and a renewal. */
export interface AcceptInvitationInput {
  token: string;
  name?: string | undefined;
  password?: string | undefined;
  sealed?: string | undefined;
  code?: string | undefined;
  passkey?: NewPasskeyInput | undefined;
}

/** Nobody is signed in by it. Recovery codes are told here and never again; none when only roles were given. */
export interface InvitationAccepted {
  email: string;
  recoveryCodes: string[];
}

export interface OwnStaffSession {
  id: string;
  current: boolean;
  /** As the browser calls itself. */
  userAgent: string | null;
  createdAt: EpochSeconds;
  lastSeenAt: EpochSeconds;
}

/** One's own account. */
export interface StaffAccount {
  name: string;
  email: string;
  /** Whether password and authenticator are a way in. */
  hasPassword: boolean;
  passkeys: OwnPasskey[];
  recoveryCodesLeft: number;
  /** Until when changes of password and authenticator are open without another proof; null: prove first. */
  provenUntil: EpochSeconds | null;
  sessions: OwnStaffSession[];
}

/** An answer to a password or code that may be wrong. */
export type ProofResult =
  { kind: 'proven' } | { kind: 'wrong'; attemptsLeft: number } | { kind: 'paused'; until: EpochSeconds };

export interface ChangePasswordInput {
  /** Empty for an account that has none yet. */
  currentPassword: string;
  newPassword: string;
  network: string;
}
