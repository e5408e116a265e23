import { and, asc, count, eq, exists, inArray, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { Customer, NewCustomer } from '../rows.ts';
import type { CustomerStatus } from '../schema/customers.ts';
import { contains, folded, type Page, type Paged } from './search.ts';

export async function findCustomer(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<Customer | undefined> {
  const { customer } = q.tables;
  const [row] = await q
    .select()
    .from(customer)
    .where(and(eq(customer.businessUnitId, businessUnitId), eq(customer.id, id)));
  return row;
}

/** The customer, kept from other writers until this write ends: also from those who would refer to it. */
export async function lockCustomer(
  tx: Queries,
  businessUnitId: string,
  id: string,
): Promise<Customer | undefined> {
  const { customer } = tx.tables;
  const [row] = await forUpdate(
    tx,
    tx
      .select()
      .from(customer)
      .where(and(eq(customer.businessUnitId, businessUnitId), eq(customer.id, id))),
  );
  return row;
}

export async function findCustomers(
  q: Queries,
  businessUnitId: string,
  ids: readonly string[],
): Promise<Customer[]> {
  const { customer } = q.tables;
  return q
    .select()
    .from(customer)
    .where(and(eq(customer.businessUnitId, businessUnitId), inArray(customer.id, [...ids])))
    .orderBy(asc(customer.id));
}

/** The customer that another system knows by this reference. */
export async function findCustomerByExternalReference(
  q: Queries,
  businessUnitId: string,
  externalReference: string,
): Promise<Customer | undefined> {
  const { customer: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.externalReference, externalReference)));
  return row;
}

/** Those of which a customer is the parent, by name. */
export async function listChildCustomers(
  q: Queries,
  businessUnitId: string,
  parentId: string,
  limit: number,
): Promise<Customer[]> {
  const { customer: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.parentId, parentId)))
    .orderBy(asc(folded(q, t.name)), asc(t.id))
    .limit(limit);
}

/** Customers by name; `search` looks into name, references, e-mail, phone, and the cities and streets of their sites. */
export async function listCustomers(
  q: Queries,
  businessUnitId: string,
  { search, status, page }: { search?: string; status?: CustomerStatus; page: Page },
): Promise<Paged<Customer>> {
  const { customer: c, address: a } = q.tables;
  const inAddress = contains(q, [a.city, a.line1, a.postalCode], search);
  const where = and(
    eq(c.businessUnitId, businessUnitId),
    status === undefined ? undefined : eq(c.status, status),
    or(
      contains(q, [c.name, c.reference, c.externalReference, c.email, c.phone], search),
      inAddress &&
        exists(
          q
            .select({ id: a.id })
            .from(a)
            .where(and(eq(a.businessUnitId, c.businessUnitId), eq(a.customerId, c.id), inAddress)),
        ),
    ),
  );
  const rows = await q
    .select()
    .from(c)
    .where(where)
    .orderBy(asc(folded(q, c.name)), asc(c.id))
    .limit(page.limit)
    .offset(page.offset);
  const [counted] = await q.select({ total: count() }).from(c).where(where);
  return { rows, total: counted?.total ?? 0 };
}

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updateCustomer(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewCustomer, 'id' | 'businessUnitId' | 'revision' | 'createdAt'>>,
): Promise<Customer | undefined> {
  const { customer: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}
