import { findAnyBusinessUnit, findChallengeByLink } from '@itinera/db';
import { portalName } from '../business-units/portal-name.ts';
import type { Context } from '../context.ts';
import { maskIdentifier } from '../identifier.ts';
import { tokenHash } from '../keys.ts';
import { openSession } from './open-session.ts';
import { proveByLink } from './prove.ts';
import type { LinkView, UseLinkInput, VerifyCodeResult } from './types.ts';

/**
 * What the page of a message's link shows. It changes nothing, however often it is asked: scanners of mails open every
 * link. null when the link is not known, was used, or is over.
 */
export async function link(ctx: Context, linkToken: string): Promise<LinkView | null> {
  const challenge = await findChallengeByLink(ctx.db.read, tokenHash(linkToken));
  const now = ctx.clock.now();
  if (!challenge || challenge.purpose !== 'sign-in' || challenge.decoy) return null;
  if (challenge.usedAt !== null || challenge.voidedAt !== null || challenge.expiresAt <= now) return null;
  const unit = await findAnyBusinessUnit(ctx.db.read, challenge.businessUnitId);
  return unit ? { identifier: maskIdentifier(challenge.identifier), company: portalName(unit) } : null;
}

/**
 * Signs in by the link of a message, in whichever browser: it proves the identifier as its code does. One message opens
 * one session, by the one or the other.
 * @throws ItineraError `too-many` (reason `site`), `not-allowed` (reason `closed`).
 */
export async function useLink(ctx: Context, input: UseLinkInput): Promise<VerifyCodeResult> {
  const linkHash = tokenHash(input.linkToken);
  const deviceHash = input.deviceToken === undefined ? null : tokenHash(input.deviceToken);
  return ctx.db.write(async (tx) => {
    const challenge = await findChallengeByLink(tx, linkHash);
    if (challenge?.purpose !== 'sign-in') return { kind: 'expired' };
    const proof = await proveByLink(ctx, tx, challenge, deviceHash);
    return proof.kind === 'proven' ? openSession(ctx, tx, proof.challenge, proof.state, input) : proof;
  });
}
