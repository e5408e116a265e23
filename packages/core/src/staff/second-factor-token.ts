import type { StaffUser } from '@itinera/db';
import type { Context } from '../context.ts';
import { sameSecret } from '../keys.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { secondFactorLifetime } from './limits.ts';

/**
 * The proof that a password was right, for the step that follows: whose, until when, and a keyed hash that also binds
 * the password itself, so that changing it ends the token.
 */
export function newSecondFactorToken(ctx: Context, user: StaffUser): string {
  const expiresAt = ctx.clock.now() + secondFactorLifetime;
  return `${user.id}.${expiresAt}.${macOf(ctx, user, expiresAt)}`;
}

/** Whose token this says it is, and until when; null for what is no token. Nothing is proven yet. */
export function readSecondFactorToken(
  token: string,
): { staffUserId: string; expiresAt: EpochSeconds } | null {
  const parts = /^([0-9a-f-]{36})\.([0-9]{1,12})\.[\w-]{43}$/.exec(token);
  return parts?.[1] && parts[2] ? { staffUserId: parts[1], expiresAt: Number(parts[2]) } : null;
}

/** Whether this token was made for this user as they are now. */
export function provesPassword(
  ctx: Context,
  token: string,
  user: StaffUser,
  expiresAt: EpochSeconds,
): boolean {
  return sameSecret(token.slice(-43), macOf(ctx, user, expiresAt));
}

function macOf(ctx: Context, user: StaffUser, expiresAt: EpochSeconds): string {
  return ctx.keys.mac('staff-second-factor', JSON.stringify([user.id, expiresAt, user.passwordHash]));
}
