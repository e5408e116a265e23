import { eq, lt } from 'drizzle-orm';
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

export async function storeAttemptLimit(tx: Queries, { key, ...changes }: AttemptLimit): Promise<void> {
  const { attemptLimit: t } = tx.tables;
  await tx.update(t).set(changes).where(eq(t.key, key));
}

/** Forgets counts untouched since `before`. For the worker. */
export async function deleteOldAttemptLimits(tx: Queries, before: number): Promise<void> {
  const { attemptLimit: t } = tx.tables;
  await tx.delete(t).where(lt(t.lastAt, before));
}
