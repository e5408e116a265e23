import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { Customer, NewCustomer } from '../rows.ts';
import { indexCustomers } from './customer-index.ts';
import { folded } from './search.ts';

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

/** The customer that another system knows by this reference; of one that was merged, who took its place. */
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
  return row?.mergedIntoId ? findCustomer(q, businessUnitId, row.mergedIntoId) : row;
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
  if (row) await indexCustomers(tx, [id]);
  return row;
}
