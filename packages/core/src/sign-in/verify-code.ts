import {
  chargeChallenge,
  findChallenge,
  insertRows,
  rememberDevice,
  updateSignInIdentifier,
  useChallenge,
  voidExpiredChallenges,
  voidOtherChallenges,
  type Queries,
  type SignInChallenge,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { newToken, sameSecret, tokenHash } from '../keys.ts';
import { ItineraError } from '../shared/errors.ts';
import { codeMac, typedCode, type Purpose } from './code.ts';
import { chargeFailure, requireFailureBudget } from './failures.ts';
import { lockIdentifier, pausedUntil, type IdentifierState } from './identifier-state.ts';
import { attemptsPerChallenge, sessionLifetime } from './limits.ts';
import { choiceOf, matchingAccesses } from './matching-accesses.ts';
import type { VerifyCodeInput, VerifyCodeResult } from './types.ts';

const purpose: Purpose = 'sign-in';

/**
 * Proves an identifier by the code of its challenge. The attempt is charged before anything is compared, and one
 * code opens one session however many times it is sent.
 * @throws ItineraError `invalid` (`code`) for what is no six digits, which charges nothing; `too-many` (reason `site`)
 * while the whole installation sees too many wrong codes; `not-allowed` (reason `closed`).
 */
export async function verifyCode(ctx: Context, input: VerifyCodeInput): Promise<VerifyCodeResult> {
  const code = typedCode(input.code);
  if (code === null)
    throw new ItineraError('invalid', 'code must be the six digits of the message', { field: 'code' });
  const idHash = tokenHash(input.challengeToken);
  const givenDevice = input.deviceToken === undefined ? null : tokenHash(input.deviceToken);
  return ctx.db.write(async (tx) => {
    const now = ctx.clock.now();
    const challenge = await findChallenge(tx, idHash);
    if (challenge?.purpose !== purpose || isSpent(challenge)) return { kind: 'expired' };
    const state = await lockIdentifier(tx, challenge.companyId, challenge.identifier, givenDevice);
    await voidExpiredChallenges(tx, now, challenge);
    const until = pausedUntil(state, now);
    if (until !== null) return { kind: 'paused', until };
    if (state.deviceHash === null) await requireFailureBudget(tx, now);
    const charged = await chargeChallenge(tx, idHash, { now, maximum: attemptsPerChallenge });
    if (!charged) return { kind: 'expired' };
    const mac = codeMac(ctx, { ...charged, purpose }, code);
    if (!sameSecret(mac, charged.codeMac) || charged.decoy)
      return chargeFailure(ctx, tx, charged, state, now);
    if (!(await useChallenge(tx, idHash, now))) return { kind: 'expired' };
    return openSession(ctx, tx, charged, state, input.deviceToken);
  });
}

/** Whether nothing is left to prove; the charge asks again, this look only saves it. */
function isSpent({ usedAt, voidedAt, attempts }: SignInChallenge): boolean {
  return usedAt !== null || voidedAt !== null || attempts >= attemptsPerChallenge;
}

/** After the proof: a new session, a remembered device, and nothing else left that the identifier's codes could open. */
async function openSession(
  ctx: Context,
  tx: Queries,
  { idHash, companyId, businessUnitId, channel, identifier }: SignInChallenge,
  { deviceHash }: IdentifierState,
  deviceToken: string | undefined,
): Promise<VerifyCodeResult> {
  const now = ctx.clock.now();
  const accesses = await matchingAccesses(tx, companyId, channel, identifier);
  const [first] = accesses;
  if (!first) return { kind: 'expired' };
  await voidOtherChallenges(tx, companyId, identifier, idHash, now);
  if (deviceHash === null)
    await updateSignInIdentifier(tx, companyId, identifier, { consecutiveFailures: 0, pausedUntil: null });
  const device =
    deviceHash !== null && deviceToken !== undefined ? { token: deviceToken, hash: deviceHash } : newToken();
  await rememberDevice(tx, { idHash: device.hash, companyId, identifier, now });
  const only = accesses.length === 1 ? first : null;
  const session = newToken();
  await insertRows(tx, 'portalSession', [
    {
      idHash: session.hash,
      companyId,
      identifier,
      accessId: only?.access.id ?? null,
      businessUnitId: only?.businessUnit.id ?? businessUnitId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + sessionLifetime,
    },
  ]);
  ctx.logger.info({ access: only?.access.id ?? null, choices: accesses.length }, 'signed in to the portal');
  return {
    kind: 'signed-in',
    sessionToken: session.token,
    deviceToken: device.token,
    choices: accesses.map(choiceOf),
  };
}
