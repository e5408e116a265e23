import { endPreview, findPreviewGrant, openPreview, type PortalPreview, type Queries } from '@itinera/db';
import { appendEventInUnits } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { newToken, tokenHash } from '../keys.ts';
import { previewLifetime } from './limits.ts';
import { readerOf } from './live-preview.ts';
import { findPreviewed } from './seen.ts';
import type { PreviewOpened, PreviewView } from './types.ts';

/** What the page that opens a preview shows; asking changes nothing. null: unknown, used, too late, or not any more. */
export async function viewGrant(ctx: Context, grantToken: string): Promise<PreviewView | null> {
  const q = ctx.db.read;
  const grant = await usable(ctx, q, tokenHash(grantToken));
  const previewed = grant && (await findPreviewed(q, grant));
  return previewed ? { personName: previewed.access.name, company: previewed.unit.name } : null;
}

/** Opens the preview of a grant, once: for a quarter of an hour, at most as long as the staff session. */
export async function openGrant(
  ctx: Context,
  { grantToken }: { grantToken: string },
): Promise<PreviewOpened> {
  const grantHash = tokenHash(grantToken);
  return ctx.db.write(async (tx) => {
    if (!(await usable(ctx, tx, grantHash))) return { kind: 'over' };
    const now = ctx.clock.now();
    const { token, hash: sessionHash } = newToken();
    const opened = await openPreview(tx, grantHash, { sessionHash, expiresAt: now + previewLifetime, now });
    if (!opened) return { kind: 'over' };
    const { businessUnitId, staffUserId, accessId } = opened;
    await appendEventInUnits(
      ctx,
      tx,
      [businessUnitId],
      { staffUserId },
      {
        kind: 'access.previewed',
        subjectType: 'access',
        subjectId: accessId,
      },
    );
    return { kind: 'opened', previewToken: token };
  });
}

/** Ends a preview; nothing happens when it had ended. */
export async function leavePreview(ctx: Context, previewToken: string): Promise<void> {
  await ctx.db.write((tx) => endPreview(tx, tokenHash(previewToken), ctx.clock.now()));
}

async function usable(ctx: Context, q: Queries, grantHash: string): Promise<PortalPreview | undefined> {
  const grant = await findPreviewGrant(q, grantHash, ctx.clock.now());
  return grant && (await readerOf(ctx, q, grant)) ? grant : undefined;
}
