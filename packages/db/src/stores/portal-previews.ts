import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { PortalPreview } from '../rows.ts';

/** The grant of this hash that nobody has used and that has neither ended nor expired at `now`. */
export async function findPreviewGrant(
  q: Queries,
  grantHash: string,
  now: number,
): Promise<PortalPreview | undefined> {
  const { portalPreview: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.grantHash, grantHash), isNull(t.sessionHash), isNull(t.endedAt), gt(t.expiresAt, now)));
  return row;
}

/** Uses a grant up, for a preview of this hash; nothing when it was used before, has ended or expired. */
export async function openPreview(
  tx: Queries,
  grantHash: string,
  { sessionHash, expiresAt, now }: { sessionHash: string; expiresAt: number; now: number },
): Promise<PortalPreview | undefined> {
  const { portalPreview: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ sessionHash, expiresAt })
    .where(and(eq(t.grantHash, grantHash), isNull(t.sessionHash), isNull(t.endedAt), gt(t.expiresAt, now)))
    .returning();
  return row;
}

/** The opened preview of this hash that has neither ended nor expired at `now`. */
export async function findPreview(
  q: Queries,
  sessionHash: string,
  now: number,
): Promise<PortalPreview | undefined> {
  const { portalPreview: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.sessionHash, sessionHash), isNull(t.endedAt), gt(t.expiresAt, now)));
  return row;
}

export async function endPreview(tx: Queries, sessionHash: string, endedAt: number): Promise<void> {
  const { portalPreview: t } = tx.tables;
  await tx
    .update(t)
    .set({ endedAt })
    .where(and(eq(t.sessionHash, sessionHash), isNull(t.endedAt)));
}

/** Forgets previews and grants that were over before `before`. For the worker. */
export async function deleteOldPreviews(tx: Queries, before: number): Promise<void> {
  const { portalPreview: t } = tx.tables;
  await tx.delete(t).where(lt(t.expiresAt, before));
}
