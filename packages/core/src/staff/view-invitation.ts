import { listAllCompanies, listBusinessUnits } from '@itinera/db';
import type { Context } from '../context.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import type { InvitationView } from './account-types.ts';
import { newEnrolment } from './enrolment.ts';
import { accountOf, openInvitation } from './invitation.ts';
import { newPasskeyEnrolment } from './passkey-enrolment.ts';
import type { PasskeyEnrolment } from './passkey-types.ts';

/**
 * What stands behind an invitation's link; looking uses nothing up.
 * @throws ItineraError `not-found` when there is none, or it was accepted, revoked or is over.
 */
export async function viewInvitation(ctx: Context, token: string): Promise<InvitationView> {
  const q = ctx.db.read;
  const invitation = await openInvitation(ctx, q, token);
  if (!invitation) throw notFound('token');
  const { id, companyId, email, expiresAt } = invitation;
  const { account } = await accountOf(q, invitation);
  const units = await listBusinessUnits(q, companyId);
  const company = (await listAllCompanies(q)).find((one) => one.id === companyId);
  const kind = !account ? 'new' : invitation.renewsFactors ? 'renewal' : 'existing';
  return {
    email,
    company: company?.name ?? '',
    roles: invitation.roles.map(({ businessUnitId, role }) => ({
      unit: units.find((unit) => unit.id === businessUnitId)?.name ?? '',
      role,
    })),
    kind,
    name: account?.name ?? null,
    enrolment: kind === 'existing' ? null : newEnrolment(ctx, id, email),
    expiresAt,
  };
}

/**
 * What the invited person's browser is asked to make a passkey with, instead of password and authenticator.
 * @throws ItineraError `not-found` (as above), `not-allowed` (reason `has-account`) when only roles are given.
 */
export async function invitationPasskey(
  ctx: Context,
  input: { token: string; name: string },
): Promise<PasskeyEnrolment> {
  const q = ctx.db.read;
  const invitation = await openInvitation(ctx, q, input.token);
  if (!invitation) throw notFound('token');
  const { account } = await accountOf(q, invitation);
  if (account && !invitation.renewsFactors)
    throw new ItineraError('not-allowed', 'This account has its way in already', { reason: 'has-account' });
  const staffUserId = account?.id ?? ctx.ids.newId();
  const name = account?.name ?? input.name.slice(0, 200);
  return newPasskeyEnrolment(ctx, invitation.id, { staffUserId, email: invitation.email, name });
}
