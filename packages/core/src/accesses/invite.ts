import { findBusinessUnit, lockAccess, type Access, type BusinessUnit, type Queries } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import { portalLink } from '../business-units/portal-link.ts';
import { portalName } from '../business-units/portal-name.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import { queueMessage } from '../notifications/queue-message.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import { invitationContent } from './content.ts';
import { present } from './read.ts';

/**
 * Sends the invitation, again if need be: one mail for one key (IMV-07).
 * @throws ItineraError `not-allowed` (`role`, `access-disabled`, `no-email`), `not-found`, `key-reused`.
 */
export async function inviteAccess(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { accessId, idempotencyKey }: { accessId: string; idempotencyKey: string },
): Promise<void> {
  requireIds({ accessId });
  const call = { actor: actorOf(scope), key: idempotencyKey, request: ['invite-access', accessId] };
  await ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      const access = present(await lockAccess(tx, scope.businessUnitId, accessId));
      const unit = await findBusinessUnit(tx, scope.companyId, scope.businessUnitId);
      if (!unit) throw notFound('businessUnitId');
      await queueInvitation(ctx, tx, unit, access, ctx.ids.newId());
      await appendEvent(ctx, tx, scope, {
        kind: 'access.invited',
        subjectType: 'access',
        subjectId: accessId,
      });
      return null;
    }),
  );
}

/**
 * Queues the mail with a link to the sign-in, where the address is filled in: nothing in it opens anything. It stays
 * behind when the access is disabled, deleted or given another address before it leaves. `turn` tells one invitation
 * of an access from another.
 * @throws ItineraError `not-allowed` (`access-disabled`, `no-email`).
 */
export async function queueInvitation(
  ctx: Context,
  tx: Queries,
  unit: BusinessUnit,
  { id, name, email, language, enabled }: Pick<Access, 'id' | 'name' | 'email' | 'language' | 'enabled'>,
  turn: string,
): Promise<void> {
  if (!enabled) throw refused('access-disabled', 'this access is not allowed to sign in: allow it first');
  if (email === null) throw refused('no-email', 'an invitation goes by e-mail: give an address');
  const url = new URL(portalLink(ctx, unit, '/sign-in'));
  url.searchParams.set('identifier', email);
  const spoken = isLanguage(language) ? language : 'en';
  await queueMessage(ctx, tx, {
    businessUnitId: unit.id,
    kind: 'invitation',
    recipient: email,
    accessId: id,
    language: spoken,
    content: invitationContent({ company: portalName(unit), name, email, url: url.href }, spoken),
    validIf: { kind: 'access', accessId: id },
    dedupeKey: `invitation:${id}:${turn}`,
  });
}

function refused(reason: string, remedy: string): ItineraError {
  return new ItineraError('not-allowed', `invite: ${remedy}`, { field: 'invite', reason });
}
