import { listAllCompanies, listBusinessUnits } from '@itinera/db';
import type { Context } from '../context.ts';
import { notFound } from '../shared/ids.ts';
import type { InvitationView } from './account-types.ts';
import { newEnrolment } from './enrolment.ts';
import { accountOf, openInvitation } from './invitation.ts';

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
