import { countChallengesOfAccess, notePortalProof } from '@itinera/db';
import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import { networkOf } from '../network.ts';
import { ItineraError } from '../shared/errors.ts';
import type { Language } from '../shared/languages.ts';
import { issueCode } from './issue-code.ts';
import { proofsPerAccessAndDay } from './limits.ts';
import { ownAccess, proofIdentifier, type OwnAccess } from './proof-channel.ts';
import { proveByCode, requireCode } from './prove.ts';
import type { AskedProof, CodeRequested, ProofResult } from './types.ts';

const day = 86_400;

/**
 * Sends a code to where whoever is signed in has signed in, to prove once more that it is they.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `no-channel`, `closed`), `too-many` as `requestCode`, and
 * reason `codes` beyond ten proofs a day.
 */
export async function requestProof(
  ctx: Context,
  sessionToken: string,
  { network, language }: { network: string; language: Language },
): Promise<CodeRequested & AskedProof> {
  const own = await ownAccess(ctx, sessionToken);
  const identifier = proofIdentifier(ctx, own);
  if (identifier === null)
    throw new ItineraError('not-allowed', 'No code can be sent to this person', { reason: 'no-channel' });
  await limitProofs(ctx, own);
  const asked = await issueCode(ctx, {
    purpose: 'prove-again',
    unit: own.unit,
    identifier,
    language,
    network: networkOf(network),
    deviceHash: null,
    by: { sessionHash: own.session.idHash, accessId: own.access.id },
  });
  return { ...asked, ...identifier };
}

/**
 * Notes the proof in the session that asked for it.
 * @throws ItineraError `unauthenticated`, `invalid` (`code`), `too-many` (reason `site`), `not-allowed` (reason `closed`).
 */
export async function giveProof(
  ctx: Context,
  sessionToken: string,
  input: { challengeToken: string; code: string },
): Promise<ProofResult> {
  const code = requireCode(input.code);
  const { session } = await ownAccess(ctx, sessionToken);
  const sessionHash = tokenHash(sessionToken);
  const { challengeToken } = input;
  return ctx.db.write(async (tx) => {
    const typed = { challengeToken, code, purpose: 'prove-again', deviceHash: null, sessionHash } as const;
    const proof = await proveByCode(ctx, tx, typed);
    if (proof.kind !== 'proven') return proof;
    await notePortalProof(tx, session.idHash, ctx.clock.now());
    return { kind: 'proven' };
  });
}

/** @throws ItineraError `too-many`, reason `codes`. */
export async function limitProofs(ctx: Context, { access }: OwnAccess): Promise<void> {
  const now = ctx.clock.now();
  if ((await countChallengesOfAccess(ctx.db.read, access.id, now - day + 1)) >= proofsPerAccessAndDay)
    throw new ItineraError('too-many', 'Too many codes were asked for today', {
      reason: 'codes',
      details: { retryAt: now + day },
    });
}
