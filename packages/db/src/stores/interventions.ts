import { and, asc, eq, inArray } from 'drizzle-orm';
import { forUpdate } from '../engine/locks.ts';
import type { Queries } from '../engine/database.ts';
import type { Intervention, NewIntervention, NewPart, Part } from '../rows.ts';
import { indexCustomers } from './customer-index.ts';

export async function findIntervention(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<Intervention | undefined> {
  const { intervention: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  return row;
}

/** The intervention, kept from other writers until this write ends. Lock it before the days it lies on. */
export async function lockIntervention(
  tx: Queries,
  businessUnitId: string,
  id: string,
): Promise<Intervention | undefined> {
  const { intervention: t } = tx.tables;
  const [row] = await forUpdate(
    tx,
    tx
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id))),
  );
  return row;
}

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updateIntervention(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewIntervention, 'id' | 'businessUnitId' | 'reference' | 'revision' | 'createdAt'>>,
): Promise<Intervention | undefined> {
  const { intervention: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  if (row && ('status' in changes || 'result' in changes)) await indexCustomers(tx, [row.customerId]);
  return row;
}

/** The parts of these interventions, in their order. */
export async function listParts(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<Part[]> {
  const { part: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, [...interventionIds])))
    .orderBy(asc(t.interventionId), asc(t.position));
}

/** Changes a part; its intervention's revision is the one that guards it. */
export async function updatePart(
  tx: Queries,
  businessUnitId: string,
  id: string,
  changes: Partial<Omit<NewPart, 'id' | 'businessUnitId' | 'interventionId'>>,
): Promise<Part | undefined> {
  const { part: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set(changes)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)))
    .returning();
  return row;
}
