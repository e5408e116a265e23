import { lockAccess } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { erasePerson, eraseTraces, requireConfirmed } from './erasing.ts';

/**
 * Erases a person for good: neutral values stand where name, address, number and words were, everything that signs in
 * is gone, and the rows stay for what refers to them. Erasing who was erased does nothing.
 * @throws ItineraError `not-found`, `invalid` (`confirm`), `not-allowed` (`role`; `open-visits`: the person has booked,
 * moved or written into work that is not closed yet).
 */
export async function eraseAccess(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { accessId, confirm }: { accessId: string; confirm: string },
): Promise<void> {
  requireIds({ accessId });
  const { businessUnitId } = scope;
  const recipients = await ctx.db.write(async (tx) => {
    const access = await lockAccess(tx, businessUnitId, accessId);
    if (!access) throw notFound('accessId');
    if (access.erasedAt !== null) return null;
    requireConfirmed(confirm, [access.name]);
    const nobodys = await erasePerson(tx, scope, access, ctx.clock.now());
    await appendEvent(ctx, tx, scope, {
      kind: 'access.erased',
      subjectType: 'access',
      subjectId: accessId,
    });
    return nobodys;
  });
  if (recipients) await eraseTraces(ctx, recipients);
}
