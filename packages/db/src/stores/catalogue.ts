import { and, asc, eq } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { ActivityType, NewActivityType } from '../rows.ts';

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
