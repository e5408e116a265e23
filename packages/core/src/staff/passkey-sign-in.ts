import type { Context } from '../context.ts';
import { newToken } from '../keys.ts';
import { chargeNetwork } from './attempts.ts';
import { openSession } from './open-session.ts';
import { checkAssertion, noteUse, passkeyRequest } from './passkey-assertion.ts';
import { openChallenge, type PasskeyAsker } from './passkey-challenge.ts';
import type { PasskeyRequest, PasskeySignInInput, PasskeySignInResult } from './passkey-types.ts';

/**
 * What a browser is asked to sign before anybody is known. `browser` is a secret that only it has: what it had before,
 * or a new one.
 */
export async function passkeyChallenge(
  ctx: Context,
  input: { browser?: string | undefined },
): Promise<PasskeyRequest & { browser: string }> {
  const browser = input.browser ?? newToken().token;
  return { browser, ...(await passkeyRequest(ctx, askerOf(browser))) };
}

/**
 * Signs in with a passkey alone: having the device, and the PIN, finger or face that it asks for. A pause after wrong
 * passwords does not hold it up, for it cannot be guessed, and forgets nothing.
 * @throws ItineraError `too-many` (reason `network`, details.retryAt).
 */
export async function passkeySignIn(ctx: Context, input: PasskeySignInInput): Promise<PasskeySignInResult> {
  await ctx.db.write((tx) => chargeNetwork(ctx, tx, input.network));
  const spent = await openChallenge(ctx, askerOf(input.browser), input.sealed);
  if (!spent) return { kind: 'expired' };
  const asserted = await checkAssertion(ctx, spent.challenge, input.assertion);
  if (!asserted) return { kind: 'refused' };
  const sessionToken = await ctx.db.write(async (tx) =>
    (await noteUse(ctx, tx, asserted)) ? openSession(ctx, tx, asserted.staffUser, input.userAgent) : null,
  );
  if (sessionToken === null) return { kind: 'refused' };
  ctx.logger.info({ staffUser: asserted.staffUser.id, by: 'passkey' }, 'signed in to the back office');
  return { kind: 'signed-in', sessionToken };
}

function askerOf(browser: string): PasskeyAsker {
  return { purpose: 'sign-in', owner: browser };
}
