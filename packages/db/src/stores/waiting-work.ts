import { and, asc, eq, exists, gt, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';

/** Open work of some unit, at the revision it was seen with. */
export interface OpenWork {
  companyId: string;
  businessUnitId: string;
  interventionId: string;
  revision: number;
}

/**
 * Open work of all units that nobody planned and that nobody means to plan: its type is planned automatically, its place
 * is known, its customer has work done. For the worker.
 */
export async function listWorkToAwait(q: Queries, limit: number): Promise<OpenWork[]> {
  const { intervention: i, part, assignment, activityType: type, address, customer, businessUnit } = q.tables;
  return q
    .select({
      companyId: businessUnit.companyId,
      businessUnitId: i.businessUnitId,
      interventionId: i.id,
      revision: i.revision,
    })
    .from(type)
    .innerJoin(businessUnit, eq(businessUnit.id, type.businessUnitId))
    .innerJoin(
      i,
      and(
        eq(i.businessUnitId, type.businessUnitId),
        eq(i.activityTypeId, type.id),
        eq(i.status, 'pending'),
        eq(i.assignStopped, false),
        isNull(i.awaitingSince),
      ),
    )
    .innerJoin(address, and(eq(address.businessUnitId, i.businessUnitId), eq(address.id, i.addressId)))
    .innerJoin(customer, and(eq(customer.businessUnitId, i.businessUnitId), eq(customer.id, i.customerId)))
    .innerJoin(part, and(eq(part.businessUnitId, i.businessUnitId), eq(part.interventionId, i.id)))
    .leftJoin(assignment, eq(assignment.partId, part.id))
    .where(
      and(
        ne(type.assignment, 'by-hand'),
        ne(type.kind, 'contact-call'),
        eq(type.active, true),
        eq(address.active, true),
        or(eq(type.kind, 'no-location'), ne(address.location, 'not-located')),
        ne(customer.status, 'inactive'),
        isNull(part.promiseStart),
        isNull(assignment.id),
      ),
    )
    .orderBy(asc(i.id))
    .limit(limit);
}

/** Work that waits to be planned automatically, as it was seen. */
export interface WaitingWork extends OpenWork {
  assignAt: number | null;
  attempts: number;
  /** The unit's last event by now. */
  lastEvent: number;
}

/**
 * Waiting work of all units that is due: never tried, its pause is over, or an event of `reasons` came since it was tried.
 * The longest due first. For the worker.
 */
export async function listDueWork(
  q: Queries,
  { now, reasons, limit }: { now: number; reasons: readonly string[]; limit: number },
): Promise<WaitingWork[]> {
  const { intervention: i, businessUnit, counter, event } = q.tables;
  const changed = q
    .select({ sequence: event.sequence })
    .from(event)
    .where(
      and(
        eq(event.businessUnitId, i.businessUnitId),
        gt(event.sequence, i.assignSeen),
        inArray(event.kind, [...reasons]),
      ),
    );
  const rows = await q
    .select({
      companyId: businessUnit.companyId,
      businessUnitId: i.businessUnitId,
      interventionId: i.id,
      revision: i.revision,
      assignAt: i.assignAt,
      attempts: i.assignAttempts,
      lastEvent: counter.value,
    })
    .from(i)
    .innerJoin(businessUnit, eq(businessUnit.id, i.businessUnitId))
    .leftJoin(counter, and(eq(counter.businessUnitId, i.businessUnitId), eq(counter.name, 'event')))
    .where(
      and(
        eq(i.status, 'autoassign_pending'),
        or(isNull(i.assignAt), lte(i.assignAt, now), and(eq(i.assignTrying, false), exists(changed))),
      ),
    )
    .orderBy(sql`${i.assignAt} is not null`, asc(i.assignAt), asc(i.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, lastEvent: row.lastEvent ?? 0 }));
}

/**
 * Takes waiting work for oneself until `busyUntil`; false when another worker took it, or it changed, since it was seen. Its
 * revision stays: nothing of it that people see changes.
 */
export async function claimWork(tx: Queries, seen: WaitingWork, busyUntil: number): Promise<boolean> {
  const { intervention: i } = tx.tables;
  const claimed = await tx
    .update(i)
    .set({ assignAt: busyUntil, assignTrying: true, assignSeen: seen.lastEvent })
    .where(
      and(
        eq(i.businessUnitId, seen.businessUnitId),
        eq(i.id, seen.interventionId),
        eq(i.status, 'autoassign_pending'),
        eq(i.revision, seen.revision),
        seen.assignAt === null ? isNull(i.assignAt) : eq(i.assignAt, seen.assignAt),
      ),
    )
    .returning({ id: i.id });
  return claimed.length === 1;
}

/** What came of a try that found no place: why, and when the next one is. */
export async function noteTry(
  tx: Queries,
  tried: WaitingWork,
  { reason, nextAt }: { reason: string; nextAt: number },
): Promise<void> {
  const { intervention: i } = tx.tables;
  await tx
    .update(i)
    .set({ assignAt: nextAt, assignTrying: false, assignReason: reason, assignAttempts: tried.attempts + 1 })
    .where(
      and(
        eq(i.businessUnitId, tried.businessUnitId),
        eq(i.id, tried.interventionId),
        eq(i.status, 'autoassign_pending'),
      ),
    );
}
