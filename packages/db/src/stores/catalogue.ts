import { and, asc, eq, inArray, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { ActivityType, ActivityTypeSkill, NewActivityType } from '../rows.ts';
import type { LocalisedText } from '../schema/json.ts';
import { insertRows } from './bulk.ts';

/** A skill an activity type asks for. */
export interface RequiredSkill {
  activityTypeId: string;
  skillId: string;
  code: string;
  level: number;
}

export async function listActivityTypes(q: Queries, businessUnitId: string): Promise<ActivityType[]> {
  const { activityType: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(eq(t.businessUnitId, businessUnitId))
    .orderBy(asc(t.position), asc(t.reference), asc(t.id));
}

export async function findActivityType(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<ActivityType | undefined> {
  const { activityType: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  return row;
}

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updateActivityType(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewActivityType, 'id' | 'businessUnitId' | 'revision'>>,
): Promise<ActivityType | undefined> {
  const { activityType: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}

/** What one activity type asks for, or all types of the unit. */
export async function listRequiredSkills(
  q: Queries,
  businessUnitId: string,
  activityTypeId?: string,
): Promise<RequiredSkill[]> {
  const { activityTypeSkill: link, skill } = q.tables;
  return q
    .select({
      activityTypeId: link.activityTypeId,
      skillId: link.skillId,
      code: skill.code,
      level: link.level,
    })
    .from(link)
    .innerJoin(skill, and(eq(skill.companyId, link.companyId), eq(skill.id, link.skillId)))
    .where(
      and(
        eq(link.businessUnitId, businessUnitId),
        activityTypeId === undefined ? undefined : eq(link.activityTypeId, activityTypeId),
      ),
    )
    .orderBy(asc(link.activityTypeId), asc(skill.code));
}

/** What one activity type asks for from now on, instead of what it did. */
export async function setRequiredSkills(
  tx: Queries,
  {
    companyId,
    businessUnitId,
    activityTypeId,
  }: Pick<ActivityTypeSkill, 'companyId' | 'businessUnitId' | 'activityTypeId'>,
  skills: readonly { skillId: string; level: number }[],
): Promise<void> {
  const { activityTypeSkill: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.activityTypeId, activityTypeId)));
  await insertRows(
    tx,
    'activityTypeSkill',
    skills.map((skill) => ({ ...skill, companyId, businessUnitId, activityTypeId })),
  );
}

/** Stops among these, of whichever unit of the company, whose type every unit may read (CAD-AT-06), with its name. */
export async function listSharedTypesOfStops(
  q: Queries,
  companyId: string,
  assignmentIds: readonly string[],
): Promise<{ assignmentId: string; name: LocalisedText }[]> {
  const { assignment: a, part, hold, intervention: i, activityType: t, businessUnit: u } = q.tables;
  return q
    .select({ assignmentId: a.id, name: t.name })
    .from(a)
    .innerJoin(u, and(eq(u.id, a.businessUnitId), eq(u.companyId, companyId)))
    .leftJoin(part, and(eq(part.businessUnitId, a.businessUnitId), eq(part.id, a.partId)))
    .leftJoin(i, and(eq(i.businessUnitId, part.businessUnitId), eq(i.id, part.interventionId)))
    .leftJoin(hold, and(eq(hold.businessUnitId, a.businessUnitId), eq(hold.id, a.holdId)))
    .innerJoin(
      t,
      and(
        eq(t.businessUnitId, a.businessUnitId),
        or(eq(t.id, i.activityTypeId), eq(t.id, hold.activityTypeId)),
        eq(t.visibility, 'shared'),
      ),
    )
    .where(inArray(a.id, [...assignmentIds]));
}
