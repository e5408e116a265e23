import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { NewPortalAction, PortalAction } from '../rows.ts';
import { inPieces } from './in-pieces.ts';

/** The portal actions of one activity type, or of all types of the unit, in their order. */
export async function listPortalActions(
  q: Queries,
  businessUnitId: string,
  activityTypeId?: string,
): Promise<PortalAction[]> {
  const { portalAction: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        activityTypeId === undefined ? undefined : eq(t.activityTypeId, activityTypeId),
      ),
    )
    .orderBy(asc(t.position), asc(t.id));
}

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updatePortalAction(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewPortalAction, 'id' | 'businessUnitId' | 'revision'>>,
): Promise<PortalAction | undefined> {
  const { portalAction: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}

/** Returns whether it was there, with this revision. */
export async function deletePortalAction(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
): Promise<boolean> {
  const { portalAction: t } = tx.tables;
  const gone = await tx
    .delete(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return gone.length > 0;
}

/** How often an action was used on an intervention; on the home page (null), by a customer. */
export interface ActionUses {
  portalActionId: string;
  customerId: string;
  interventionId: string | null;
  uses: number;
}

/** Uses on these interventions, and those of these customers on the home page. */
export async function listActionUses(
  q: Queries,
  businessUnitId: string,
  of: { interventionIds: readonly string[]; customerIds: readonly string[] },
): Promise<ActionUses[]> {
  const { portalActionUse: t } = q.tables;
  const found: ActionUses[] = [];
  const look = async (which: ReturnType<typeof and>): Promise<void> => {
    const rows = await q
      .select({
        portalActionId: t.portalActionId,
        customerId: t.customerId,
        interventionId: t.interventionId,
        uses: count(),
      })
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), which))
      .groupBy(t.portalActionId, t.customerId, t.interventionId);
    found.push(...rows);
  };
  await inPieces(of.interventionIds, (piece) => look(inArray(t.interventionId, piece)));
  await inPieces(of.customerIds, (piece) =>
    look(and(inArray(t.customerId, piece), isNull(t.interventionId))),
  );
  return found;
}

/** Puts the actions of a type into this order. */
export async function orderPortalActions(
  tx: Queries,
  businessUnitId: string,
  ids: readonly string[],
): Promise<void> {
  const { portalAction: t } = tx.tables;
  for (const [position, id] of ids.entries())
    await tx
      .update(t)
      .set({ position })
      .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
}
