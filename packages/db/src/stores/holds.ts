import { and, asc, eq, gt, gte, inArray, isNull, lte } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Queries } from '../engine/database.ts';
import type { Hold } from '../rows.ts';

/** A hold, live or expired. */
export async function findHold(q: Queries, businessUnitId: string, id: string): Promise<Hold | undefined> {
  const { hold: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  return row;
}

/** The holds of one person that are live at `now`, oldest first. */
export async function listLiveHoldsOfAccess(
  q: Queries,
  businessUnitId: string,
  accessId: string,
  now: number,
): Promise<Hold[]> {
  const { hold: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.accessId, accessId), gt(t.expiresAt, now)))
    .orderBy(asc(t.createdAt), asc(t.id));
}

/**
 * Days within which a visit may be about to move: a live hold for a move that keeps no stop of its own stands in the
 * day of the visit it moves (only one of the two will be). Dates both included.
 */
export async function listClosedDays(
  q: Queries,
  companyId: string,
  { technicianIds, fromDate, toDate }: { technicianIds: readonly string[]; fromDate: string; toDate: string },
  now: number,
): Promise<{ technicianId: string; date: string; holdId: string }[]> {
  const { hold: h, part, assignment: moving, technician } = q.tables;
  const own = alias(q.tables.assignment, 'own');
  return q
    .select({ technicianId: moving.technicianId, date: moving.date, holdId: h.id })
    .from(h)
    .innerJoin(
      part,
      and(eq(part.businessUnitId, h.businessUnitId), eq(part.interventionId, h.interventionId)),
    )
    .innerJoin(moving, eq(moving.partId, part.id))
    .innerJoin(technician, eq(technician.id, moving.technicianId))
    .leftJoin(own, eq(own.holdId, h.id))
    .where(
      and(
        gt(h.expiresAt, now),
        isNull(own.id),
        eq(technician.companyId, companyId),
        inArray(moving.technicianId, [...technicianIds]),
        gte(moving.date, fromDate),
        lte(moving.date, toDate),
      ),
    );
}

/** Live holds by which somebody is about to move this intervention. */
export async function listLiveHoldsOfIntervention(
  q: Queries,
  businessUnitId: string,
  interventionId: string,
  now: number,
): Promise<Hold[]> {
  const { hold: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(eq(t.businessUnitId, businessUnitId), eq(t.interventionId, interventionId), gt(t.expiresAt, now)),
    )
    .orderBy(asc(t.createdAt), asc(t.id));
}

/** Extends a live hold that was never extended, with its stops; nothing when there is none such. */
export async function extendHold(
  tx: Queries,
  businessUnitId: string,
  id: string,
  expiresAt: number,
  now: number,
): Promise<Hold | undefined> {
  const { hold: t, assignment: a } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ expiresAt, extendedAt: now })
    .where(
      and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), gt(t.expiresAt, now), isNull(t.extendedAt)),
    )
    .returning();
  if (row) {
    await tx
      .update(a)
      .set({ expiresAt })
      .where(and(eq(a.businessUnitId, businessUnitId), eq(a.holdId, id)));
  }
  return row;
}

/** Deletes a hold and its stops; false when it is not there. */
export async function deleteHold(tx: Queries, businessUnitId: string, id: string): Promise<boolean> {
  const { hold: t, assignment: a } = tx.tables;
  await tx.delete(a).where(and(eq(a.businessUnitId, businessUnitId), eq(a.holdId, id)));
  const deleted = await tx
    .delete(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)))
    .returning({ id: t.id });
  return deleted.length === 1;
}

/** Tidies holds of every unit that expired before `before`, at most `limit`; returns how many. For the worker. */
export async function deleteStaleHoldsOfAllUnits(
  tx: Queries,
  before: number,
  limit: number,
): Promise<number> {
  const { hold: t, assignment: a } = tx.tables;
  const stale = await tx
    .select({ id: t.id })
    .from(t)
    .where(lte(t.expiresAt, before))
    .orderBy(asc(t.expiresAt))
    .limit(limit);
  const ids = stale.map(({ id }) => id);
  await tx.delete(a).where(inArray(a.holdId, ids));
  await tx.delete(t).where(inArray(t.id, ids));
  return ids.length;
}
