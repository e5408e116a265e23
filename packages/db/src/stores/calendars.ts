import { and, asc, eq, gt, inArray, isNull, lt, lte } from 'drizzle-orm';
import { forUpdate } from '../engine/locks.ts';
import type { Queries } from '../engine/database.ts';
import type { ExternalCalendar, ExternalEvent, NewExternalCalendar } from '../rows.ts';
import { insertRows } from './bulk.ts';

/** The calendars of a technician that are read, in the order in which they were added. */
export async function listCalendars(
  q: Queries,
  companyId: string,
  technicianId: string,
): Promise<ExternalCalendar[]> {
  const { externalCalendar: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId)))
    .orderBy(asc(t.createdAt), asc(t.id));
}

export async function findCalendar(
  q: Queries,
  companyId: string,
  { technicianId, calendarId }: { technicianId: string; calendarId: string },
): Promise<ExternalCalendar | undefined> {
  const { externalCalendar: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId), eq(t.id, calendarId)));
  return row;
}

/** Writes what people change of a calendar; undefined when its revision is another one by now. */
export async function updateCalendar(
  tx: Queries,
  companyId: string,
  calendarId: string,
  revision: number,
  changes: Partial<Pick<NewExternalCalendar, 'name' | 'staleAfter' | 'staleAt'>>,
): Promise<ExternalCalendar | undefined> {
  const { externalCalendar: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.companyId, companyId), eq(t.id, calendarId), eq(t.revision, revision)))
    .returning();
  return row;
}

/** Deletes a calendar with its times; false when there is none. */
export async function deleteCalendar(tx: Queries, companyId: string, calendarId: string): Promise<boolean> {
  const { externalCalendar: t, externalEvent } = tx.tables;
  await tx
    .delete(externalEvent)
    .where(and(eq(externalEvent.companyId, companyId), eq(externalEvent.calendarId, calendarId)));
  const gone = await tx
    .delete(t)
    .where(and(eq(t.companyId, companyId), eq(t.id, calendarId)))
    .returning({ id: t.id });
  return gone.length === 1;
}

/** Takes calendars of any company that are due, and keeps others from taking them until `busyUntil`. For the worker. */
export async function claimDueCalendars(
  tx: Queries,
  { now, busyUntil, limit }: { now: number; busyUntil: number; limit: number },
): Promise<ExternalCalendar[]> {
  const { externalCalendar: t } = tx.tables;
  const due = await forUpdate(
    tx,
    tx
      .select({ id: t.id })
      .from(t)
      .where(lte(t.nextReadAt, now))
      .orderBy(asc(t.nextReadAt), asc(t.id))
      .limit(limit),
    { skipLocked: true },
  );
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  return tx.update(t).set({ nextReadAt: busyUntil }).where(inArray(t.id, ids)).returning();
}

/** How a reading ended, whatever anybody edited meanwhile. */
export async function noteReading(
  tx: Queries,
  calendarId: string,
  changes: Partial<
    Pick<
      NewExternalCalendar,
      | 'sealed'
      | 'problem'
      | 'problemLine'
      | 'lastReadAt'
      | 'staleAt'
      | 'lastTriedAt'
      | 'nextReadAt'
      | 'failures'
      | 'version'
      | 'staleToldAt'
    >
  >,
): Promise<boolean> {
  const { externalCalendar: t } = tx.tables;
  const noted = await tx.update(t).set(changes).where(eq(t.id, calendarId)).returning({ id: t.id });
  return noted.length === 1;
}

/** Puts these times in the place of those known of a calendar. */
export async function replaceEvents(
  tx: Queries,
  calendar: Pick<ExternalCalendar, 'id' | 'companyId' | 'technicianId'>,
  times: readonly Pick<ExternalEvent, 'startsAt' | 'endsAt' | 'lon' | 'lat'>[],
): Promise<void> {
  const { externalEvent: t } = tx.tables;
  const { id: calendarId, companyId, technicianId } = calendar;
  await tx.delete(t).where(and(eq(t.companyId, companyId), eq(t.calendarId, calendarId)));
  const rows = times.map((time, position) => ({ ...time, companyId, calendarId, technicianId, position }));
  await insertRows(tx, 'externalEvent', rows);
}

/** The times in which these technicians are busy elsewhere and that touch `[from, to)`, in order. */
export async function loadExternalEvents(
  q: Queries,
  companyId: string,
  technicianIds: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<ExternalEvent[]> {
  const { externalEvent: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.companyId, companyId),
        inArray(t.technicianId, [...technicianIds]),
        lt(t.startsAt, to),
        gt(t.endsAt, from),
      ),
    )
    .orderBy(asc(t.startsAt), asc(t.endsAt), asc(t.calendarId), asc(t.position));
}

/** Those of these technicians of whom a calendar is stale: not read for longer than its limit. */
export async function findStaleTechnicians(
  q: Queries,
  companyId: string,
  technicianIds: readonly string[],
  now: number,
): Promise<Set<string>> {
  const { externalCalendar: t } = q.tables;
  const found = await q
    .selectDistinct({ technicianId: t.technicianId })
    .from(t)
    .where(and(eq(t.companyId, companyId), inArray(t.technicianId, [...technicianIds]), isStale(q, now)));
  return new Set(found.map(({ technicianId }) => technicianId));
}

/** A calendar that is stale, with whose it is. */
export interface StaleCalendar {
  calendar: ExternalCalendar;
  technicianName: string;
}

/** The stale calendars of active technicians who work for a unit, the longest unread first. */
export async function listStaleCalendars(
  q: Queries,
  businessUnitId: string,
  now: number,
): Promise<StaleCalendar[]> {
  const { externalCalendar: t, technician, technicianBusinessUnit: link } = q.tables;
  return q
    .select({ calendar: t, technicianName: technician.name })
    .from(t)
    .innerJoin(technician, and(eq(technician.companyId, t.companyId), eq(technician.id, t.technicianId)))
    .innerJoin(link, eq(link.technicianId, t.technicianId))
    .where(
      and(
        eq(link.businessUnitId, businessUnitId),
        eq(link.active, true),
        eq(technician.status, 'active'),
        isStale(q, now),
      ),
    )
    .orderBy(asc(t.lastReadAt), asc(t.id));
}

/** Stale calendars of any company of which staff were not told yet. For the worker. */
export async function listUntoldStaleCalendars(
  q: Queries,
  now: number,
  limit: number,
): Promise<ExternalCalendar[]> {
  const { externalCalendar: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(isStale(q, now), isNull(t.staleToldAt)))
    .orderBy(asc(t.lastReadAt), asc(t.id))
    .limit(limit);
}

function isStale(q: Queries, now: number) {
  const { externalCalendar: t } = q.tables;
  return lt(t.staleAt, now);
}
