import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Address, Customer, Technician, TechnicianFeed } from '../rows.ts';
import type { InterventionStatus } from '../schema/interventions.ts';
import type { LocalisedText } from '../schema/json.ts';

export async function findFeed(
  q: Queries,
  companyId: string,
  technicianId: string,
): Promise<TechnicianFeed | undefined> {
  const { technicianFeed: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId)));
  return row;
}

/** Gives a technician this feed; a former one is no more, and of several given at once the last stays. */
export async function storeFeed(tx: Queries, feed: TechnicianFeed): Promise<void> {
  const { technicianFeed: t } = tx.tables;
  const { tokenHash, createdAt } = feed;
  await tx
    .insert(t)
    .values(feed)
    .onConflictDoUpdate({ target: t.technicianId, set: { tokenHash, createdAt } });
}

/** Takes the feed of a technician away; false when there was none. */
export async function deleteFeed(tx: Queries, companyId: string, technicianId: string): Promise<boolean> {
  const { technicianFeed: t } = tx.tables;
  const gone = await tx
    .delete(t)
    .where(and(eq(t.companyId, companyId), eq(t.technicianId, technicianId)))
    .returning({ technicianId: t.technicianId });
  return gone.length === 1;
}

/** Whose feed has this token, of whichever company, with the language of who they are as staff: before anybody is known. */
export async function findTechnicianByFeed(
  q: Queries,
  tokenHash: string,
): Promise<
  { technician: Technician; feed: TechnicianFeed; language: string | null; disabled: boolean } | undefined
> {
  const { technicianFeed: t, technician, staffUser } = q.tables;
  const [row] = await q
    .select({ technician, feed: t, language: staffUser.language, status: staffUser.status })
    .from(t)
    .innerJoin(technician, and(eq(technician.companyId, t.companyId), eq(technician.id, t.technicianId)))
    .leftJoin(
      staffUser,
      and(eq(staffUser.companyId, technician.companyId), eq(staffUser.id, technician.staffUserId)),
    )
    .where(eq(t.tokenHash, tokenHash));
  return row && { ...row, disabled: row.status === 'disabled' };
}

/** One visit of a technician's own work. */
export interface OwnWork {
  partId: string;
  revision: number;
  startsAt: number;
  endsAt: number;
  zone: string;
  lon: number | null;
  lat: number | null;
  promised: boolean;
  promiseStart: number | null;
  promiseEnd: number | null;
  interventionId: string;
  reference: string;
  status: InterventionStatus;
  businessUnitName: string;
  activityTypeName: LocalisedText;
  customer: Pick<Customer, 'name' | 'firstName'>;
  address: Address | null;
}

/** The planned visits of a technician in every unit of the company that end after `from`, in order; at most `limit`. */
export async function listOwnWork(
  q: Queries,
  companyId: string,
  technicianId: string,
  { from, limit }: { from: number; limit: number },
): Promise<OwnWork[]> {
  const { assignment: a, part, intervention: i, businessUnit, activityType, customer, address } = q.tables;
  return q
    .select({
      partId: part.id,
      revision: i.revision,
      startsAt: a.startsAt,
      endsAt: a.endsAt,
      zone: a.zone,
      lon: a.lon,
      lat: a.lat,
      promised: part.promised,
      promiseStart: part.promiseStart,
      promiseEnd: part.promiseEnd,
      interventionId: i.id,
      reference: i.reference,
      status: i.status,
      businessUnitName: businessUnit.name,
      activityTypeName: activityType.name,
      customer: { name: customer.name, firstName: customer.firstName },
      address,
    })
    .from(a)
    .innerJoin(part, and(eq(part.businessUnitId, a.businessUnitId), eq(part.id, a.partId)))
    .innerJoin(i, and(eq(i.businessUnitId, part.businessUnitId), eq(i.id, part.interventionId)))
    .innerJoin(businessUnit, eq(businessUnit.id, a.businessUnitId))
    .innerJoin(activityType, eq(activityType.id, i.activityTypeId))
    .innerJoin(customer, eq(customer.id, i.customerId))
    .leftJoin(address, eq(address.id, i.addressId))
    .where(
      and(
        eq(businessUnit.companyId, companyId),
        eq(a.technicianId, technicianId),
        gt(a.endsAt, from),
        inArray(i.status, ['pending', 'in_progress', 'intermediate', 'terminated']),
      ),
    )
    .orderBy(asc(a.startsAt), asc(a.id))
    .limit(limit);
}
