import {
  findAnyStaffUser,
  insertRows,
  lockAttemptLimit,
  storeAttemptLimit,
  useTotpStep,
  type StaffUser,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { newToken } from '../keys.ts';
import { accountKey, attemptsLeft, chargeAttempt } from './attempts.ts';
import { sessionLifetime } from './limits.ts';
import { provesPassword, readSecondFactorToken } from './second-factor-token.ts';
import { mayEnter } from './sign-in.ts';
import { totpStep } from './totp.ts';
import type { StaffSecondFactorResult } from './types.ts';

/**
 * The second step of signing in: the code of the authenticator app. A code works once. Success forgets the failures.
 * @throws ItineraError `too-many` (reason `network`, details.retryAt).
 */
export async function secondFactor(
  ctx: Context,
  input: { token: string; code: string; network: string },
): Promise<StaffSecondFactorResult> {
  const user = await userOf(ctx, input.token);
  if (!user) return { kind: 'expired' };
  const key = accountKey(ctx, user.email);
  const attempt = await chargeAttempt(ctx, key, input.network);
  if (!attempt.allowed) return { kind: 'paused', until: attempt.until };
  const now = ctx.clock.now();
  const step = totpStep(ctx, user, input.code.replace(/\s/g, ''), now);
  const { token, hash } = newToken();
  const entered = await ctx.db.write(async (tx) => {
    const account = await lockAttemptLimit(tx, key, now);
    if (step === null || !(await useTotpStep(tx, user.companyId, user.id, step))) return false;
    await storeAttemptLimit(tx, { ...account, failures: 0, until: null, lastAt: now });
    await insertRows(tx, 'staffSession', [
      {
        idHash: hash,
        staffUserId: user.id,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: now + sessionLifetime,
      },
    ]);
    return true;
  });
  if (!entered) return { kind: 'wrong', attemptsLeft: attemptsLeft(attempt.failures) };
  ctx.logger.info({ staffUser: user.id }, 'signed in to the back office');
  return { kind: 'signed-in', sessionToken: token };
}

/** Whose token this is; undefined when it is none of ours, too old, or they may not enter any more. */
async function userOf(
  ctx: Context,
  token: string,
): Promise<(StaffUser & { totpSecret: string }) | undefined> {
  const claim = readSecondFactorToken(token);
  if (!claim || claim.expiresAt <= ctx.clock.now()) return undefined;
  const user = await findAnyStaffUser(ctx.db.read, claim.staffUserId);
  if (!user || !mayEnter(user) || user.totpSecret === null) return undefined;
  if (!provesPassword(ctx, token, user, claim.expiresAt)) return undefined;
  return { ...user, totpSecret: user.totpSecret };
}
