import {
  endStaffSessions,
  insertRows,
  listStaffRoles,
  storeStaffRole,
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
import { accountOf, openInvitation } from './invitation.ts';
import { newFactors, storeFactors, type NewFactors } from './new-factors.ts';
import { noteChange } from './note-change.ts';

const readName = parseInput(
  z.object({
    name: z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  }),
);

/**
 * Accepts an invitation, once. An account of the company gets its roles; an unknown address gets an account, whose
 * password and authenticator, or passkey, are set here; a renewal sets them anew and ends every session. Nobody is
 * signed in.
 * @throws ItineraError `not-found` (used, revoked, over), `invalid` (`name`, `password`, `code`, `passkey`), `gone`
 *   (reason `enrolment`), `not-allowed` (reason `email-taken` or `disabled`).
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
  const factors = needsFactors ? await newFactors(ctx, invitation, name, input) : null;
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
    const forWhom = factors?.kind === 'passkey' ? factors.staffUserId : ctx.ids.newId();
    const staffUserId = found.account?.id ?? (await makeAccount(ctx, tx, invitation, name, forWhom));
    if (factors?.kind === 'passkey' && factors.staffUserId !== staffUserId) throw notFound('token');
    const codes = factors ? await setFactors(ctx, tx, invitation, staffUserId, factors, found.account) : [];
    await giveRoles(ctx, tx, invitation, staffUserId);
    return codes;
  });
  ctx.logger.info({ invitation: invitation.id }, 'staff invitation accepted');
  return { email: invitation.email, recoveryCodes };
}

async function makeAccount(
  ctx: Context,
  tx: Queries,
  { companyId, email, language }: StaffInvitation,
  name: string,
  id: string,
): Promise<string> {
  await insertRows(tx, 'staffUser', [{ id, companyId, name, email, language, createdAt: ctx.clock.now() }]);
  return id;
}

async function setFactors(
  ctx: Context,
  tx: Queries,
  { companyId, invitedBy }: StaffInvitation,
  staffUserId: string,
  factors: NewFactors,
  before: StaffUser | undefined,
): Promise<string[]> {
  const codes = await storeFactors(ctx, tx, { companyId, staffUserId }, factors);
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
