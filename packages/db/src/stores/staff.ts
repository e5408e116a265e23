import { and, asc, eq, gt, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { StaffRole, StaffSession, StaffUser } from '../rows.ts';

export async function findStaffUser(
  q: Queries,
  companyId: string,
  id: string,
): Promise<StaffUser | undefined> {
  const { staffUser: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.id, id)));
  return row;
}

/** A staff user by id alone, of whichever company: between the two steps of signing in. */
export async function findAnyStaffUser(q: Queries, id: string): Promise<StaffUser | undefined> {
  const { staffUser: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.id, id));
  return row;
}

/** Everybody with this e-mail (lower-cased), in whichever company: for signing in, before anybody is known. */
export async function findStaffUsersByEmail(q: Queries, email: string): Promise<StaffUser[]> {
  const { staffUser: t } = q.tables;
  return q.select().from(t).where(eq(t.email, email)).orderBy(asc(t.id));
}

/** The roles of a company's staff, or of one of them. */
export async function listStaffRoles(
  q: Queries,
  companyId: string,
  staffUserId?: string,
): Promise<StaffRole[]> {
  const { staffRole: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(eq(t.companyId, companyId), staffUserId === undefined ? undefined : eq(t.staffUserId, staffUserId)),
    )
    .orderBy(asc(t.staffUserId), asc(t.businessUnitId));
}

/** Uses up a TOTP time step; false when it, or a later one, was used before. */
export async function useTotpStep(
  tx: Queries,
  companyId: string,
  id: string,
  step: number,
): Promise<boolean> {
  const { staffUser: t } = tx.tables;
  const used = await tx
    .update(t)
    .set({ totpLastStep: step })
    .where(
      and(eq(t.companyId, companyId), eq(t.id, id), or(isNull(t.totpLastStep), lt(t.totpLastStep, step))),
    )
    .returning({ id: t.id });
  return used.length === 1;
}

/** The session of this hash that is neither ended nor expired at `now`, with whose it is. */
export async function findStaffSession(
  q: Queries,
  idHash: string,
  now: number,
): Promise<{ session: StaffSession; staffUser: StaffUser } | undefined> {
  const { staffSession: t, staffUser } = q.tables;
  const [row] = await q
    .select({ session: t, staffUser })
    .from(t)
    .innerJoin(staffUser, eq(staffUser.id, t.staffUserId))
    .where(and(eq(t.idHash, idHash), isNull(t.endedAt), gt(t.expiresAt, now)));
  return row;
}

export async function touchStaffSession(tx: Queries, idHash: string, lastSeenAt: number): Promise<void> {
  const { staffSession: t } = tx.tables;
  await tx.update(t).set({ lastSeenAt }).where(eq(t.idHash, idHash));
}

/** Ends one session, or every session of a person. */
export async function endStaffSessions(
  tx: Queries,
  of: { idHash: string } | { staffUserId: string },
  endedAt: number,
): Promise<void> {
  const { staffSession: t } = tx.tables;
  const which = 'idHash' in of ? eq(t.idHash, of.idHash) : eq(t.staffUserId, of.staffUserId);
  await tx
    .update(t)
    .set({ endedAt })
    .where(and(which, isNull(t.endedAt)));
}

/** Forgets sessions that were over before `before`. For the worker. */
export async function deleteOldStaffSessions(tx: Queries, before: number): Promise<void> {
  const { staffSession: t } = tx.tables;
  await tx.delete(t).where(lt(t.expiresAt, before));
}

/** Names of staff users by id, also of those who are disabled. */
export async function findStaffNames(q: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  const { staffUser: t } = q.tables;
  if (ids.length === 0) return new Map();
  const rows = await q
    .select({ id: t.id, name: t.name })
    .from(t)
    .where(inArray(t.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** E-mails of staff users by id. */
export async function findStaffEmails(q: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  const { staffUser: t } = q.tables;
  if (ids.length === 0) return new Map();
  const rows = await q
    .select({ id: t.id, email: t.email })
    .from(t)
    .where(inArray(t.id, [...ids]));
  return new Map(rows.map(({ id, email }) => [id, email]));
}
