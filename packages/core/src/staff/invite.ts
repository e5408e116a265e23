import { listStaffRoles, revokeStaffInvitations, type Queries } from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import { normaliseIdentifier } from '../identifier.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { languages } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { staffRoles } from '../shared/permissions.ts';
import type { InviteInput } from './administration-types.ts';
import { administeredBy, lockStaff } from './administrators.ts';
import { accountOf, mailInvitation, makeInvitation } from './invitation.ts';
import { requireProof } from './live-session.ts';

const readInput = parseInput(
  z.object({
    email: z.string().max(320),
    language: z.enum(languages, `must be one of ${languages.join(', ')}`),
    roles: z
      .array(
        z.object({ businessUnitId: z.uuid('must be a unit'), role: z.enum(staffRoles, 'must be a role') }),
      )
      .min(1, 'must name a role in some unit')
      .max(100)
      .refine(
        (all) => new Set(all.map(({ businessUnitId }) => businessUnitId)).size === all.length,
        'must name one role for a unit',
      ),
  }),
);

/**
 * Invites somebody by mail to work in units that the asking person administers. A former open invitation of this unit
 * to the same address ends.
 * @throws ItineraError `invalid` (`email`, reason `works-here`; `roles`), `not-allowed` (reason `proof`,
 *   `other-units`), `key-reused`.
 */
export async function invite(
  ctx: Context,
  scope: BusinessUnitScope,
  input: InviteInput,
): Promise<{ invitationId: string }> {
  requireProof(ctx, scope);
  const { roles, language, ...given } = readInput(input);
  const email = emailOf(given.email);
  const { companyId, businessUnitId, staffUserId } = scope;
  const call = {
    actor: actorOf(scope),
    key: input.idempotencyKey,
    request: ['invite', businessUnitId, email, language, roles],
  };
  return ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      await lockStaff(ctx, tx, companyId);
      const administered = await administeredBy(tx, companyId, staffUserId);
      if (!roles.every((one) => administered.has(one.businessUnitId)))
        throw new ItineraError('not-allowed', 'You invite to units that you administer', {
          field: 'roles',
          reason: 'other-units',
        });
      await refuseMember(tx, companyId, email, roles);
      await revokeStaffInvitations(tx, { companyId, businessUnitId, email }, ctx.clock.now());
      const made = await makeInvitation(ctx, tx, {
        companyId,
        businessUnitId,
        email,
        language,
        roles,
        renewsFactors: false,
        invitedBy: staffUserId,
      });
      await mailInvitation(ctx, tx, made);
      const { id } = made.invitation;
      await appendEvent(ctx, tx, scope, {
        kind: 'staff.invited',
        subjectType: 'staff-invitation',
        subjectId: id,
        data: { email, roles },
      });
      return { invitationId: id };
    }),
  );
}

async function refuseMember(
  q: Queries,
  companyId: string,
  email: string,
  roles: InviteInput['roles'],
): Promise<void> {
  const { account } = await accountOf(q, { companyId, email });
  const held = account ? await listStaffRoles(q, companyId, account.id) : [];
  if (held.some((one) => roles.some(({ businessUnitId }) => businessUnitId === one.businessUnitId)))
    throw new ItineraError('invalid', 'email works there already: change the role instead', {
      field: 'email',
      reason: 'works-here',
    });
}

function emailOf(typed: string): string {
  try {
    const { channel, value } = normaliseIdentifier(typed);
    if (channel === 'email') return value;
  } catch {
    // Told below, by the field's own name.
  }
  throw new ItineraError('invalid', 'email must be one e-mail address, such as name@example.com', {
    field: 'email',
    reason: 'address',
  });
}
