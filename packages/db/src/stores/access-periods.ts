import { and, countDistinct, eq, gt, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { insertRows } from './bulk.ts';

/** Notes that accesses are enabled from `now` on. One that was closed at this very second goes on. */
export async function openAccessPeriods(
  tx: Queries,
  businessUnitId: string,
  accessIds: readonly string[],
  now: number,
): Promise<void> {
  const { accessPeriod: t } = tx.tables;
  if (accessIds.length === 0) return;
  const reopened = await tx
    .update(t)
    .set({ endedAt: null })
    .where(
      and(eq(t.businessUnitId, businessUnitId), inArray(t.accessId, [...accessIds]), eq(t.startedAt, now)),
    )
    .returning({ accessId: t.accessId });
  const open = new Set(reopened.map((row) => row.accessId));
  const rows = accessIds
    .filter((accessId) => !open.has(accessId))
    .map((accessId) => ({ businessUnitId, accessId, startedAt: now }));
  await insertRows(tx, 'accessPeriod', rows);
}

/** Notes that accesses are enabled no longer. A clock that was moved back gives a period without length. */
export async function closeAccessPeriods(
  tx: Queries,
  businessUnitId: string,
  accessIds: readonly string[],
  now: number,
): Promise<void> {
  const { accessPeriod: t } = tx.tables;
  const at = sql.param(now, t.endedAt);
  await tx
    .update(t)
    .set({ endedAt: sql`CASE WHEN ${t.startedAt} > ${at} THEN ${t.startedAt} ELSE ${at} END` })
    .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.accessId, [...accessIds]), isNull(t.endedAt)));
}

/** How many accesses of a unit were enabled at some time in `[from, to)`, each counted once. */
export async function countAccessesEnabledIn(
  q: Queries,
  businessUnitId: string,
  { from, to }: { from: number; to: number },
): Promise<number> {
  const { accessPeriod: t } = q.tables;
  const [row] = await q
    .select({ total: countDistinct(t.accessId) })
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        lt(t.startedAt, to),
        or(isNull(t.endedAt), gt(t.endedAt, from), gte(t.startedAt, from)),
      ),
    );
  return row?.total ?? 0;
}

/**
 * Enables or disables every access of a unit that is not already so, deleted ones left out, and returns which it
 * changed. Their periods and sessions are the caller's.
 */
export async function setAllAccessesEnabled(
  tx: Queries,
  businessUnitId: string,
  enabled: boolean,
): Promise<string[]> {
  const { access: t } = tx.tables;
  const changed = await tx
    .update(t)
    .set({ enabled, revision: sql`${t.revision} + 1` })
    .where(and(eq(t.businessUnitId, businessUnitId), ne(t.enabled, enabled), isNull(t.deletedAt)))
    .returning({ id: t.id });
  return changed.map((row) => row.id).sort();
}
