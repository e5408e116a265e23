import { and, asc, eq, gte, notInArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Absence, NewTechnician, Skill, Technician, TechnicianException } from '../rows.ts';
import type { ClockInterval, LocalisedText } from '../schema/json.ts';
import { insertRows } from './bulk.ts';
import { notOver } from './not-over.ts';

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updateTechnician(
  tx: Queries,
  companyId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewTechnician, 'id' | 'companyId' | 'revision' | 'createdAt'>>,
): Promise<Technician | undefined> {
  const { technician: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.companyId, companyId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}

/** Gives a technician exactly these skills. */
export async function setTechnicianSkills(
  tx: Queries,
  companyId: string,
  technicianId: string,
  skills: readonly { skillId: string; level: number }[],
): Promise<void> {
  const { technicianSkill: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId)));
  await insertRows(
    tx,
    'technicianSkill',
    skills.map((skill) => ({ ...skill, companyId, technicianId })),
  );
}

/** The units a technician works for now. */
export async function listUnitsOfTechnician(
  q: Queries,
  companyId: string,
  technicianId: string,
): Promise<string[]> {
  const { technicianBusinessUnit: t } = q.tables;
  const rows = await q
    .select({ id: t.businessUnitId })
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId), eq(t.active, true)))
    .orderBy(asc(t.businessUnitId));
  return rows.map(({ id }) => id);
}

/** Makes a technician work for exactly these units; links to others stay, switched off, for the work they did. */
export async function setUnitsOfTechnician(
  tx: Queries,
  companyId: string,
  technicianId: string,
  businessUnitIds: readonly string[],
): Promise<void> {
  const { technicianBusinessUnit: t } = tx.tables;
  const own = and(eq(t.companyId, companyId), eq(t.technicianId, technicianId));
  await tx
    .update(t)
    .set({ active: false })
    .where(and(own, notInArray(t.businessUnitId, [...businessUnitIds])));
  for (const businessUnitId of businessUnitIds)
    await tx
      .insert(t)
      .values({ companyId, technicianId, businessUnitId, active: true })
      .onConflictDoUpdate({ target: [t.technicianId, t.businessUnitId], set: { active: true } });
}

/** The dates with hours of their own from `fromDate` on, in order. */
export async function listExceptions(
  q: Queries,
  companyId: string,
  technicianId: string,
  fromDate: string,
): Promise<TechnicianException[]> {
  const { technicianException: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId), gte(t.date, fromDate)))
    .orderBy(asc(t.date));
}

/** Puts these dates in place of all from `fromDate` on; earlier ones stay. */
export async function setExceptions(
  tx: Queries,
  companyId: string,
  technicianId: string,
  fromDate: string,
  exceptions: readonly { date: string; hours: ClockInterval[] }[],
): Promise<void> {
  const { technicianException: t } = tx.tables;
  await tx
    .delete(t)
    .where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId), gte(t.date, fromDate)));
  await insertRows(
    tx,
    'technicianException',
    exceptions.map((exception) => ({ ...exception, companyId, technicianId })),
  );
}

/** A technician's absences that are not over at `after`, in order. */
export async function listAbsences(
  q: Queries,
  companyId: string,
  technicianId: string,
  after: number,
): Promise<Absence[]> {
  const { absence: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId), notOver(t, after)))
    .orderBy(asc(t.startsAt), asc(t.id));
}

export async function findAbsence(
  q: Queries,
  companyId: string,
  technicianId: string,
  id: string,
): Promise<Absence | undefined> {
  const { absence: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId), eq(t.id, id)));
  return row;
}

/** Returns whether it was there with this revision. */
export async function updateAbsence(
  tx: Queries,
  { companyId, technicianId, id }: Pick<Absence, 'companyId' | 'technicianId' | 'id'>,
  revision: number,
  changes: Partial<Pick<Absence, 'startsAt' | 'endsAt' | 'reason' | 'rule' | 'lastEndsAt'>>,
): Promise<boolean> {
  const { absence: t } = tx.tables;
  const rows = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(
      and(
        eq(t.companyId, companyId),
        eq(t.technicianId, technicianId),
        eq(t.id, id),
        eq(t.revision, revision),
      ),
    )
    .returning({ id: t.id });
  return rows.length > 0;
}

export async function deleteAbsence(
  tx: Queries,
  companyId: string,
  technicianId: string,
  id: string,
): Promise<void> {
  const { absence: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId), eq(t.id, id)));
}

/** Returns the changed row; nothing when the company has no such skill. */
export async function updateSkill(
  tx: Queries,
  companyId: string,
  id: string,
  changes: { code: string; name: LocalisedText },
): Promise<Skill | undefined> {
  const { skill: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set(changes)
    .where(and(eq(t.companyId, companyId), eq(t.id, id)))
    .returning();
  return row;
}
