import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { StaffInvitation } from '../rows.ts';

/** The invitation whose newest link this is, whatever became of it. */
export async function findStaffInvitation(
  q: Queries,
  tokenHash: string,
): Promise<StaffInvitation | undefined> {
  const { staffInvitation: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.tokenHash, tokenHash));
  return row;
}

/** An invitation by its id alone: for the worker, before a mail leaves. */
export async function findAnyStaffInvitation(q: Queries, id: string): Promise<StaffInvitation | undefined> {
  const { staffInvitation: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.id, id));
  return row;
}

/** Invitations made in the unit that were neither accepted nor revoked, the newest first; expired ones too. */
export async function listOpenStaffInvitations(
  q: Queries,
  companyId: string,
  businessUnitId: string,
): Promise<StaffInvitation[]> {
  const { staffInvitation: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.businessUnitId, businessUnitId), isOpen(t)))
    .orderBy(desc(t.createdAt), desc(t.id));
}

/** Uses up an open invitation by its newest link; false when somebody was faster. */
export async function useStaffInvitation(
  tx: Queries,
  tokenHash: string,
  acceptedAt: number,
): Promise<boolean> {
  const { staffInvitation: t } = tx.tables;
  const used = await tx
    .update(t)
    .set({ acceptedAt })
    .where(and(eq(t.tokenHash, tokenHash), isOpen(t)))
    .returning({ id: t.id });
  return used.length === 1;
}

/** Gives an open invitation of the unit a new link, which ends the former; undefined when there is no such one. */
export async function renewStaffInvitation(
  tx: Queries,
  of: { companyId: string; businessUnitId: string; id: string },
  link: { tokenHash: string; expiresAt: number },
): Promise<StaffInvitation | undefined> {
  const { staffInvitation: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set(link)
    .where(
      and(eq(t.companyId, of.companyId), eq(t.businessUnitId, of.businessUnitId), eq(t.id, of.id), isOpen(t)),
    )
    .returning();
  return row;
}

/** Revokes open invitations of the unit: one, or all to an address. Returns those that were open. */
export async function revokeStaffInvitations(
  tx: Queries,
  of: { companyId: string; businessUnitId: string } & ({ id: string } | { email: string }),
  revokedAt: number,
): Promise<StaffInvitation[]> {
  const { staffInvitation: t } = tx.tables;
  const which = 'id' in of ? eq(t.id, of.id) : eq(t.email, of.email);
  return tx
    .update(t)
    .set({ revokedAt })
    .where(and(eq(t.companyId, of.companyId), eq(t.businessUnitId, of.businessUnitId), which, isOpen(t)))
    .returning();
}

/** Revokes every open invitation of the company that came from the command line. */
export async function revokeCommandLineInvitations(
  tx: Queries,
  companyId: string,
  revokedAt: number,
): Promise<void> {
  const { staffInvitation: t } = tx.tables;
  await tx
    .update(t)
    .set({ revokedAt })
    .where(and(eq(t.companyId, companyId), isNull(t.invitedBy), isOpen(t)));
}

/** Forgets invitations whose link ended before `before`. For the worker. */
export async function deleteOldStaffInvitations(tx: Queries, before: number): Promise<void> {
  const { staffInvitation: t } = tx.tables;
  await tx.delete(t).where(lt(t.expiresAt, before));
}

function isOpen(t: Queries['tables']['staffInvitation']) {
  return and(isNull(t.acceptedAt), isNull(t.revokedAt));
}
