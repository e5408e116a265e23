import { and, eq, lt } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Idempotency } from '../rows.ts';

/**
 * Claims a key for this write, before anything else in it. Nothing back: it is ours, and `storeOutcome` must follow
 * in the same write. Otherwise what was done under it before (a write under way with the same key is waited for).
 */
export async function claimIdempotencyKey(
  tx: Queries,
  claim: { actor: string; key: string; requestHash: string; createdAt: number },
): Promise<Idempotency | undefined> {
  const { idempotency: t } = tx.tables;
  const claimed = await tx.insert(t).values(claim).onConflictDoNothing().returning({ key: t.key });
  if (claimed.length === 1) return undefined;
  return findIdempotency(tx, claim.actor, claim.key);
}

export async function findIdempotency(
  q: Queries,
  actor: string,
  key: string,
): Promise<Idempotency | undefined> {
  const { idempotency: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.actor, actor), eq(t.key, key)));
  return row;
}

/** Keeps the outcome of a key claimed in this write, for those who come with it again. */
export async function storeOutcome(tx: Queries, actor: string, key: string, outcome: unknown): Promise<void> {
  const { idempotency: t } = tx.tables;
  await tx
    .update(t)
    .set({ outcome })
    .where(and(eq(t.actor, actor), eq(t.key, key)));
}

/** Forgets keys claimed before `before`. For the worker. */
export async function deleteOldIdempotencyKeys(tx: Queries, before: number): Promise<void> {
  const { idempotency: t } = tx.tables;
  await tx.delete(t).where(lt(t.createdAt, before));
}
