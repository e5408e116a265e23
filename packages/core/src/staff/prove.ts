import { lockAttemptLimit, storeAttemptLimit, storeStaffProof } from '@itinera/db';
import type { Context } from '../context.ts';
import type { ProofResult } from './account-types.ts';
import { accountKey, attemptsLeft, chargeAttempt } from './attempts.ts';
import { requireSession } from './live-session.ts';
import { noteChange } from './note-change.ts';
import { verifyPassword } from './password.ts';
import { isEnrolled } from './sign-in.ts';
import { useCode } from './use-code.ts';

/**
 * Both factors once more, within a session: opens what needs a fresh proof for 10 minutes. Counted like a sign-in.
 * @throws ItineraError `unauthenticated`, `too-many` (reason `network`).
 */
export async function prove(
  ctx: Context,
  sessionToken: string,
  input: { password: string; code: string; network: string },
): Promise<ProofResult> {
  const { session, staffUser } = await requireSession(ctx, sessionToken);
  const key = accountKey(ctx, staffUser.email);
  const attempt = await chargeAttempt(ctx, key, input.network);
  if (!attempt.allowed) return { kind: 'paused', until: attempt.until };
  const now = ctx.clock.now();
  const right = await verifyPassword(staffUser.passwordHash, input.password, ctx.passwordCost);
  const proven =
    right &&
    isEnrolled(staffUser) &&
    (await ctx.db.write(async (tx) => {
      const account = await lockAttemptLimit(tx, key, now);
      const by = await useCode(ctx, tx, staffUser, input.code);
      if (by === null) return false;
      await storeAttemptLimit(tx, { ...account, failures: 0, until: null, lastAt: now });
      await storeStaffProof(tx, session.idHash, now);
      if (by === 'recovery') await noteChange(ctx, tx, staffUser, 'recovery-code-used');
      return true;
    }));
  return proven ? { kind: 'proven' } : { kind: 'wrong', attemptsLeft: attemptsLeft(attempt.failures) };
}
