import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { LateReport, NewLateReport, WorkStep } from '../rows.ts';
import type { StopProgress } from '../schema/work.ts';
import { inPieces } from './in-pieces.ts';

/** The steps of an intervention in the order in which they were recorded. */
export async function listWorkSteps(
  q: Queries,
  businessUnitId: string,
  interventionId: string,
): Promise<WorkStep[]> {
  const { workStep: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.interventionId, interventionId)))
    .orderBy(asc(t.recordedAt), asc(t.id));
}

/** Says how far the work at the stops of a part is; null: not begun. Their days are locked. */
export async function setProgress(
  tx: Queries,
  businessUnitId: string,
  partId: string,
  progress: StopProgress | null,
  progressAt: number | null,
): Promise<void> {
  const { assignment: t } = tx.tables;
  await tx
    .update(t)
    .set({ progress, progressAt })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.partId, partId)));
}

/** Closings of these interventions that came too late, the oldest first. */
export async function listLateReports(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<LateReport[]> {
  const { lateReport: t } = q.tables;
  const found: LateReport[] = [];
  await inPieces(interventionIds, async (piece) => {
    const which = and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, piece));
    found.push(...(await q.select().from(t).where(which).orderBy(asc(t.receivedAt), asc(t.id))));
  });
  return found;
}

/** One late report, kept from other writers until this write ends. */
export async function lockLateReport(
  tx: Queries,
  businessUnitId: string,
  id: string,
): Promise<LateReport | undefined> {
  const { lateReport: t } = tx.tables;
  const one = tx
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  const [row] = await forUpdate(tx, one);
  return row;
}

/** Returns whether it was there, with this revision. */
export async function updateLateReport(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Pick<NewLateReport, 'state' | 'decidedAt' | 'decidedBy'>,
): Promise<boolean> {
  const { lateReport: t } = tx.tables;
  const changed = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning({ id: t.id });
  return changed.length === 1;
}

/** Takes what was entered out of late reports about these interventions; that they came stays. */
export async function blankLateReports(
  tx: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
  erasedAt: number,
): Promise<void> {
  const { lateReport: t } = tx.tables;
  await inPieces(interventionIds, (piece) =>
    tx
      .update(t)
      .set({ report: null, erasedAt })
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, piece))),
  );
}
