import {
  endStaffSessions,
  insertRows,
  listBusinessUnits,
  listStaffRoles,
  storeStaffRole,
  updateStaffUser,
  useStaffInvitation,
  type Queries,
  type StaffInvitation,
  type StaffUser,
} from '@itinera/db';
import { z } from 'zod';
import { appendEventInUnits } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { AcceptInvitationInput, InvitationAccepted } from './account-types.ts';
import { lockStaff } from './administrators.ts';
import { provenEnrolment } from './enrolment.ts';
import { accountOf, openInvitation } from './invitation.ts';
import { noteChange } from './note-change.ts';
import { requireOwnPassword } from './password-strength.ts';
import { hashPassword } from './password.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { sealTotpSecret } from './totp.ts';

const readName = parseInput(
  z.object({
    name: z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  }),
);

/** What an account signs in with: a hash, and a secret that a code has proven to be in an app. */
interface Factors {
  passwordHash: string;
  secret: string;
  step: number;
}

/**
 * Accepts an invitation, once. An account of the company gets its roles; an unknown address gets an account, whose
 * password and authenticator are set here; a renewal sets both anew and ends every session. Nobody is signed in.
 * @throws ItineraError `not-found` (used, revoked, over), `invalid` (`name`, `password`, `code`), `gone` (reason
 *   `enrolment`), `not-allowed` (reason `email-taken` or `disabled`).
 */
export async function acceptInvitation(
  ctx: Context,
  input: AcceptInvitationInput,
): Promise<InvitationAccepted> {
  const invitation = await openInvitation(ctx, ctx.db.read, input.token);
  if (!invitation) throw notFound('token');
  const { account } = await accountOf(ctx.db.read, invitation);
  const needsFactors = !account || invitation.renewsFactors;
  const name = account?.name ?? readName({ name: input.name ?? '' }).name;
  const factors = needsFactors ? await factorsOf(ctx, invitation, name, input) : null;
  const recoveryCodes = await ctx.db.write(async (tx) => {
    await lockStaff(ctx, tx, invitation.companyId);
    const still = await openInvitation(ctx, tx, input.token);
    if (!still || !(await useStaffInvitation(tx, tokenHash(input.token), ctx.clock.now())))
      throw notFound('token');
    const found = await accountOf(tx, invitation);
    // Somebody else's acceptance made or ended the account since it was looked at: the person looks again.
    if (found.account?.id !== account?.id) throw notFound('token');
    if (found.elsewhere) throw refusal('email-taken');
    // The operator of the installation may let anybody in again.
    if (found.account?.status === 'disabled' && invitation.invitedBy !== null) throw refusal('disabled');
    const staffUserId = found.account?.id ?? (await makeAccount(ctx, tx, invitation, name));
    const codes = factors ? await setFactors(ctx, tx, invitation, staffUserId, factors, found.account) : [];
    await giveRoles(ctx, tx, invitation, staffUserId);
    return codes;
  });
  ctx.logger.info({ invitation: invitation.id }, 'staff invitation accepted');
  return { email: invitation.email, recoveryCodes };
}

async function factorsOf(
  ctx: Context,
  invitation: StaffInvitation,
  name: string,
  { password = '', sealed = '', code = '' }: AcceptInvitationInput,
): Promise<Factors> {
  const units = await listBusinessUnits(ctx.db.read, invitation.companyId);
  requireOwnPassword(password, [name, invitation.email, ...units.map((unit) => unit.name)]);
  const { secret, step } = provenEnrolment(ctx, invitation.id, { sealed, code });
  return { passwordHash: await hashPassword(password), secret, step };
}

async function makeAccount(
  ctx: Context,
  tx: Queries,
  { companyId, email, language }: StaffInvitation,
  name: string,
): Promise<string> {
  const id = ctx.ids.newId();
  await insertRows(tx, 'staffUser', [{ id, companyId, name, email, language, createdAt: ctx.clock.now() }]);
  return id;
}

async function setFactors(
  ctx: Context,
  tx: Queries,
  { companyId, invitedBy }: StaffInvitation,
  staffUserId: string,
  { passwordHash, secret, step }: Factors,
  before: StaffUser | undefined,
): Promise<string[]> {
  const totpSecret = sealTotpSecret(ctx, secret, staffUserId);
  const factors = { passwordHash, totpSecret, totpLastStep: step };
  await updateStaffUser(tx, companyId, staffUserId, { ...factors, status: 'active' });
  const codes = await makeRecoveryCodes(ctx, tx, staffUserId);
  if (before) {
    await endStaffSessions(tx, { staffUserId }, ctx.clock.now());
    await noteChange(ctx, tx, before, 'sign-in-renewed', { staffUserId: invitedBy });
  }
  return codes;
}

/** A role held by now stays: an invitation takes nothing away. One from the command line gives what it says. */
async function giveRoles(
  ctx: Context,
  tx: Queries,
  { id, companyId, roles, invitedBy }: StaffInvitation,
  staffUserId: string,
): Promise<void> {
  const held = await listStaffRoles(tx, companyId, staffUserId);
  const given = roles.filter(
    (one) => invitedBy === null || !held.some((role) => role.businessUnitId === one.businessUnitId),
  );
  for (const { businessUnitId, role } of given)
    await storeStaffRole(tx, { companyId, staffUserId, businessUnitId }, role);
  await appendEventInUnits(
    ctx,
    tx,
    roles.map(({ businessUnitId }) => businessUnitId),
    { staffUserId },
    { kind: 'staff.joined', subjectType: 'staff', subjectId: staffUserId, data: { invitation: id, given } },
  );
}

function refusal(reason: 'email-taken' | 'disabled'): ItineraError {
  return new ItineraError('not-allowed', `This invitation cannot be accepted: ${reason}`, { reason });
}
