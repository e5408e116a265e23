import { endPortalSessions, findAccess } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';

/**
 * Signs a person out everywhere: every session of the access, and of its e-mail address and telephone in the company,
 * which could choose it again.
 * @throws ItineraError `not-allowed` (reason `role`), `not-found`.
 */
export async function endAccessSessions(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: { accessId: string },
): Promise<void> {
  const { accessId } = input;
  const { businessUnitId, companyId } = scope;
  requireIds({ accessId });
  await ctx.db.write(async (tx) => {
    const access = await findAccess(tx, businessUnitId, accessId);
    if (!access) throw notFound('accessId');
    const now = ctx.clock.now();
    await endPortalSessions(tx, { businessUnitId, accessId }, now);
    for (const identifier of [access.email, access.phone])
      if (identifier !== null) await endPortalSessions(tx, { companyId, identifier }, now);
    await appendEvent(ctx, tx, scope, {
      kind: 'access.sessions-ended',
      subjectType: 'access',
      subjectId: accessId,
    });
  });
}
