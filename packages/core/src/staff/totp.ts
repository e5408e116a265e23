import { generateSecret, generateURI, verifySync } from 'otplib';
import type { Context } from '../context.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';

const sealPurpose = 'staff-totp';
/** Clocks of telephones are off by a little: one step of 30 s before and after is accepted. */
const tolerance: Seconds = 30;

/** A new secret for an authenticator app: 160 random bits in base32. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** The address an authenticator app reads from a QR code. */
export function totpUri(secret: string, email: string, issuer: string): string {
  return generateURI({ issuer, label: email, secret });
}

/** What is stored of a secret; it opens for this staff user only. */
export function sealTotpSecret(ctx: Pick<Context, 'keys'>, secret: string, staffUserId: string): string {
  return ctx.keys.seal(sealPurpose, secret, staffUserId);
}

/** The time step (RFC 6238: 30 s, SHA-1, 6 digits) whose code this is, or null when it is none of now. */
export function totpStep(
  ctx: Pick<Context, 'keys'>,
  staffUser: { id: string; totpSecret: string },
  code: string,
  now: EpochSeconds,
): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  return stepOf(ctx.keys.open(sealPurpose, staffUser.totpSecret, staffUser.id), code, now);
}

/** The same for a secret that is not stored yet. */
export function stepOf(secret: string, code: string, now: EpochSeconds): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const result = verifySync({ secret, token: code, epoch: now, epochTolerance: tolerance });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
