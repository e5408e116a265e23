import { insertRows } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import { portalLink } from '../business-units/portal-link.ts';
import type { Context } from '../context.ts';
import { newToken } from '../keys.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { requireSession } from '../staff/live-session.ts';
import { grantLifetime } from './limits.ts';
import { findPreviewed, seenBy } from './seen.ts';
import type { PreviewGranted } from './types.ts';

/**
 * Lets a staff user look at the portal as one person of the unit sees it: an address that works once, within a minute,
 * and ends with the staff session that asked. Asking is entered in the events, with who asked. A person who finds the
 * portal closed has nothing to be shown: the answer says why.
 * @throws ItineraError `not-allowed` (`role`), `unauthenticated`, `not-found`.
 */
export async function grantPreview(
  ctx: Context,
  scope: BusinessUnitScope,
  { accessId, sessionToken }: { accessId: string; sessionToken: string },
): Promise<PreviewGranted> {
  requireIds({ accessId });
  const { companyId, businessUnitId, staffUserId } = scope;
  const previewed = await findPreviewed(ctx.db.read, { companyId, businessUnitId, accessId });
  if (!previewed) throw notFound('accessId');
  const staff = await requireSession(ctx, sessionToken);
  if (staff.staffUser.id !== staffUserId)
    throw new ItineraError('unauthenticated', 'The session is somebody else’s');
  const seen = await seenBy(ctx, ctx.db.read, previewed);
  if (seen.kind === 'closed') return seen;
  const { token, hash: grantHash } = newToken();
  const now = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    await insertRows(tx, 'portalPreview', [
      {
        grantHash,
        companyId,
        businessUnitId,
        accessId,
        staffUserId,
        staffSessionHash: staff.session.idHash,
        createdAt: now,
        expiresAt: now + grantLifetime,
      },
    ]);
    await appendEvent(ctx, tx, scope, {
      kind: 'access.preview-granted',
      subjectType: 'access',
      subjectId: accessId,
    });
  });
  return { kind: 'open', url: portalLink(ctx, previewed.unit, `/preview/${token}`) };
}
