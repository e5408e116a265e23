import { and, asc, between, countDistinct, eq, inArray, sql } from 'drizzle-orm';
import type { Queries, TechnicianDay } from '../engine/database.ts';
import type { Assignment, LateReport, NewLateReport, WorkStep } from '../rows.ts';
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

/**
 * Of a technician's stops in a unit from date to date (both included) of whose work anything was said: how many there are, and of how
 * many something was said at the door before they were closed.
 */
export async function countSpokenStops(
  q: Queries,
  businessUnitId: string,
  { technicianId, fromDate, toDate }: { technicianId: string; fromDate: string; toDate: string },
): Promise<{ stops: number; atTheDoor: number }> {
  const { assignment: a, part, workStep: t } = q.tables;
  const atTheDoor = inArray(t.step, ['on-the-way', 'arrived', 'started']);
  const [counted] = await q
    .select({
      stops: countDistinct(a.id),
      atTheDoor: countDistinct(sql`case when ${atTheDoor} then ${a.id} end`),
    })
    .from(a)
    .innerJoin(part, and(eq(part.businessUnitId, a.businessUnitId), eq(part.id, a.partId)))
    .innerJoin(t, and(eq(t.businessUnitId, part.businessUnitId), eq(t.interventionId, part.interventionId)))
    .where(
      and(
        eq(a.businessUnitId, businessUnitId),
        eq(a.technicianId, technicianId),
        between(a.date, fromDate, toDate),
      ),
    );
  return counted!;
}

/** What a step changes of a stop; its day is locked. */
export async function updateStop(
  tx: Queries,
  businessUnitId: string,
  id: string,
  changes: Partial<Pick<Assignment, 'progress' | 'progressAt' | 'startsAt' | 'endsAt' | 'deliberateOverlap'>>,
): Promise<void> {
  const { assignment: t } = tx.tables;
  await tx
    .update(t)
    .set(changes)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
}

/** Lets these stops of a locked day overlap others, of whichever unit of the company. */
export async function loosenStops(tx: Queries, day: TechnicianDay, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { assignment: t } = tx.tables;
  const ofDay = and(eq(t.technicianId, day.technicianId), eq(t.date, day.date));
  await tx
    .update(t)
    .set({ deliberateOverlap: true })
    .where(and(ofDay, inArray(t.id, [...ids])));
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

export async function findLateReport(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<LateReport | undefined> {
  const { lateReport: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
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
