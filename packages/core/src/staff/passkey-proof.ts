import { listPasskeys, storeStaffProof } from '@itinera/db';
import type { Context } from '../context.ts';
import { ItineraError } from '../shared/errors.ts';
import { chargeNetwork } from './attempts.ts';
import { requireSession, type LiveSession } from './live-session.ts';
import { checkAssertion, noteUse, passkeyRequest } from './passkey-assertion.ts';
import { openChallenge, type PasskeyAsker } from './passkey-challenge.ts';
import type { PasskeyProofInput, PasskeyProofResult, PasskeyRequest } from './passkey-types.ts';

/**
 * What one's browser is asked to sign with one of one's own passkeys.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `no-passkey`).
 */
export async function proofChallenge(ctx: Context, sessionToken: string): Promise<PasskeyRequest> {
  const live = await requireSession(ctx, sessionToken);
  const { companyId, id } = live.staffUser;
  const passkeys = await listPasskeys(ctx.db.read, { companyId, staffUserId: id });
  if (passkeys.length === 0)
    throw new ItineraError('not-allowed', 'You have no passkey yet', { reason: 'no-passkey' });
  return passkeyRequest(ctx, askerOf(live), passkeys);
}

/**
 * One of one's own passkeys once more, within a session: opens what needs a fresh proof, as both factors do.
 * @throws ItineraError `unauthenticated`, `too-many` (reason `network`).
 */
export async function proveByPasskey(
  ctx: Context,
  sessionToken: string,
  input: PasskeyProofInput,
): Promise<PasskeyProofResult> {
  const live = await requireSession(ctx, sessionToken);
  await ctx.db.write((tx) => chargeNetwork(ctx, tx, input.network));
  const spent = await openChallenge(ctx, askerOf(live), input.sealed);
  if (!spent) return { kind: 'expired' };
  const asserted = await checkAssertion(ctx, spent.challenge, input.assertion);
  if (asserted?.staffUser.id !== live.staffUser.id) return { kind: 'refused' };
  const proven = await ctx.db.write(async (tx) => {
    if (!(await noteUse(ctx, tx, asserted))) return false;
    await storeStaffProof(tx, live.session.idHash, ctx.clock.now());
    return true;
  });
  return { kind: proven ? 'proven' : 'refused' };
}

function askerOf({ session }: LiveSession): PasskeyAsker {
  return { purpose: 'proof', owner: session.idHash };
}
