import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { EpochSeconds } from '../shared/units.ts';

/** What a browser is asked to make a passkey with. */
export interface PasskeyEnrolment {
  options: Omit<PublicKeyCredentialCreationOptionsJSON, 'extensions'>;
  /** To be handed back with the answer, within five minutes. */
  sealed: string;
}

/** What a browser is asked to sign with a passkey that its owner has. */
export interface PasskeyRequest {
  options: Omit<PublicKeyCredentialRequestOptionsJSON, 'extensions'>;
  /** To be handed back with the answer, within five minutes. */
  sealed: string;
}

/** A passkey that a browser made; binary parts in base64url (WebAuthn level 3, RegistrationResponseJSON). */
export interface PasskeyAttestation {
  id: string;
  response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined };
}

/** What a passkey signed; binary parts in base64url (WebAuthn level 3, AuthenticationResponseJSON). */
export interface PasskeyAssertion {
  id: string;
  response: {
    clientDataJSON: string;
    authenticatorData: string;
    signature: string;
    userHandle?: string | undefined;
  };
}

/** A new passkey with what it was asked for with, and what its owner calls it (may be empty). */
export interface NewPasskeyInput {
  sealed: string;
  attestation: PasskeyAttestation;
  name: string;
}

export interface PasskeyProofInput {
  sealed: string;
  assertion: PasskeyAssertion;
  network: string;
}

/** `browser` holds the answer to the browser that asked. */
export interface PasskeySignInInput extends PasskeyProofInput {
  browser: string;
  userAgent?: string | undefined;
}

export type PasskeySignInResult =
  | { kind: 'signed-in'; sessionToken: string }
  /** The challenge is over, was answered before, or was another browser's: ask for a new one. */
  | { kind: 'expired' }
  /** Unknown, not verified, or of somebody who may not enter: never told apart. */
  | { kind: 'refused' };

export type PasskeyProofResult = { kind: 'proven' } | { kind: 'expired' } | { kind: 'refused' };

/** One of one's own passkeys. */
export interface OwnPasskey {
  id: string;
  /** What its owner calls it; may be empty. */
  name: string;
  /** Copied to other devices of its owner, by its maker. */
  backedUp: boolean;
  createdAt: EpochSeconds;
  lastUsedAt: EpochSeconds | null;
}
