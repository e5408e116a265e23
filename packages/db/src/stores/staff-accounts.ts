import { and, asc, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { NewStaffUser, StaffSession, StaffUser } from '../rows.ts';
import type { StaffRoleName } from '../schema/staff.ts';
import { insertRows } from './bulk.ts';

/** Everybody who holds a role in the unit, by name, with that role. */
export async function listStaffOfBusinessUnit(
  q: Queries,
  companyId: string,
  businessUnitId: string,
): Promise<{ staffUser: StaffUser; role: StaffRoleName }[]> {
  const { staffUser, staffRole } = q.tables;
  return q
    .select({ staffUser, role: staffRole.role })
    .from(staffRole)
    .innerJoin(staffUser, eq(staffUser.id, staffRole.staffUserId))
    .where(and(eq(staffRole.companyId, companyId), eq(staffRole.businessUnitId, businessUnitId)))
    .orderBy(asc(staffUser.name), asc(staffUser.id));
}

/** Changes a staff user and counts the revision up; false when there is none. */
export async function updateStaffUser(
  tx: Queries,
  companyId: string,
  id: string,
  changes: Partial<Omit<NewStaffUser, 'id' | 'companyId' | 'email' | 'revision' | 'createdAt'>>,
): Promise<boolean> {
  const { staffUser: t } = tx.tables;
  const changed = await tx
    .update(t)
    .set({ ...changes, revision: sql`${t.revision} + 1` })
    .where(and(eq(t.companyId, companyId), eq(t.id, id)))
    .returning({ id: t.id });
  return changed.length === 1;
}

/** Gives a staff user this role in a unit instead of whichever they held there; null takes it away. */
export async function storeStaffRole(
  tx: Queries,
  of: { companyId: string; staffUserId: string; businessUnitId: string },
  role: StaffRoleName | null,
): Promise<void> {
  const { staffRole: t } = tx.tables;
  await tx
    .delete(t)
    .where(
      and(
        eq(t.companyId, of.companyId),
        eq(t.staffUserId, of.staffUserId),
        eq(t.businessUnitId, of.businessUnitId),
      ),
    );
  if (role !== null) await insertRows(tx, 'staffRole', [{ ...of, role }]);
}

/** How many may sign in and administer the unit. */
export async function countAdministrators(q: Queries, businessUnitId: string): Promise<number> {
  const { staffUser, staffRole } = q.tables;
  const rows = await q
    .select({ id: staffUser.id })
    .from(staffRole)
    .innerJoin(staffUser, eq(staffUser.id, staffRole.staffUserId))
    .where(
      and(
        eq(staffRole.businessUnitId, businessUnitId),
        eq(staffRole.role, 'administrator'),
        eq(staffUser.status, 'active'),
      ),
    );
  return rows.length;
}

/** The sessions of a staff user that are neither ended nor expired at `now`, the newest first. */
export async function listStaffSessions(
  q: Queries,
  staffUserId: string,
  now: number,
): Promise<StaffSession[]> {
  const { staffSession: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.staffUserId, staffUserId), isNull(t.endedAt), gt(t.expiresAt, now)))
    .orderBy(desc(t.createdAt), asc(t.idHash));
}

/** Ends every session of a person but this one. */
export async function endOtherStaffSessions(
  tx: Queries,
  staffUserId: string,
  exceptIdHash: string,
  endedAt: number,
): Promise<void> {
  const { staffSession: t } = tx.tables;
  await tx
    .update(t)
    .set({ endedAt })
    .where(and(eq(t.staffUserId, staffUserId), ne(t.idHash, exceptIdHash), isNull(t.endedAt)));
}

/** Notes that both factors were proven in a session. */
export async function storeStaffProof(tx: Queries, idHash: string, provenAt: number): Promise<void> {
  const { staffSession: t } = tx.tables;
  await tx.update(t).set({ provenAt }).where(eq(t.idHash, idHash));
}

/** Puts these recovery codes in the place of all former ones. */
export async function replaceRecoveryCodes(
  tx: Queries,
  staffUserId: string,
  codeMacs: readonly string[],
  createdAt: number,
): Promise<void> {
  const { staffRecoveryCode: t } = tx.tables;
  await tx.delete(t).where(eq(t.staffUserId, staffUserId));
  await insertRows(
    tx,
    'staffRecoveryCode',
    codeMacs.map((codeMac) => ({ staffUserId, codeMac, createdAt })),
  );
}

/** Uses up a recovery code; false when it is none of theirs or was used before. */
export async function useRecoveryCode(
  tx: Queries,
  staffUserId: string,
  codeMac: string,
  usedAt: number,
): Promise<boolean> {
  const { staffRecoveryCode: t } = tx.tables;
  const used = await tx
    .update(t)
    .set({ usedAt })
    .where(and(eq(t.staffUserId, staffUserId), eq(t.codeMac, codeMac), isNull(t.usedAt)))
    .returning({ codeMac: t.codeMac });
  return used.length === 1;
}

/** How many recovery codes are left. */
export async function countRecoveryCodes(q: Queries, staffUserId: string): Promise<number> {
  const { staffRecoveryCode: t } = q.tables;
  const rows = await q
    .select({ codeMac: t.codeMac })
    .from(t)
    .where(and(eq(t.staffUserId, staffUserId), isNull(t.usedAt)));
  return rows.length;
}
