import { and, count, desc, eq, gt, gte, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { SignInChallenge, SignInIdentifier } from '../rows.ts';

/** A challenge, whatever has become of it. */
export async function findChallenge(q: Queries, idHash: string): Promise<SignInChallenge | undefined> {
  const { signInChallenge: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.idHash, idHash));
  return row;
}

/** The challenge whose message holds the link of this hash, whatever has become of it. */
export async function findChallengeByLink(
  q: Queries,
  linkHash: string,
): Promise<SignInChallenge | undefined> {
  const { signInChallenge: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.linkHash, linkHash));
  return row;
}

/** How many codes somebody signed in to an access has asked for since `since`, to prove something more. */
export async function countChallengesOfAccess(q: Queries, accessId: string, since: number): Promise<number> {
  const { signInChallenge: t } = q.tables;
  const [row] = await q
    .select({ total: count() })
    .from(t)
    .where(and(eq(t.accessId, accessId), gte(t.createdAt, since)));
  return row?.total ?? 0;
}

/** When one identifier asked for codes since `since`, on one known device or (null) on any other, newest first. */
export async function listChallengeTimesOfIdentifier(
  q: Queries,
  of: { companyId: string; identifier: string; deviceHash: string | null; since: number },
): Promise<number[]> {
  const { signInChallenge: t } = q.tables;
  const rows = await q
    .select({ createdAt: t.createdAt })
    .from(t)
    .where(
      and(
        eq(t.companyId, of.companyId),
        eq(t.identifier, of.identifier),
        of.deviceHash === null ? isNull(t.deviceHash) : eq(t.deviceHash, of.deviceHash),
        gte(t.createdAt, of.since),
      ),
    )
    .orderBy(desc(t.createdAt));
  return rows.map((row) => row.createdAt);
}

/** When a network asked for codes since `since`, in every company, newest first. */
export async function listChallengeTimesOfNetwork(
  q: Queries,
  network: string,
  since: number,
): Promise<number[]> {
  const { signInChallenge: t } = q.tables;
  const rows = await q
    .select({ createdAt: t.createdAt })
    .from(t)
    .where(and(eq(t.network, network), gte(t.createdAt, since)))
    .orderBy(desc(t.createdAt));
  return rows.map((row) => row.createdAt);
}

/**
 * Charges an attempt before the code is compared, in one statement, and returns the challenge; nothing when it is
 * used, void, expired at `now`, made after `now` (the clock was moved back), or has had `maximum` attempts.
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
        lte(t.createdAt, now),
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

/** Voids what is still open for an identifier and a purpose, but for one. */
export async function voidOtherChallenges(
  tx: Queries,
  of: { companyId: string; identifier: string; purpose: string },
  exceptIdHash: string,
  now: number,
): Promise<void> {
  const { signInChallenge: t } = tx.tables;
  await tx
    .update(t)
    .set({ voidedAt: now })
    .where(
      and(
        eq(t.companyId, of.companyId),
        eq(t.identifier, of.identifier),
        eq(t.purpose, of.purpose),
        ne(t.idHash, exceptIdHash),
        isNull(t.usedAt),
        isNull(t.voidedAt),
      ),
    );
}

/**
 * Voids the challenges whose time is over at `now`, so that a clock moved back revives none: those of one identifier,
 * or of everybody.
 */
export async function voidExpiredChallenges(
  tx: Queries,
  now: number,
  of?: { companyId: string; identifier: string },
): Promise<void> {
  const { signInChallenge: t } = tx.tables;
  await tx
    .update(t)
    .set({ voidedAt: now })
    .where(
      and(
        of && and(eq(t.companyId, of.companyId), eq(t.identifier, of.identifier)),
        lte(t.expiresAt, now),
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

/** What is remembered of an identifier (nothing yet: no failure), kept from other writers until this write ends. */
export async function lockSignInIdentifier(
  tx: Queries,
  companyId: string,
  identifier: string,
): Promise<SignInIdentifier> {
  const { signInIdentifier: t } = tx.tables;
  // An update that changes nothing: it returns the row and locks it in one statement, whether it was there or not.
  const [row] = await tx
    .insert(t)
    .values({ companyId, identifier })
    .onConflictDoUpdate({ target: [t.companyId, t.identifier], set: { identifier } })
    .returning();
  if (!row) throw new Error('An identifier was neither found nor made');
  return row;
}

/** Sets the failure count, the pause, or the end of the code route of a locked identifier. */
export async function updateSignInIdentifier(
  tx: Queries,
  companyId: string,
  identifier: string,
  changes: Partial<Omit<SignInIdentifier, 'companyId' | 'identifier'>>,
): Promise<void> {
  const { signInIdentifier: t } = tx.tables;
  await tx
    .update(t)
    .set(changes)
    .where(and(eq(t.companyId, companyId), eq(t.identifier, identifier)));
}

/** Forgets open identifiers that did not fail since `before`. For the worker. */
export async function deleteOldSignInIdentifiers(tx: Queries, before: number): Promise<void> {
  const { signInIdentifier: t } = tx.tables;
  await tx
    .delete(t)
    .where(and(isNull(t.disabledAt), or(isNull(t.lastFailureAt), lt(t.lastFailureAt, before))));
}
