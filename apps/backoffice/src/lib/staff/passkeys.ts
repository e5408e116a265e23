import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import type { PasskeyAssertion, PasskeyAttestation, PasskeyEnrolment, PasskeyRequest } from '@itinera/core';

/** The browser made or used no passkey: the person left off, the time was over, or the device cannot. */
export class PasskeyDeclined extends Error {
  override readonly name = 'PasskeyDeclined';
}

/** Whether passkeys can be used on this page: browsers know them on named hosts only, by https or on this machine. */
export function passkeysPossible(): boolean {
  return browserSupportsWebAuthn() && isSecureContext && !/^[\d.]+$|:/.test(location.hostname);
}

/** Whether the browser offers passkeys in the field where the e-mail is typed. */
export async function autofillPossible(): Promise<boolean> {
  return passkeysPossible() && (await browserSupportsWebAuthnAutofill());
}

/** Has the browser make a passkey. @throws PasskeyDeclined. */
export async function makePasskey({ options }: PasskeyEnrolment): Promise<PasskeyAttestation> {
  const made = await startRegistration({ optionsJSON: options }).catch(declined);
  const { clientDataJSON, attestationObject, transports } = made.response;
  return { id: made.id, response: { clientDataJSON, attestationObject, transports } };
}

/** Has the browser sign with a passkey, chosen in a dialogue or in the field. @throws PasskeyDeclined. */
export async function signWithPasskey(
  { options }: PasskeyRequest,
  useBrowserAutofill = false,
): Promise<PasskeyAssertion> {
  const signed = await startAuthentication({ optionsJSON: options, useBrowserAutofill }).catch(declined);
  const { clientDataJSON, authenticatorData, signature, userHandle } = signed.response;
  return { id: signed.id, response: { clientDataJSON, authenticatorData, signature, userHandle } };
}

/** Stops waiting for a passkey. */
export function stopWaiting(): void {
  WebAuthnAbortService.cancelCeremony();
}

function declined(cause: unknown): never {
  throw new PasskeyDeclined('no passkey was made or used', { cause });
}
