import {
  chargeChallenge,
  findChallenge,
  useChallenge,
  voidExpiredChallenges,
  type Queries,
  type SignInChallenge,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { sameSecret, tokenHash } from '../keys.ts';
import { ItineraError } from '../shared/errors.ts';
import { codeMac, typedCode, type Purpose } from './code.ts';
import { chargeFailure, requireFailureBudget } from './failures.ts';
import { lockIdentifier, pausedUntil, type IdentifierState } from './identifier-state.ts';
import { attemptsPerChallenge } from './limits.ts';
import type { NotProven } from './types.ts';

export type Proof = { kind: 'proven'; challenge: SignInChallenge; state: IdentifierState } | NotProven;

export interface TypedProof {
  challengeToken: string;
  /** As `requireCode` gives it. */
  code: string;
  purpose: Purpose;
  deviceHash: string | null;
  /** The session in which it was asked for; null for signing in. */
  sessionHash: string | null;
}

/**
 * The digits of what somebody typed.
 * @throws ItineraError `invalid` (`code`), which charges nothing.
 */
export function requireCode(typed: string): string {
  const code = typedCode(typed);
  if (code === null)
    throw new ItineraError('invalid', 'code must be the digits of the message, six or eight', {
      field: 'code',
    });
  return code;
}

/**
 * Proves an identifier by the code of its challenge, for one purpose and one session. The attempt is charged before
 * anything is compared, and one code proves once however many times it is sent.
 * @throws ItineraError `too-many` (reason `site`), `not-allowed` (reason `closed`).
 */
export async function proveByCode(ctx: Context, tx: Queries, typed: TypedProof): Promise<Proof> {
  const now = ctx.clock.now();
  const challenge = await findChallenge(tx, tokenHash(typed.challengeToken));
  if (challenge?.purpose !== typed.purpose || challenge.sessionHash !== typed.sessionHash)
    return { kind: 'expired' };
  const open = await openAttempt(tx, challenge, typed.deviceHash, now);
  if (open.kind !== 'open') return open;
  const { charged, state } = open;
  const mac = codeMac(ctx, charged, typed.code);
  if (!sameSecret(mac, charged.codeMac) || charged.decoy) return chargeFailure(ctx, tx, charged, state, now);
  if (!(await useChallenge(tx, charged.idHash, now))) return { kind: 'expired' };
  return { kind: 'proven', challenge: charged, state };
}

/** Proves an identifier by the link of its challenge, which has the code's life and dies with it. */
export async function proveByLink(
  ctx: Context,
  tx: Queries,
  challenge: SignInChallenge,
  deviceHash: string | null,
): Promise<Proof> {
  const now = ctx.clock.now();
  const open = await openAttempt(tx, challenge, deviceHash, now);
  if (open.kind !== 'open') return open;
  const { charged, state } = open;
  if (charged.decoy || !(await useChallenge(tx, charged.idHash, now))) return { kind: 'expired' };
  return { kind: 'proven', challenge: charged, state };
}

type Attempt = { kind: 'open'; charged: SignInChallenge; state: IdentifierState } | NotProven;

/** Locks the identifier, asks every limit and charges the attempt. */
async function openAttempt(
  tx: Queries,
  challenge: SignInChallenge,
  deviceHash: string | null,
  now: number,
): Promise<Attempt> {
  if (isSpent(challenge)) return { kind: 'expired' };
  const state = await lockIdentifier(tx, challenge.companyId, challenge.identifier, deviceHash);
  await voidExpiredChallenges(tx, now, challenge);
  const until = pausedUntil(state, now);
  if (until !== null) return { kind: 'paused', until };
  if (state.deviceHash === null) await requireFailureBudget(tx, now);
  const charged = await chargeChallenge(tx, challenge.idHash, { now, maximum: attemptsPerChallenge });
  return charged ? { kind: 'open', charged, state } : { kind: 'expired' };
}

/** Whether nothing is left to prove; the charge asks again, this look only saves it. */
function isSpent({ usedAt, voidedAt, attempts }: SignInChallenge): boolean {
  return usedAt !== null || voidedAt !== null || attempts >= attemptsPerChallenge;
}
