import type { Context } from '../context.ts';
import { ItineraError } from '../shared/errors.ts';
import type { Enrolment } from './account-types.ts';
import { enrolmentLifetime } from './limits.ts';
import { newTotpSecret, stepOf, totpUri } from './totp.ts';

const sealPurpose = 'staff-enrolment';

/** A new secret to be put into an app; nothing is stored until a code proves it. `owner`: account or invitation. */
export function newEnrolment(ctx: Context, owner: string, email: string): Enrolment {
  const secret = newTotpSecret();
  const expiresAt = ctx.clock.now() + enrolmentLifetime;
  const sealed = ctx.keys.seal(sealPurpose, JSON.stringify({ secret, expiresAt }), owner);
  return { secret, uri: totpUri(secret, email, 'Itinera'), sealed };
}

/**
 * The secret that was shown to this owner, with the time step of the code that proves it is in an app.
 * @throws ItineraError `gone` when it was shown too long ago or to somebody else, `invalid` (`code`).
 */
export function provenEnrolment(
  ctx: Context,
  owner: string,
  { sealed, code }: { sealed: string; code: string },
): { secret: string; step: number } {
  const now = ctx.clock.now();
  const { secret, expiresAt } = opened(ctx, owner, sealed);
  if (expiresAt <= now) throw gone();
  const step = stepOf(secret, code.replace(/\s/g, ''), now);
  if (step === null)
    throw new ItineraError('invalid', 'code must be the six digits that the app shows now', {
      field: 'code',
      reason: 'wrong-code',
    });
  return { secret, step };
}

function opened(ctx: Context, owner: string, sealed: string): { secret: string; expiresAt: number } {
  try {
    return JSON.parse(ctx.keys.open(sealPurpose, sealed, owner)) as { secret: string; expiresAt: number };
  } catch {
    throw gone();
  }
}

function gone(): ItineraError {
  return new ItineraError('gone', 'This secret was shown too long ago: ask for a new one', {
    reason: 'enrolment',
  });
}
