import { and, eq, lt, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { AttemptLimit } from '../rows.ts';

/** The count under a key (0 when it is new), kept from other writers until this write ends. */
export async function lockAttemptLimit(tx: Queries, key: string, now: number): Promise<AttemptLimit> {
  const { attemptLimit: t } = tx.tables;
  // An update that changes nothing: it returns the row and locks it in one statement, whether it was there or not.
  const [row] = await tx
    .insert(t)
    .values({ key, lastAt: now })
    .onConflictDoUpdate({ target: t.key, set: { key } })
    .returning();
  if (!row) throw new Error('A count of attempts was neither found nor made');
  return row;
}

/** The state of a limit, without a lock; undefined when nothing was counted yet. */
export async function findAttemptLimit(q: Queries, key: string): Promise<AttemptLimit | undefined> {
  const { attemptLimit: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.key, key));
  return row;
}

export async function storeAttemptLimit(tx: Queries, { key, ...changes }: AttemptLimit): Promise<void> {
  const { attemptLimit: t } = tx.tables;
  await tx.update(t).set(changes).where(eq(t.key, key));
}

/** Forgets counts of nothing untouched since `idle`, and every count untouched since `failed`. For the worker. */
export async function deleteOldAttemptLimits(
  tx: Queries,
  before: { idle: number; failed: number },
): Promise<void> {
  const { attemptLimit: t } = tx.tables;
  await tx
    .delete(t)
    .where(or(and(eq(t.failures, 0), lt(t.lastAt, before.idle)), lt(t.lastAt, before.failed)));
}
