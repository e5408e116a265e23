import { and, asc, count, desc, eq, gt, gte, inArray, isNull, lt, lte, or, type SQL } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Address, Clocking, ClockingCorrection, NewClocking } from '../rows.ts';
import { inPieces } from './in-pieces.ts';
import { isNotSo, type HiddenWork } from './intervention-lists.ts';
import type { Page, Paged } from './search.ts';

/** A clocking and, where it is of a visit, which one. */
export interface ClockingAt {
  clocking: Clocking;
  reference: string | null;
  customer: { name: string; firstName: string | null } | null;
  address: Address | null;
}

/** The one clocking of a technician that is open, in whichever unit of the company. */
export async function findOpenClocking(
  q: Queries,
  companyId: string,
  technicianId: string,
): Promise<Clocking | undefined> {
  const { clocking: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(
      and(
        eq(t.companyId, companyId),
        eq(t.technicianId, technicianId),
        isNull(t.endedAt),
        isNull(t.forgottenAt),
        eq(t.voided, false),
      ),
    );
  return row;
}

export async function findClocking(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<Clocking | undefined> {
  const { clocking: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  return row;
}

/** A technician's clockings, of every unit, that reach into a time; what was taken back left out. */
export async function listClockingsAround(
  q: Queries,
  companyId: string,
  technicianId: string,
  { start, end }: { start: number; end: number },
): Promise<Clocking[]> {
  const { clocking: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.companyId, companyId),
        eq(t.technicianId, technicianId),
        eq(t.voided, false),
        lt(t.startedAt, end),
        or(gt(t.endedAt, start), and(isNull(t.endedAt), isNull(t.forgottenAt))),
      ),
    )
    .orderBy(asc(t.startedAt), asc(t.id));
}

/**
 * The unit's clockings that have a part in a time, of all technicians or of one, by when they began; with those that were
 * taken back. One without an end belongs to when it began.
 */
export async function listClockings(
  q: Queries,
  businessUnitId: string,
  { start, end }: { start: number; end: number },
  technicianId?: string,
): Promise<ClockingAt[]> {
  const { clocking: t } = q.tables;
  const conditions = [
    eq(t.businessUnitId, businessUnitId),
    lt(t.startedAt, end),
    or(gt(t.endedAt, start), and(isNull(t.endedAt), gte(t.startedAt, start))),
  ];
  if (technicianId !== undefined) conditions.push(eq(t.technicianId, technicianId));
  return selectAt(q, and(...conditions));
}

/** The clockings at these visits, by when they began; what was taken back left out. */
export async function listClockingsAt(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<ClockingAt[]> {
  const { clocking: t } = q.tables;
  return selectAt(
    q,
    and(
      eq(t.businessUnitId, businessUnitId),
      inArray(t.interventionId, [...interventionIds]),
      eq(t.voided, false),
    ),
  );
}

async function selectAt(q: Queries, where: ReturnType<typeof and>): Promise<ClockingAt[]> {
  const { clocking: t, intervention: i, customer, address } = q.tables;
  return q
    .select({
      clocking: t,
      reference: i.reference,
      customer: { name: customer.name, firstName: customer.firstName },
      address,
    })
    .from(t)
    .leftJoin(i, and(eq(i.businessUnitId, t.businessUnitId), eq(i.id, t.interventionId)))
    .leftJoin(customer, eq(customer.id, i.customerId))
    .leftJoin(address, eq(address.id, i.addressId))
    .where(where)
    .orderBy(asc(t.startedAt), asc(t.id));
}

/** Whose visits, of which types; at these addresses, begun in `[from, to)`. */
export interface VisitClockingFilter {
  customerIds: readonly string[];
  activityTypeIds: readonly string[];
  hidden: readonly HiddenWork[];
  addressIds?: readonly string[];
  from?: number;
  to?: number;
}

/** A clocking at a visit, of this type. */
export type VisitClocking = ClockingAt & { activityTypeId: string };

/** The clockings at visits of customers, the latest first; what was taken back, or staff have not looked at, left out. */
export async function listVisitClockings(
  q: Queries,
  businessUnitId: string,
  { customerIds, activityTypeIds, hidden, addressIds, from, to }: VisitClockingFilter,
  page: Page,
): Promise<Paged<VisitClocking>> {
  const { clocking: t, intervention: i, customer, address } = q.tables;
  const atVisit = and(eq(i.businessUnitId, t.businessUnitId), eq(i.id, t.interventionId));
  const where: SQL | undefined = and(
    eq(t.businessUnitId, businessUnitId),
    eq(t.voided, false),
    eq(t.siteGone, false),
    inArray(i.customerId, [...customerIds]),
    inArray(i.activityTypeId, [...activityTypeIds]),
    ...hidden.map((one) => isNotSo(q, one)),
    addressIds && inArray(i.addressId, [...addressIds]),
    from === undefined ? undefined : gte(t.startedAt, from),
    to === undefined ? undefined : lt(t.startedAt, to),
  );
  const rows = await q
    .select({
      clocking: t,
      activityTypeId: i.activityTypeId,
      reference: i.reference,
      customer: { name: customer.name, firstName: customer.firstName },
      address,
    })
    .from(t)
    .innerJoin(i, atVisit)
    .innerJoin(customer, eq(customer.id, i.customerId))
    .leftJoin(address, eq(address.id, i.addressId))
    .where(where)
    .orderBy(desc(t.startedAt), desc(t.id))
    .limit(page.limit)
    .offset(page.offset);
  const [counted] = await q.select({ total: count() }).from(t).innerJoin(i, atVisit).where(where);
  return { rows, total: counted?.total ?? 0 };
}

/** How these clockings were corrected, the first correction first. */
export async function listCorrections(
  q: Queries,
  businessUnitId: string,
  clockingIds: readonly string[],
): Promise<(ClockingCorrection & { staffName: string })[]> {
  const { clockingCorrection: t, staffUser } = q.tables;
  const found: (ClockingCorrection & { staffName: string })[] = [];
  await inPieces(clockingIds, async (piece) => {
    const rows = await q
      .select({ correction: t, staffName: staffUser.name })
      .from(t)
      .innerJoin(staffUser, eq(staffUser.id, t.staffUserId))
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.clockingId, piece)))
      .orderBy(asc(t.at), asc(t.id));
    found.push(...rows.map(({ correction, staffName }) => ({ ...correction, staffName })));
  });
  return found;
}

