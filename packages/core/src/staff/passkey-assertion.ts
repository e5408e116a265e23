import {
  findPasskey,
  findStaffUser,
  usePasskey,
  type Queries,
  type StaffPasskey,
  type StaffUser,
} from '@itinera/db';
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { Context } from '../context.ts';
import { passkeyLifetime } from './limits.ts';
import { noteChange } from './note-change.ts';
import { newChallenge, relyingParty, type PasskeyAsker } from './passkey-challenge.ts';
import type { PasskeyAssertion, PasskeyRequest } from './passkey-types.ts';

/** A signature that was checked, whose it is, and what the authenticator said with it. */
export interface Asserted {
  passkey: StaffPasskey;
  staffUser: StaffUser;
  counter: number;
  backedUp: boolean;
}

/**
 * What a browser is asked to sign, with one of these passkeys or, when none is named, whichever its owner chooses. The
 * authenticator must verify its owner (PIN, finger, face): so the passkey alone is two factors.
 */
export async function passkeyRequest(
  ctx: Context,
  asker: PasskeyAsker,
  passkeys: readonly StaffPasskey[] = [],
): Promise<PasskeyRequest> {
  const { challenge, sealed } = newChallenge(ctx, asker);
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(ctx).rpId,
    challenge,
    timeout: passkeyLifetime * 1000,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  });
  return { options, sealed };
}

/** Checks what was signed: known passkey, this challenge, this site, its owner verified. null when anything is not so. */
export async function checkAssertion(
  ctx: Context,
  challenge: string,
  { id, response }: PasskeyAssertion,
): Promise<Asserted | null> {
  const found = await findPasskey(ctx.db.read, id);
  if (!found || !isHandleOf(found.staffUser, response.userHandle)) return null;
  const { rpId, origin } = relyingParty(ctx);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { ...response, userHandle: undefined },
      } as unknown as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      // The counter is compared where it is stored, in one statement: here every one counts as new.
      credential: { id, publicKey: bytesOf(found.passkey.publicKey), counter: 0 },
    });
    const { newCounter, credentialBackedUp } = authenticationInfo;
    return verified ? { ...found, counter: newCounter, backedUp: credentialBackedUp } : null;
  } catch (error) {
    ctx.logger.info({ err: error, passkey: found.passkey.id }, 'a passkey was refused');
    return null;
  }
}

/**
 * Notes the use of a passkey by somebody who may enter. A counter that did not move on is refused: another device may
 * have the same key. Its owner is told, and it stands in the events.
 */
export async function noteUse(
  ctx: Context,
  tx: Queries,
  { passkey, staffUser, counter, backedUp }: Asserted,
): Promise<boolean> {
  const user = await findStaffUser(tx, staffUser.companyId, staffUser.id);
  if (user?.status !== 'active') return false;
  if (await usePasskey(tx, passkey, { counter, backedUp, lastUsedAt: ctx.clock.now() })) return true;
  if (await findPasskey(tx, passkey.credentialId)) await noteChange(ctx, tx, user, 'passkey-refused');
  return false;
}

/** The owner's id, as it was given to the authenticator; security keys of the second generation leave it out. */
function isHandleOf({ id }: StaffUser, userHandle: string | undefined): boolean {
  return userHandle === undefined || Buffer.from(userHandle, 'base64url').toString('utf8') === id;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64url, 'base64url'));
}
