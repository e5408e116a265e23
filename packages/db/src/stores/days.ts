import { and, asc, eq, gt, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Queries, TechnicianDay } from '../engine/database.ts';
import type { Assignment, TechnicianDayRow } from '../rows.ts';
import type { DayLeg } from '../schema/json.ts';

/** The planned service of one stop, and its place in the day's order. */
export interface Timing {
  id: string;
  position: number;
  startsAt: number;
  endsAt: number;
}

/**
 * Everything that occupies these technicians on these dates (both included), of every business unit of the company,
 * in the order of the day. Holds that have expired at `now` are left out.
 */
export async function loadAssignments(
  q: Queries,
  companyId: string,
  { technicianIds, fromDate, toDate }: { technicianIds: readonly string[]; fromDate: string; toDate: string },
  now: number,
): Promise<Assignment[]> {
  const { assignment: a, technicianBusinessUnit: link } = q.tables;
  const rows = await q
    .select({ assignment: a })
    .from(a)
    .innerJoin(link, and(eq(link.technicianId, a.technicianId), eq(link.businessUnitId, a.businessUnitId)))
    .where(
      and(
        eq(link.companyId, companyId),
        inArray(a.technicianId, [...technicianIds]),
        gte(a.date, fromDate),
        lte(a.date, toDate),
        or(isNull(a.expiresAt), gt(a.expiresAt, now)),
      ),
    )
    .orderBy(asc(a.technicianId), asc(a.date), asc(a.position), asc(a.startsAt), asc(a.id));
  return rows.map((row) => row.assignment);
}

/** The stored days (revision and legs) of these technicians on these dates, both included. */
export async function loadTechnicianDays(
  q: Queries,
  companyId: string,
  { technicianIds, fromDate, toDate }: { technicianIds: readonly string[]; fromDate: string; toDate: string },
): Promise<TechnicianDayRow[]> {
  const { technicianDay: d, technician } = q.tables;
  const rows = await q
    .select({ day: d })
    .from(d)
    .innerJoin(technician, eq(technician.id, d.technicianId))
    .where(
      and(
        eq(technician.companyId, companyId),
        inArray(d.technicianId, [...technicianIds]),
        gte(d.date, fromDate),
        lte(d.date, toDate),
      ),
    )
    .orderBy(asc(d.technicianId), asc(d.date));
  return rows.map((row) => row.day);
}

/** The stops of one part, or of one hold. */
export async function listAssignmentsOf(
  q: Queries,
  businessUnitId: string,
  of: { partId: string } | { holdId: string },
): Promise<Assignment[]> {
  const { assignment: a } = q.tables;
  return q
    .select()
    .from(a)
    .where(
      and(
        eq(a.businessUnitId, businessUnitId),
        'partId' in of ? eq(a.partId, of.partId) : eq(a.holdId, of.holdId),
      ),
    )
    .orderBy(asc(a.startsAt), asc(a.id));
}

/** Takes the stops of a part, or of a hold, out of their days and returns them. */
export async function deleteAssignmentsOf(
  tx: Queries,
  businessUnitId: string,
  of: { partId: string } | { holdId: string },
): Promise<Assignment[]> {
  const { assignment: a } = tx.tables;
  return tx
    .delete(a)
    .where(
      and(
        eq(a.businessUnitId, businessUnitId),
        'partId' in of ? eq(a.partId, of.partId) : eq(a.holdId, of.holdId),
      ),
    )
    .returning();
}

/**
 * Gives stops of one locked day their new times and order, whichever way they move: they may change places. A stop
 * that is not of this day is left alone. Call it before inserting into the room it makes.
 * Errors: `overlap` (on PostgreSQL at the end of the write).
 */
export async function retimeAssignments(
  tx: Queries,
  day: TechnicianDay,
  timings: readonly Timing[],
): Promise<void> {
  const { assignment: a } = tx.tables;
  const ofDay = and(eq(a.technicianId, day.technicianId), eq(a.date, day.date));
  const moving = and(
    ofDay,
    inArray(
      a.id,
      timings.map(({ id }) => id),
    ),
    eq(a.deliberateOverlap, false),
  );
  // SQLite's belt looks at each statement: stops on the move wear none, and put it on again all together.
  const belted = await tx.update(a).set({ deliberateOverlap: true }).where(moving).returning({ id: a.id });
  for (const { id, position, startsAt, endsAt } of timings) {
    await tx
      .update(a)
      .set({ position, startsAt, endsAt })
      .where(and(ofDay, eq(a.id, id)));
  }
  await tx
    .update(a)
    .set({ deliberateOverlap: false })
    .where(
      and(
        ofDay,
        inArray(
          a.id,
          belted.map(({ id }) => id),
        ),
      ),
    );
}

/** Stores the legs of a locked day (null: not known) and counts its revision up. */
export async function storeDayLegs(tx: Queries, day: TechnicianDay, legs: DayLeg[] | null): Promise<void> {
  const { technicianDay: d } = tx.tables;
  await tx
    .update(d)
    .set({ legs, revision: sql`${d.revision} + 1` })
    .where(and(eq(d.technicianId, day.technicianId), eq(d.date, day.date)));
}

/**
 * Takes the stops of holds that have expired out of a locked day, of whichever unit. The holds themselves stay until
 * they are tidied: who comes back late may be given the same window again.
 */
export async function deleteExpiredStops(tx: Queries, day: TechnicianDay, now: number): Promise<void> {
  const { assignment: a } = tx.tables;
  await tx
    .delete(a)
    .where(and(eq(a.technicianId, day.technicianId), eq(a.date, day.date), lte(a.expiresAt, now)));
}

/** The belt's question, asked of all there is: pairs of one technician that overlap though neither is deliberate. */
export async function findOverlaps(q: Queries): Promise<{ first: string; second: string }[]> {
  const first = alias(q.tables.assignment, 'first');
  const second = alias(q.tables.assignment, 'second');
  return q
    .select({ first: first.id, second: second.id })
    .from(first)
    .innerJoin(
      second,
      and(
        eq(first.technicianId, second.technicianId),
        lt(first.id, second.id),
        lt(first.startsAt, second.endsAt),
        lt(second.startsAt, first.endsAt),
      ),
    )
    .where(and(eq(first.deliberateOverlap, false), eq(second.deliberateOverlap, false)));
}
