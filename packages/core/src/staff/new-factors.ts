import {
  deletePasskeys,
  listBusinessUnits,
  updateStaffUser,
  type Queries,
  type StaffInvitation,
} from '@itinera/db';
import type { Context } from '../context.ts';
import type { AcceptInvitationInput } from './account-types.ts';
import { provenEnrolment } from './enrolment.ts';
import { keepPasskey, provenPasskey, type ProvenPasskey } from './passkey-enrolment.ts';
import { requireOwnPassword } from './password-strength.ts';
import { hashPassword } from './password.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { sealTotpSecret } from './totp.ts';

/** What an account will sign in with: a hash and a secret that a code has proven to be in an app, or a passkey. */
export type NewFactors =
  | { kind: 'password'; passwordHash: string; secret: string; step: number }
  | ({ kind: 'passkey' } & ProvenPasskey);

/**
 * The factors that somebody sets up behind an invitation's link, proven and not yet stored.
 * @throws ItineraError `invalid` (`password`, `code`, `passkey`), `gone` (reason `enrolment`).
 */
export async function newFactors(
  ctx: Context,
  invitation: StaffInvitation,
  name: string,
  input: AcceptInvitationInput,
): Promise<NewFactors> {
  if (input.passkey) return { kind: 'passkey', ...(await provenPasskey(ctx, invitation.id, input.passkey)) };
  const { password = '', sealed = '', code = '' } = input;
  const units = await listBusinessUnits(ctx.db.read, invitation.companyId);
  requireOwnPassword(password, [name, invitation.email, ...units.map((unit) => unit.name)]);
  const { secret, step } = provenEnrolment(ctx, invitation.id, { sealed, code });
  return { kind: 'password', passwordHash: await hashPassword(password, ctx.passwordCost), secret, step };
}

/** Puts these factors in the place of all former ones; returns new recovery codes. */
export async function storeFactors(
  ctx: Context,
  tx: Queries,
  { companyId, staffUserId }: { companyId: string; staffUserId: string },
  factors: NewFactors,
): Promise<string[]> {
  await deletePasskeys(tx, { companyId, staffUserId });
  const byPassword = factors.kind === 'password';
  await updateStaffUser(tx, companyId, staffUserId, {
    passwordHash: byPassword ? factors.passwordHash : null,
    totpSecret: byPassword ? sealTotpSecret(ctx, factors.secret, staffUserId) : null,
    totpLastStep: byPassword ? factors.step : null,
    status: 'active',
  });
  if (!byPassword) await keepPasskey(ctx, tx, companyId, factors);
  return makeRecoveryCodes(ctx, tx, staffUserId);
}
