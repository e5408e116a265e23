import { and, eq, isNotNull, lt, ne, notInArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Logo } from '../rows.ts';

/** Keeps a picture under its hash; the same one again is young again. */
export async function storeLogo(tx: Queries, row: Logo): Promise<void> {
  const { logo: t } = tx.tables;
  await tx
    .insert(t)
    .values(row)
    .onConflictDoUpdate({ target: [t.businessUnitId, t.hash], set: { createdAt: row.createdAt } });
}

export async function findLogo(q: Queries, businessUnitId: string, hash: string): Promise<Logo | undefined> {
  const { logo: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.hash, hash)));
  return row;
}

/**
 * Deletes the unit's pictures but the one with hash `but` and those of its activity types, those only that were kept
 * before `before`.
 */
export async function deleteLogos(
  tx: Queries,
  businessUnitId: string,
  { but, before }: { but: string | null; before: number },
): Promise<void> {
  const { logo: t, activityType } = tx.tables;
  const ofTypes = tx
    .select({ hash: activityType.logo })
    .from(activityType)
    .where(and(eq(activityType.businessUnitId, businessUnitId), isNotNull(activityType.logo)));
  await tx
    .delete(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        lt(t.createdAt, before),
        but === null ? undefined : ne(t.hash, but),
        notInArray(t.hash, ofTypes),
      ),
    );
}
