import { endStaffSessions, revokeStaffInvitations, updateStaffUser, type Queries } from '@itinera/db';
import { z } from 'zod';
import { appendEvent, appendEventInUnits } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { isLanguage } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { lockStaff, memberOf, requireAdministrators, requireWholeAccount } from './administrators.ts';
import { mailInvitation, makeInvitation } from './invitation.ts';
import { requireProof } from './live-session.ts';

const readStatus = parseInput(
  z.object({ status: z.enum(['active', 'disabled'], 'must be active or disabled') }),
);

/**
 * Keeps somebody out of the back office, or lets them in again. Disabling ends their sessions at once and deletes nothing.
 * @throws ItineraError `not-found`, `invalid` (`status`), `not-allowed` (reason `other-units`, `last-administrator`).
 */
export async function setStatus(
  ctx: Context,
  scope: BusinessUnitScope,
  input: { staffUserId: string; status: 'active' | 'disabled' },
): Promise<void> {
  const { status } = readStatus(input);
  const { staffUserId } = input;
  await ctx.db.write(async (tx) => {
    await lockStaff(ctx, tx, scope.companyId);
    const { user, roles } = await memberOf(tx, scope, staffUserId);
    await requireWholeAccount(tx, scope, roles);
    if (user.status === status) return;
    await updateStaffUser(tx, scope.companyId, staffUserId, { status });
    if (status === 'disabled') {
      await requireAdministrators(tx, roles);
      await endStaffSessions(tx, { staffUserId }, ctx.clock.now());
    }
    await appendEventInUnits(
      ctx,
      tx,
      roles.map(({ businessUnitId }) => businessUnitId),
      scope,
      {
        kind: status === 'disabled' ? 'staff.disabled' : 'staff.enabled',
        subjectType: 'staff',
        subjectId: staffUserId,
      },
    );
  });
}

/** Ends every session of somebody who works in the unit in view. @throws ItineraError `not-found`. */
export async function endSessions(
  ctx: Context,
  scope: BusinessUnitScope,
  { staffUserId }: { staffUserId: string },
): Promise<void> {
  await ctx.db.write(async (tx) => {
    await memberOf(tx, scope, staffUserId);
    await endStaffSessions(tx, { staffUserId }, ctx.clock.now());
    await note(ctx, tx, scope, 'staff.sessions-ended', staffUserId);
  });
}

/**
 * Sends somebody who lost their authenticator, or forgot the password, a link that sets both anew (AZT-16: nobody else
 * ever sees or sets them). What they have works until the link is used.
 * @throws ItineraError `not-found`, `not-allowed` (reason `proof`, `other-units`, `disabled`).
 */
export async function renewSignIn(
  ctx: Context,
  scope: BusinessUnitScope,
  { staffUserId }: { staffUserId: string },
): Promise<void> {
  requireProof(ctx, scope);
  const { companyId, businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const { user, roles } = await memberOf(tx, scope, staffUserId);
    await requireWholeAccount(tx, scope, roles);
    if (user.status === 'disabled')
      throw new ItineraError('not-allowed', 'Let this person in again first', { reason: 'disabled' });
    const { email } = user;
    await revokeStaffInvitations(tx, { companyId, businessUnitId, email }, ctx.clock.now());
    const made = await makeInvitation(ctx, tx, {
      companyId,
      businessUnitId,
      email,
      language: isLanguage(user.language) ? user.language : 'en',
      roles: [],
      renewsFactors: true,
      invitedBy: scope.staffUserId,
    });
    await mailInvitation(ctx, tx, made);
    await note(ctx, tx, scope, 'staff.renewal-sent', staffUserId);
  });
}

function note(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  kind: string,
  staffUserId: string,
): Promise<void> {
  return appendEvent(ctx, tx, scope, { kind, subjectType: 'staff', subjectId: staffUserId });
}
