import { endOtherStaffSessions, updateStaffUser } from '@itinera/db';
import type { Context } from '../context.ts';
import type { Enrolment } from './account-types.ts';
import { newEnrolment, provenEnrolment } from './enrolment.ts';
import { requireFreshProof } from './live-session.ts';
import { noteChange } from './note-change.ts';
import { sealTotpSecret } from './totp.ts';

/**
 * A secret for another authenticator app; the former one counts until a code of the new one was given.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof`).
 */
export async function newAuthenticator(ctx: Context, sessionToken: string): Promise<Enrolment> {
  const { staffUser } = await requireFreshProof(ctx, sessionToken);
  return newEnrolment(ctx, staffUser.id, staffUser.email);
}

/**
 * Puts the new authenticator in the place of the former one. Every other session ends; the person is told by mail.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof`), `gone`, `invalid` (`code`).
 */
export async function confirmAuthenticator(
  ctx: Context,
  sessionToken: string,
  input: { sealed: string; code: string },
): Promise<void> {
  const { session, staffUser } = await requireFreshProof(ctx, sessionToken);
  const { companyId, id } = staffUser;
  const { secret, step } = provenEnrolment(ctx, id, input);
  await ctx.db.write(async (tx) => {
    const totpSecret = sealTotpSecret(ctx, secret, id);
    await updateStaffUser(tx, companyId, id, { totpSecret, totpLastStep: step });
    await endOtherStaffSessions(tx, id, session.idHash, ctx.clock.now());
    await noteChange(ctx, tx, staffUser, 'authenticator-changed');
  });
}
