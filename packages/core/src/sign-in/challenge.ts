import { findAnyBusinessUnit, findChallenge, type SignInChallenge } from '@itinera/db';
import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import { notFound } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import { codeTimes, issueCode } from './issue-code.ts';
import { challengeLifetime } from './limits.ts';
import { networkOf } from '../network.ts';
import { requireReachable } from './reachable.ts';
import { nextCodeForIdentifier } from './send-limits.ts';
import type { ChallengeView, CodeRequested } from './types.ts';

/** What the page of a challenge for signing in shows, expired or not; null when there is none, it was used, or it is an hour old. */
export async function challenge(ctx: Context, challengeToken: string): Promise<ChallengeView | null> {
  const row = await openChallenge(ctx, challengeToken);
  if (!row) return null;
  const { identifier, channel, reference, expiresAt } = row;
  const now = ctx.clock.now();
  const resendAt = nextCodeForIdentifier(await codeTimes(ctx.db.read, { ...row, now }), now);
  return { challengeToken, identifier, channel, reference, expiresAt, resendAt };
}

/**
 * Another code for the identifier of a challenge, in the same language; the older one is void, no counter is reset.
 * @throws ItineraError `not-found` when there is no such challenge (begin anew), and as `requestCode`.
 */
export async function resendCode(
  ctx: Context,
  challengeToken: string,
  network: string,
): Promise<CodeRequested> {
  const row = await openChallenge(ctx, challengeToken);
  if (!row) throw notFound('challengeToken');
  const unit = await findAnyBusinessUnit(ctx.db.read, row.businessUnitId);
  if (!unit?.portalOn) throw notFound('challengeToken');
  const { channel, language, deviceHash } = row;
  const identifier = { channel, value: row.identifier };
  requireReachable(ctx, unit, identifier);
  return issueCode(ctx, {
    purpose: 'sign-in',
    unit,
    identifier,
    language: isLanguage(language) ? language : 'en',
    network: networkOf(network),
    deviceHash,
  });
}

async function openChallenge(ctx: Context, challengeToken: string): Promise<SignInChallenge | undefined> {
  const row = await findChallenge(ctx.db.read, tokenHash(challengeToken));
  if (row?.purpose !== 'sign-in') return undefined;
  const over = row.usedAt !== null || row.createdAt + challengeLifetime <= ctx.clock.now();
  return over ? undefined : row;
}
