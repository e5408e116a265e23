import { findAccess, lockSignInIdentifier, updateSignInIdentifier } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { requireIds } from '../shared/ids.ts';
import { identifiersOf, present } from './read.ts';

/**
 * Binds a person's e-mail and phone anew after too many wrong codes: the pause ends, a closed code route is open, and
 * failures are counted from nothing. For staff who have made sure that it is this person. Open sessions stay.
 * @throws ItineraError `not-found`.
 */
export async function reopenSignIn(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { accessId }: { accessId: string },
): Promise<void> {
  requireIds({ accessId });
  const { companyId, businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const access = present(await findAccess(tx, businessUnitId, accessId));
    for (const identifier of identifiersOf(access)) {
      await lockSignInIdentifier(tx, companyId, identifier);
      const open = { consecutiveFailures: 0, pausedUntil: null, disabledAt: null };
      await updateSignInIdentifier(tx, companyId, identifier, open);
    }
    await appendEvent(ctx, tx, scope, {
      kind: 'access.sign-in-reopened',
      subjectType: 'access',
      subjectId: accessId,
    });
  });
}
