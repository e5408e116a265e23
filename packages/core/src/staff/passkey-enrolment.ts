import { storePasskey, type Queries, type StaffPasskey } from '@itinera/db';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Context } from '../context.ts';
import { ItineraError } from '../shared/errors.ts';
import { passkeyLifetime } from './limits.ts';
import { newChallenge, openChallenge, relyingParty } from './passkey-challenge.ts';
import type { NewPasskeyInput, PasskeyAttestation, PasskeyEnrolment } from './passkey-types.ts';

/** EdDSA, ES256 and RS256 (IANA COSE algorithms): what every authenticator has one of. */
const algorithms = [-8, -7, -257];

/** A passkey that was made for somebody, checked and not yet stored. */
export interface ProvenPasskey {
  staffUserId: string;
  passkey: Pick<StaffPasskey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'name' | 'backedUp'>;
}

/**
 * What a browser is asked to make a passkey with: one that its owner can choose without typing a name, and that verifies
 * its owner. `owner`: the session or the invitation that asks.
 */
export async function newPasskeyEnrolment(
  ctx: Context,
  owner: string,
  person: { staffUserId: string; email: string; name: string },
  known: readonly StaffPasskey[] = [],
): Promise<PasskeyEnrolment> {
  const { challenge, sealed } = newChallenge(ctx, { purpose: 'enrolment', owner }, person.staffUserId);
  const options = await generateRegistrationOptions({
    rpName: 'Itinera',
    rpID: relyingParty(ctx).rpId,
    userID: new TextEncoder().encode(person.staffUserId),
    userName: person.email,
    userDisplayName: person.name,
    challenge,
    timeout: passkeyLifetime * 1000,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  });
  return { options, sealed };
}

/**
 * The passkey that a browser made for this owner; the challenge is spent whatever comes of it.
 * @throws ItineraError `gone` (reason `enrolment`) when it was asked for too long ago, by somebody else or used before,
 *   `invalid` (`passkey`, reason `passkey`) when it was not made here or did not verify its owner.
 */
export async function provenPasskey(
  ctx: Context,
  owner: string,
  { sealed, attestation, name }: NewPasskeyInput,
): Promise<ProvenPasskey> {
  const spent = await openChallenge(ctx, { purpose: 'enrolment', owner }, sealed);
  if (!spent?.staffUserId)
    throw new ItineraError('gone', 'This passkey was asked for too long ago: make another', {
      reason: 'enrolment',
    });
  const made = await checked(ctx, spent.challenge, attestation);
  const transports = (attestation.response.transports ?? []).slice(0, 10);
  return { staffUserId: spent.staffUserId, passkey: { ...made, transports, name: name.trim() } };
}

/** @throws ItineraError `invalid` (`passkey`, reason `passkey-known`) when somebody has it already. */
export async function keepPasskey(
  ctx: Context,
  tx: Queries,
  companyId: string,
  { staffUserId, passkey }: ProvenPasskey,
): Promise<void> {
  const id = ctx.ids.newId();
  const createdAt = ctx.clock.now();
  if (!(await storePasskey(tx, { ...passkey, id, companyId, staffUserId, createdAt, lastUsedAt: null })))
    throw refused('This passkey is known already', 'passkey-known');
}

async function checked(ctx: Context, challenge: string, { id, response }: PasskeyAttestation) {
  const { rpId, origin } = relyingParty(ctx);
  const result = await verifyRegistrationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: response.clientDataJSON, attestationObject: response.attestationObject },
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch((error: unknown) => {
    ctx.logger.info({ err: error }, 'a new passkey was refused');
    return null;
  });
  if (!result?.verified) throw refused('passkey must be made on this site and verify its owner', 'passkey');
  const { credential, credentialBackedUp } = result.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    backedUp: credentialBackedUp,
  };
}

function refused(message: string, reason: string): ItineraError {
  return new ItineraError('invalid', message, { field: 'passkey', reason });
}
