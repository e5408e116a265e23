import { findStaffUsersByEmail, type StaffUser } from '@itinera/db';
import { normaliseIdentifier } from '../identifier.ts';
import type { Context } from '../context.ts';
import { accountKey, chargeAttempt, refundAttempt } from './attempts.ts';
import { verifyPassword } from './password.ts';
import { newSecondFactorToken } from './second-factor-token.ts';
import type { StaffSignInInput, StaffSignInResult } from './types.ts';
import type { Enrolled } from './use-code.ts';

/**
 * The first step of signing in: e-mail and password lead to the second factor. Wrong, unknown and disabled are one
 * answer, counted alike, and take the same time.
 * @throws ItineraError `too-many` (reason `network`, details.retryAt).
 */
export async function signIn(ctx: Context, input: StaffSignInInput): Promise<StaffSignInResult> {
  const email = emailOf(input.email);
  const key = accountKey(ctx, email);
  const attempt = await chargeAttempt(ctx, key, input.network);
  if (!attempt.allowed) return { kind: 'paused', until: attempt.until };
  const user = (await findStaffUsersByEmail(ctx.db.read, email)).find(mayEnter);
  const right = await verifyPassword(user?.passwordHash ?? null, input.password, ctx.passwordCost);
  if (!user || !right) return { kind: 'refused' };
  await refundAttempt(ctx, key);
  return { kind: 'second-factor', token: newSecondFactorToken(ctx, user) };
}

/** Active, with both factors: staff without a second one cannot sign in. */
export function mayEnter(user: StaffUser): user is Enrolled {
  return user.status === 'active' && user.passwordHash !== null && isEnrolled(user);
}

/** Whether an authenticator was proven to be theirs. */
export function isEnrolled(user: StaffUser): user is Enrolled {
  return user.totpSecret !== null;
}

/** As it is stored; what is no address is nobody's. */
function emailOf(typed: string): string {
  try {
    return normaliseIdentifier(typed).value;
  } catch {
    return typed.slice(0, 320).trim().toLowerCase();
  }
}
