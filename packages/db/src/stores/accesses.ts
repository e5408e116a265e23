import { and, asc, eq, isNull, ne, type SQL } from 'drizzle-orm';
import { forUpdate } from '../engine/locks.ts';
import type { Queries } from '../engine/database.ts';
import type { Access, BusinessUnit, Customer, NewAccess } from '../rows.ts';
import type { Channel } from '../schema/organisation.ts';

/** An access, deleted or not: history names who acted. */
export async function findAccess(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<Access | undefined> {
  const { access } = q.tables;
  const [row] = await q
    .select()
    .from(access)
    .where(and(eq(access.businessUnitId, businessUnitId), eq(access.id, id)));
  return row;
}

/** The access, kept from other writers until this write ends (so that two cannot both count its holds). */
export async function lockAccess(
  tx: Queries,
  businessUnitId: string,
  id: string,
): Promise<Access | undefined> {
  const { access } = tx.tables;
  const [row] = await forUpdate(
    tx,
    tx
      .select()
      .from(access)
      .where(and(eq(access.businessUnitId, businessUnitId), eq(access.id, id))),
  );
  return row;
}

/** One customer for whom one person may act. */
export interface AccessMatch {
  access: Access;
  businessUnit: BusinessUnit;
  customer: Customer;
}

/**
 * Everybody in a company who is reached by this e-mail or phone (as normalised) and may act for somebody now: access
 * enabled, customer not inactive, the unit's portal on. One row for each customer, in one statement whoever is asked for.
 */
export async function listAccessMatches(
  q: Queries,
  companyId: string,
  channel: Channel,
  identifier: string,
): Promise<AccessMatch[]> {
  const { access } = q.tables;
  return matchesWhere(q, companyId, eq(channel === 'email' ? access.email : access.phone, identifier));
}

/** The same for one access by its id, in a unit whose permanent links are on. */
export async function listMatchesOfLinkedAccess(
  q: Queries,
  companyId: string,
  accessId: string,
): Promise<AccessMatch[]> {
  const { access, businessUnit } = q.tables;
  return matchesWhere(q, companyId, eq(access.id, accessId), eq(businessUnit.permanentLinks, true));
}

async function matchesWhere(q: Queries, companyId: string, ...which: SQL[]): Promise<AccessMatch[]> {
  const { access, accessCustomer: link, businessUnit, customer } = q.tables;
  return q
    .select({ access, businessUnit, customer })
    .from(access)
    .innerJoin(businessUnit, eq(businessUnit.id, access.businessUnitId))
    .innerJoin(link, and(eq(link.businessUnitId, access.businessUnitId), eq(link.accessId, access.id)))
    .innerJoin(
      customer,
      and(eq(customer.businessUnitId, link.businessUnitId), eq(customer.id, link.customerId)),
    )
    .where(
      and(
        eq(businessUnit.companyId, companyId),
        ...which,
        eq(businessUnit.portalOn, true),
        eq(access.enabled, true),
        isNull(access.deletedAt),
        ne(customer.status, 'inactive'),
      ),
    )
    .orderBy(asc(access.id), asc(customer.name), asc(customer.id));
}

/** The people who may act for a customer, if they are enabled; deleted ones are not among them. */
export async function listAccessesOfCustomer(
  q: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<Access[]> {
  const { access, accessCustomer: link } = q.tables;
  const rows = await q
    .select({ access })
    .from(access)
    .innerJoin(link, and(eq(link.businessUnitId, access.businessUnitId), eq(link.accessId, access.id)))
    .where(
      and(eq(link.businessUnitId, businessUnitId), eq(link.customerId, customerId), isNull(access.deletedAt)),
    )
    .orderBy(asc(access.name), asc(access.id));
  return rows.map((row) => row.access);
}

/** The customers one person may act for. */
export async function listCustomersOfAccess(
  q: Queries,
  businessUnitId: string,
  accessId: string,
): Promise<Customer[]> {
  const { customer, accessCustomer: link } = q.tables;
  const rows = await q
    .select({ customer })
    .from(customer)
    .innerJoin(link, and(eq(link.businessUnitId, customer.businessUnitId), eq(link.customerId, customer.id)))
    .where(and(eq(link.businessUnitId, businessUnitId), eq(link.accessId, accessId)))
    .orderBy(asc(customer.name), asc(customer.id));
  return rows.map((row) => row.customer);
}

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updateAccess(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewAccess, 'id' | 'businessUnitId' | 'revision' | 'createdAt'>>,
): Promise<Access | undefined> {
  const { access: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}

export async function linkAccessToCustomer(
  tx: Queries,
  businessUnitId: string,
  accessId: string,
  customerId: string,
): Promise<void> {
  await tx
    .insert(tx.tables.accessCustomer)
    .values({ businessUnitId, accessId, customerId })
    .onConflictDoNothing();
}

export async function unlinkAccessFromCustomer(
  tx: Queries,
  businessUnitId: string,
  accessId: string,
  customerId: string,
): Promise<void> {
  const { accessCustomer: t } = tx.tables;
  await tx
    .delete(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.accessId, accessId), eq(t.customerId, customerId)));
}
