import { countRecoveryCodes, findAnyStaffUser, lockAttemptLimit, storeAttemptLimit } from '@itinera/db';
import type { Context } from '../context.ts';
import { accountKey, attemptsLeft, chargeAttempt } from './attempts.ts';
import { provesPassword, readSecondFactorToken } from './second-factor-token.ts';
import { mayEnter } from './sign-in.ts';
import { noteChange } from './note-change.ts';
import { openSession } from './open-session.ts';
import type { StaffSecondFactorResult } from './types.ts';
import { useCode, type Enrolled } from './use-code.ts';

/**
 * The second step of signing in: the code of the authenticator app, or a recovery code. Either works once; of a recovery
 * code the person is told by mail. Success forgets the failures.
 * @throws ItineraError `too-many` (reason `network`, details.retryAt).
 */
export async function secondFactor(
  ctx: Context,
  input: { token: string; code: string; network: string; userAgent?: string | undefined },
): Promise<StaffSecondFactorResult> {
  const user = await userOf(ctx, input.token);
  if (!user) return { kind: 'expired' };
  const key = accountKey(ctx, user.email);
  const attempt = await chargeAttempt(ctx, key, input.network);
  if (!attempt.allowed) return { kind: 'paused', until: attempt.until };
  const now = ctx.clock.now();
  const opened = await ctx.db.write(async (tx) => {
    const account = await lockAttemptLimit(tx, key, now);
    const used = await useCode(ctx, tx, user, input.code);
    if (used === null) return null;
    await storeAttemptLimit(tx, { ...account, failures: 0, until: null, lastAt: now });
    const sessionToken = await openSession(ctx, tx, user, input.userAgent);
    if (used === 'recovery') await noteChange(ctx, tx, user, 'recovery-code-used');
    return { by: used, sessionToken };
  });
  if (opened === null) return { kind: 'wrong', attemptsLeft: attemptsLeft(attempt.failures) };
  const { by, sessionToken } = opened;
  ctx.logger.info({ staffUser: user.id, by }, 'signed in to the back office');
  const recoveryCodesLeft = by === 'recovery' ? await countRecoveryCodes(ctx.db.read, user.id) : null;
  return { kind: 'signed-in', sessionToken, recoveryCodesLeft };
}

/** Whose token this is; undefined when it is none of ours, too old, or they may not enter any more. */
async function userOf(ctx: Context, token: string): Promise<Enrolled | undefined> {
  const claim = readSecondFactorToken(token);
  if (!claim || claim.expiresAt <= ctx.clock.now()) return undefined;
  const user = await findAnyStaffUser(ctx.db.read, claim.staffUserId);
  if (!user || !mayEnter(user)) return undefined;
  return provesPassword(ctx, token, user, claim.expiresAt) ? user : undefined;
}