/** The visits of a unit that a technician is planned to on these dates, in their order. */
export async function listVisitsOfTechnician(
  q: Queries,
  businessUnitId: string,
  technicianId: string,
  { fromDate, toDate }: { fromDate: string; toDate: string },
) {
  const { assignment: a, part, intervention: i, customer, address, activityType } = q.tables;
  return q
    .select({
      stopId: a.id,
      interventionId: i.id,
      status: i.status,
      reference: i.reference,
      typeName: activityType.name,
      customer: { name: customer.name, firstName: customer.firstName },
      address,
      startsAt: a.startsAt,
      date: a.date,
    })
    .from(a)
    .innerJoin(part, and(eq(part.businessUnitId, a.businessUnitId), eq(part.id, a.partId)))
    .innerJoin(i, and(eq(i.businessUnitId, part.businessUnitId), eq(i.id, part.interventionId)))
    .innerJoin(activityType, eq(activityType.id, i.activityTypeId))
    .innerJoin(customer, eq(customer.id, i.customerId))
    .leftJoin(address, eq(address.id, i.addressId))
    .where(
      and(
        eq(a.businessUnitId, businessUnitId),
        eq(a.technicianId, technicianId),
        gte(a.date, fromDate),
        lte(a.date, toDate),
      ),
    )
    .orderBy(asc(a.startsAt), asc(a.id));
}

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updateClocking(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewClocking, 'id' | 'companyId' | 'businessUnitId' | 'technicianId' | 'revision'>>,
): Promise<Clocking | undefined> {
  const { clocking: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}
