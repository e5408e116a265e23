import { and, eq } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { AccessLink } from '../rows.ts';

/** The permanent link of an access. */
export async function findAccessLink(
  q: Queries,
  businessUnitId: string,
  accessId: string,
): Promise<AccessLink | undefined> {
  const { accessLink: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.accessId, accessId)));
  return row;
}

/** The permanent link with this token, of whichever unit: before anybody is known. */
export async function findAccessLinkByToken(q: Queries, tokenHash: string): Promise<AccessLink | undefined> {
  const { accessLink: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.tokenHash, tokenHash));
  return row;
}

/** Gives an access this permanent link; a former one is no more. */
export async function storeAccessLink(
  tx: Queries,
  link: Pick<AccessLink, 'businessUnitId' | 'accessId' | 'tokenHash' | 'createdAt'>,
): Promise<void> {
  const { accessLink: t } = tx.tables;
  await deleteAccessLink(tx, link.businessUnitId, link.accessId);
  await tx.insert(t).values(link);
}

export async function touchAccessLink(tx: Queries, accessId: string, lastUsedAt: number): Promise<void> {
  const { accessLink: t } = tx.tables;
  await tx.update(t).set({ lastUsedAt }).where(eq(t.accessId, accessId));
}

/** Takes the permanent link of an access away; false when it had none. */
export async function deleteAccessLink(
  tx: Queries,
  businessUnitId: string,
  accessId: string,
): Promise<boolean> {
  const { accessLink: t } = tx.tables;
  const gone = await tx
    .delete(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.accessId, accessId)))
    .returning({ accessId: t.accessId });
  return gone.length === 1;
}

/** Takes every permanent link of a unit away. */
export async function deleteAccessLinksOfUnit(tx: Queries, businessUnitId: string): Promise<void> {
  const { accessLink: t } = tx.tables;
  await tx.delete(t).where(eq(t.businessUnitId, businessUnitId));
}
