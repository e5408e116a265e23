import { and, eq, inArray, isNotNull, lt, ne, or, type SQL } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { inPieces } from './in-pieces.ts';

/** Takes places and reasons out of the clockings at these visits; when somebody was there stays. */
export async function blankClockingsAt(
  tx: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<void> {
  const { clocking: t } = tx.tables;
  await inPieces(interventionIds, (piece) => blank(tx, businessUnitId, inArray(t.interventionId, piece)));
}

/** The same of all that began before `before`. */
export async function blankClockingsBefore(
  tx: Queries,
  businessUnitId: string,
  before: number,
): Promise<void> {
  await blank(tx, businessUnitId, lt(tx.tables.clocking.startedAt, before));
}

async function blank(tx: Queries, businessUnitId: string, which: SQL): Promise<void> {
  const { clocking: t, clockingCorrection: c } = tx.tables;
  const ours = and(eq(t.businessUnitId, businessUnitId), which);
  const hasPlace = or(isNotNull(t.startPlace), isNotNull(t.endPlace));
  await tx.update(t).set({ startPlace: null, endPlace: null }).where(and(ours, hasPlace));
  const ids = tx.select({ id: t.id }).from(t).where(ours);
  await tx
    .update(c)
    .set({ reason: '' })
    .where(and(eq(c.businessUnitId, businessUnitId), inArray(c.clockingId, ids), ne(c.reason, '')));
}
