import { endOtherStaffSessions, updateStaffUser } from '@itinera/db';
import type { Context } from '../context.ts';
import type { ChangePasswordInput, ProofResult } from './account-types.ts';
import { accountKey, attemptsLeft, chargeAttempt, refundAttempt } from './attempts.ts';
import { requireFreshProof } from './live-session.ts';
import { noteChange, unitsOf } from './note-change.ts';
import { requireOwnPassword } from './password-strength.ts';
import { hashPassword, verifyPassword } from './password.ts';

/**
 * Another password for one's own account, or a first one beside a passkey. Every other session ends; the person is told
 * by mail.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof`) without a fresh proof, `invalid` (`password`,
 *   reason `length` or `known`), `too-many` (reason `network`).
 */
export async function changePassword(
  ctx: Context,
  sessionToken: string,
  input: ChangePasswordInput,
): Promise<ProofResult> {
  const { session, staffUser } = await requireFreshProof(ctx, sessionToken);
  const { companyId, id, name, email } = staffUser;
  const units = await unitsOf(ctx.db.read, companyId, id);
  requireOwnPassword(input.newPassword, [name, email, ...units.map((unit) => unit.name)]);
  const passwordHash = await hashPassword(input.newPassword, ctx.passwordCost);
  const key = accountKey(ctx, email);
  const attempt = await chargeAttempt(ctx, key, input.network);
  if (!attempt.allowed) return { kind: 'paused', until: attempt.until };
  const has = staffUser.passwordHash !== null;
  if (has && !(await verifyPassword(staffUser.passwordHash, input.currentPassword, ctx.passwordCost)))
    return { kind: 'wrong', attemptsLeft: attemptsLeft(attempt.failures) };
  await refundAttempt(ctx, key);
  await ctx.db.write(async (tx) => {
    await updateStaffUser(tx, companyId, id, { passwordHash });
    await endOtherStaffSessions(tx, id, session.idHash, ctx.clock.now());
    await noteChange(ctx, tx, staffUser, 'password-changed');
  });
  return { kind: 'proven' };
}
