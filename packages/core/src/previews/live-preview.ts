import { findPreview, listStaffRoles, type PortalPreview, type Queries, type StaffUser } from '@itinera/db';
import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import { ItineraError } from '../shared/errors.ts';
import { permits } from '../shared/permissions.ts';
import { liveSessionOf } from '../staff/live-session.ts';
import { findPreviewed, type Previewed } from './seen.ts';

/** Whose portal is looked at, and who looks. */
export interface LivePreview extends Previewed {
  reader: StaffUser;
}

/** An opened preview of a token while everything it hangs on holds; undefined otherwise. */
export async function livePreview(ctx: Context, previewToken: string): Promise<LivePreview | undefined> {
  const q = ctx.db.read;
  const row = await findPreview(q, tokenHash(previewToken), ctx.clock.now());
  const reader = row && (await readerOf(ctx, q, row));
  const previewed = row && reader && (await findPreviewed(q, row));
  return reader && previewed && { ...previewed, reader };
}

/** @throws ItineraError `unauthenticated`. */
export async function requirePreview(ctx: Context, previewToken: string): Promise<LivePreview> {
  const found = await livePreview(ctx, previewToken);
  if (!found) throw new ItineraError('unauthenticated', 'This preview has ended');
  return found;
}

/** Whoever asked for it, while they are signed in, in the same session, and have the right in this unit. */
export async function readerOf(
  ctx: Context,
  q: Queries,
  preview: PortalPreview,
): Promise<StaffUser | undefined> {
  const { companyId, businessUnitId, staffUserId, staffSessionHash } = preview;
  const found = await liveSessionOf(ctx, q, staffSessionHash);
  if (found?.staffUser.id !== staffUserId) return undefined;
  const held = await listStaffRoles(q, companyId, staffUserId);
  const roles = held.filter((one) => one.businessUnitId === businessUnitId).map(({ role }) => role);
  return permits(roles, 'preview-portal') ? found.staffUser : undefined;
}
