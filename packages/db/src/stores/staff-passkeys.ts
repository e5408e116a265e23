import { and, asc, eq, lt, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { StaffPasskey, StaffUser } from '../rows.ts';

/** Whose passkeys are meant. */
interface Owner {
  companyId: string;
  staffUserId: string;
}

/** Stores a passkey; false when its credential is known already, whoever has it. */
export async function storePasskey(tx: Queries, passkey: StaffPasskey): Promise<boolean> {
  const { staffPasskey: t } = tx.tables;
  const stored = await tx
    .insert(t)
    .values(passkey)
    .onConflictDoNothing({ target: t.credentialId })
    .returning({ id: t.id });
  return stored.length === 1;
}

/** The passkeys of a staff user, the oldest first. */
export async function listPasskeys(q: Queries, of: Owner): Promise<StaffPasskey[]> {
  const { staffPasskey: t } = q.tables;
  return q.select().from(t).where(isOf(t, of)).orderBy(asc(t.createdAt), asc(t.id));
}

/** The passkey of this credential and whose it is, in whichever company: for signing in, before anybody is known. */
export async function findPasskey(
  q: Queries,
  credentialId: string,
): Promise<{ passkey: StaffPasskey; staffUser: StaffUser } | undefined> {
  const { staffPasskey: t, staffUser } = q.tables;
  const [row] = await q
    .select({ passkey: t, staffUser })
    .from(t)
    .innerJoin(staffUser, and(eq(staffUser.companyId, t.companyId), eq(staffUser.id, t.staffUserId)))
    .where(eq(t.credentialId, credentialId));
  return row;
}

/**
 * Notes a use; false when the passkey is gone, or its counter did not move on although it counts (WebAuthn level 3,
 * section 6.1.1): then another device may have the same key.
 */
export async function usePasskey(
  tx: Queries,
  { companyId, staffUserId, id }: Owner & { id: string },
  use: { counter: number; backedUp: boolean; lastUsedAt: number },
): Promise<boolean> {
  const { staffPasskey: t } = tx.tables;
  const doesNotCount = use.counter === 0 ? eq(t.counter, 0) : undefined;
  const used = await tx
    .update(t)
    .set(use)
    .where(
      and(isOf(t, { companyId, staffUserId }), eq(t.id, id), or(lt(t.counter, use.counter), doesNotCount)),
    )
    .returning({ id: t.id });
  return used.length === 1;
}

/** Calls a passkey something else; false when there is none. */
export async function renamePasskey(
  tx: Queries,
  { companyId, staffUserId, id }: Owner & { id: string },
  name: string,
): Promise<boolean> {
  const { staffPasskey: t } = tx.tables;
  const renamed = await tx
    .update(t)
    .set({ name })
    .where(and(isOf(t, { companyId, staffUserId }), eq(t.id, id)))
    .returning({ id: t.id });
  return renamed.length === 1;
}

/** Forgets a passkey; false when there is none. */
export async function deletePasskey(
  tx: Queries,
  { companyId, staffUserId, id }: Owner & { id: string },
): Promise<boolean> {
  const { staffPasskey: t } = tx.tables;
  const deleted = await tx
    .delete(t)
    .where(and(isOf(t, { companyId, staffUserId }), eq(t.id, id)))
    .returning({ id: t.id });
  return deleted.length === 1;
}

/** Forgets every passkey of a staff user. */
export async function deletePasskeys(tx: Queries, of: Owner): Promise<void> {
  const { staffPasskey: t } = tx.tables;
  await tx.delete(t).where(isOf(t, of));
}

/** Spends a challenge; false when it was spent before, also by somebody at the same moment. */
export async function spendChallenge(
  tx: Queries,
  challengeHash: string,
  expiresAt: number,
): Promise<boolean> {
  const { staffSpentChallenge: t } = tx.tables;
  const spent = await tx
    .insert(t)
    .values({ challengeHash, expiresAt })
    .onConflictDoNothing({ target: t.challengeHash })
    .returning({ challengeHash: t.challengeHash });
  return spent.length === 1;
}

/** Forgets spent challenges that ended before `before`. For the worker. */
export async function deleteOldSpentChallenges(tx: Queries, before: number): Promise<void> {
  const { staffSpentChallenge: t } = tx.tables;
  await tx.delete(t).where(lt(t.expiresAt, before));
}

function isOf(t: Queries['tables']['staffPasskey'], { companyId, staffUserId }: Owner) {
  return and(eq(t.companyId, companyId), eq(t.staffUserId, staffUserId));
}
