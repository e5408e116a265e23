import { renewStaffInvitation, revokeStaffInvitations } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { newToken } from '../keys.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { mailInvitation } from './invitation.ts';
import { invitationLifetime } from './limits.ts';

/** Sends an open invitation of the unit again: a new link for 24 hours, the former one is void. @throws ItineraError `not-found`. */
export async function resendInvitation(
  ctx: Context,
  scope: BusinessUnitScope,
  { invitationId }: { invitationId: string },
): Promise<void> {
  requireIds({ invitationId });
  const { companyId, businessUnitId } = scope;
  const { token, hash } = newToken();
  await ctx.db.write(async (tx) => {
    const invitation = await renewStaffInvitation(
      tx,
      { companyId, businessUnitId, id: invitationId },
      { tokenHash: hash, expiresAt: ctx.clock.now() + invitationLifetime },
    );
    if (!invitation) throw notFound('invitationId');
    await mailInvitation(ctx, tx, { invitation, token });
    await note(ctx, tx, scope, 'staff.invitation-resent', invitationId);
  });
}

/** Ends an open invitation of the unit; its link opens nothing any more. @throws ItineraError `not-found`. */
export async function revokeInvitation(
  ctx: Context,
  scope: BusinessUnitScope,
  { invitationId }: { invitationId: string },
): Promise<void> {
  requireIds({ invitationId });
  const { companyId, businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const of = { companyId, businessUnitId, id: invitationId };
    const revoked = await revokeStaffInvitations(tx, of, ctx.clock.now());
    if (revoked.length === 0) throw notFound('invitationId');
    await note(ctx, tx, scope, 'staff.invitation-revoked', invitationId);
  });
}

function note(
  ctx: Context,
  tx: Parameters<typeof appendEvent>[1],
  scope: BusinessUnitScope,
  kind: string,
  invitationId: string,
): Promise<void> {
  return appendEvent(ctx, tx, scope, { kind, subjectType: 'staff-invitation', subjectId: invitationId });
}
