import { and, count, desc, eq, gt, gte, isNull, lt, ne, sql, sum } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { SignInChallenge, SignInIdentifier } from '../rows.ts';

/** A challenge, whatever has become of it. */
export async function findChallenge(q: Queries, idHash: string): Promise<SignInChallenge | undefined> {
  const { signInChallenge: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.idHash, idHash));
  return row;
}

/** The newest challenge of an identifier since `since`, and how many there were. */
export async function countChallengesOfIdentifier(
  q: Queries,
  companyId: string,
  identifier: string,
  since: number,
): Promise<{ total: number; newestAt: number | null }> {
  const { signInChallenge: t } = q.tables;
  const rows = await q
    .select({ createdAt: t.createdAt })
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.identifier, identifier), gte(t.createdAt, since)))
    .orderBy(desc(t.createdAt));
  return { total: rows.length, newestAt: rows[0]?.createdAt ?? null };
}

/** How many challenges a network address asked for since `since`, in every company. */
export async function countChallengesOfNetwork(q: Queries, network: string, since: number): Promise<number> {
  const { signInChallenge: t } = q.tables;
  const [row] = await q
    .select({ total: count() })
    .from(t)
    .where(and(eq(t.network, network), gte(t.createdAt, since)));
  return row?.total ?? 0;
}

/** Codes tried on challenges made since `since`, in every company: the budget of the whole site. */
export async function countAttemptsSince(q: Queries, since: number): Promise<number> {
  const { signInChallenge: t } = q.tables;
  const [row] = await q
    .select({ total: sum(t.attempts) })
    .from(t)
    .where(gte(t.createdAt, since));
  return Number(row?.total ?? 0);
}

/**
 * Charges an attempt before the code is compared, in one statement, and returns the challenge; nothing when it is
 * used, void, expired at `now`, or has had `maximum` attempts.
 */
export async function chargeChallenge(
  tx: Queries,
  idHash: string,
  { now, maximum }: { now: number; maximum: number },
): Promise<SignInChallenge | undefined> {
  const { signInChallenge: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ attempts: sql`${t.attempts} + 1` })
    .where(
      and(
        eq(t.idHash, idHash),
        isNull(t.usedAt),
        isNull(t.voidedAt),
        gt(t.expiresAt, now),
        lt(t.attempts, maximum),
      ),
    )
    .returning();
  return row;
}

/** Uses a challenge up; true for exactly one caller. */
export async function useChallenge(tx: Queries, idHash: string, now: number): Promise<boolean> {
  const { signInChallenge: t } = tx.tables;
  const used = await tx
    .update(t)
    .set({ usedAt: now })
    .where(and(eq(t.idHash, idHash), isNull(t.usedAt), isNull(t.voidedAt)))
    .returning({ idHash: t.idHash });
  return used.length === 1;
}

/** Voids what is still open for an identifier, but for one. */
export async function voidOtherChallenges(
  tx: Queries,
  companyId: string,
  identifier: string,
  exceptIdHash: string,
  now: number,
): Promise<void> {
  const { signInChallenge: t } = tx.tables;
  await tx
    .update(t)
    .set({ voidedAt: now })
    .where(
      and(
        eq(t.companyId, companyId),
        eq(t.identifier, identifier),
        ne(t.idHash, exceptIdHash),
        isNull(t.usedAt),
        isNull(t.voidedAt),
      ),
    );
}

/** Forgets challenges made before `before`. For the worker. */
export async function deleteOldChallenges(tx: Queries, before: number): Promise<void> {
  const { signInChallenge: t } = tx.tables;
  await tx.delete(t).where(lt(t.createdAt, before));
}

/** What is remembered of an identifier; nothing: it never failed. */
export async function findSignInIdentifier(
  q: Queries,
  companyId: string,
  identifier: string,
): Promise<SignInIdentifier | undefined> {
  const { signInIdentifier: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.identifier, identifier)));
  return row;
}

/** Counts one more failure of an identifier and returns what is remembered of it then. */
export async function recordSignInFailure(
  tx: Queries,
  companyId: string,
  identifier: string,
  now: number,
): Promise<SignInIdentifier> {
  const { signInIdentifier: t } = tx.tables;
  const [row] = await tx
    .insert(t)
    .values({ companyId, identifier, consecutiveFailures: 1, lastFailureAt: now })
    .onConflictDoUpdate({
      target: [t.companyId, t.identifier],
      set: { consecutiveFailures: sql`${t.consecutiveFailures} + 1`, lastFailureAt: now },
    })
    .returning();
  if (!row) throw new Error('A failure to sign in was not counted');
  return row;
}

/** Sets the failure count, the pause, or the end of the code route of an identifier that has failed before. */
export async function updateSignInIdentifier(
  tx: Queries,
  companyId: string,
  identifier: string,
  changes: Partial<Pick<SignInIdentifier, 'consecutiveFailures' | 'pausedUntil' | 'disabledAt'>>,
): Promise<void> {
  const { signInIdentifier: t } = tx.tables;
  await tx
    .update(t)
    .set(changes)
    .where(and(eq(t.companyId, companyId), eq(t.identifier, identifier)));
}
