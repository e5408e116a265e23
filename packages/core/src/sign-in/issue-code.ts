import {
  insertRows,
  listChallengeTimesOfIdentifier,
  listChallengeTimesOfNetwork,
  lockAttemptLimit,
  voidOtherChallenges,
  type BusinessUnit,
  type Queries,
} from '@itinera/db';
import { portalLink } from '../business-units/portal-link.ts';
import { portalName } from '../business-units/portal-name.ts';
import type { Identifier } from '../identifier.ts';
import type { Context } from '../context.ts';
import { newLinkToken, newToken } from '../keys.ts';
import { queueMessage } from '../notifications/queue-message.ts';
import { noteSms, requireSmsBudget } from '../notifications/sms-budget.ts';
import { ItineraError } from '../shared/errors.ts';
import type { Language } from '../shared/languages.ts';
import { codeContent, proofContent } from './code-content.ts';
import { codeMac, newCode, newReference, type Purpose } from './code.ts';
import { digitsOfCodes } from './failures.ts';
import { lockIdentifier, pausedUntil } from './identifier-state.ts';
import { codeLifetime, codesPerNetwork } from './limits.ts';
import { matchingAccesses } from './matching-accesses.ts';
import { nextCodeForIdentifier, nextCodeForNetwork } from './send-limits.ts';
import type { CodeRequested } from './types.ts';

const day = 86_400;

/** Who asks for a code, what for, from where. */
export interface CodeWish {
  purpose: Purpose;
  unit: BusinessUnit;
  identifier: Identifier;
  language: Language;
  /** As `networkOf` gives it. */
  network: string;
  deviceHash: string | null;
  /** The session in which somebody proves one thing more; without it the code is for signing in. */
  by?: { sessionHash: string; accessId: string };
}

/**
 * Makes a challenge, voids the identifier's older ones, and queues its code. An identifier that opens nothing gets a
 * decoy: the same writes and the same answer, and its message never leaves.
 * @throws ItineraError `too-many` (details.retryAt), `not-allowed` (`closed`); the same for known and unknown.
 */
export async function issueCode(ctx: Context, wish: CodeWish): Promise<CodeRequested> {
  const { unit, identifier } = wish;
  try {
    return await ctx.db.write((tx) => writeCode(ctx, tx, wish));
  } catch (error) {
    // The refusal has undone everything: it is counted in a write of its own.
    if (error instanceof ItineraError && error.reason === 'sms-budget')
      await ctx.db.write((tx) => noteSms(tx, unit, identifier.value, 'refused', { at: ctx.clock.now() }));
    throw error;
  }
}

async function writeCode(ctx: Context, tx: Queries, wish: CodeWish): Promise<CodeRequested> {
  const { unit, identifier, language, network, purpose, by } = wish;
  const { companyId } = unit;
  const { token, hash: idHash } = newToken();
  const link = purpose === 'sign-in' ? newLinkToken() : null;
  const reference = newReference();
  const now = ctx.clock.now();
  const code = newCode(await digitsOfCodes(tx, now));
  const state = await lockIdentifier(tx, companyId, identifier.value, wish.deviceHash);
  const { deviceHash } = state;
  refuseUntil('paused', pausedUntil(state, now) ?? now, now);
  const times = await codeTimes(tx, { companyId, identifier: identifier.value, deviceHash, now });
  refuseUntil('codes', nextCodeForIdentifier(times, now), now);
  await limitNetwork(ctx, tx, network, now);
  if (identifier.channel === 'sms') await requireSmsBudget(tx, unit, identifier.value, now);
  const accesses = await matchingAccesses(tx, companyId, identifier.channel, identifier.value);
  const decoy = purpose === 'sign-in' && accesses.length === 0;
  const bound = { idHash, companyId, identifier: identifier.value, purpose };
  await voidOtherChallenges(tx, bound, idHash, now);
  await insertRows(tx, 'signInChallenge', [
    {
      ...bound,
      businessUnitId: unit.id,
      channel: identifier.channel,
      language,
      codeMac: codeMac(ctx, bound, code),
      linkHash: link && link.hash,
      sessionHash: by?.sessionHash ?? null,
      accessId: by?.accessId ?? null,
      reference,
      network,
      deviceHash,
      createdAt: now,
      expiresAt: now + codeLifetime,
      decoy,
    },
  ]);
  if (identifier.channel === 'sms')
    await noteSms(tx, unit, identifier.value, 'messages', { at: now, times: decoy ? 0 : 1 });
  const facts = { company: portalName(unit), code, reference };
  await queueMessage(ctx, tx, {
    businessUnitId: unit.id,
    kind: link ? 'sign-in-code' : 'identifier-code',
    channel: identifier.channel,
    recipient: identifier.value,
    language,
    content: link
      ? codeContent(
          identifier.channel,
          { ...facts, url: portalLink(ctx, unit, `/sign-in/link/${link.token}`) },
          language,
        )
      : proofContent(identifier.channel, facts, language),
    validIf: { kind: 'challenge', idHash },
    dedupeKey: `code:${idHash}`,
  });
  return {
    challengeToken: token,
    reference,
    expiresAt: now + codeLifetime,
    resendAt: nextCodeForIdentifier([now, ...times], now),
  };
}

/** When the identifier got codes on this device within a day, newest first. */
export function codeTimes(
  q: Queries,
  of: { companyId: string; identifier: string; deviceHash: string | null; now: number },
): Promise<number[]> {
  const { now, ...whose } = of;
  return listChallengeTimesOfIdentifier(q, { ...whose, since: now - day + 1 });
}

async function limitNetwork(ctx: Context, tx: Queries, network: string, now: number): Promise<void> {
  await lockAttemptLimit(tx, `codes:${ctx.keys.mac('network', network)}`, now);
  const since = now - codesPerNetwork.within + 1;
  refuseUntil('network', nextCodeForNetwork(await listChallengeTimesOfNetwork(tx, network, since), now), now);
}

function refuseUntil(reason: string, retryAt: number, now: number): void {
  if (retryAt > now)
    throw new ItineraError('too-many', 'Too many codes were asked for; wait a little', {
      reason,
      details: { retryAt },
    });
}
