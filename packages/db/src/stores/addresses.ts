import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Address, NewAddress } from '../rows.ts';
import { indexCustomers } from './customer-index.ts';

export async function findAddress(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<Address | undefined> {
  const { address } = q.tables;
  const [row] = await q
    .select()
    .from(address)
    .where(and(eq(address.businessUnitId, businessUnitId), eq(address.id, id)));
  return row;
}

/** The sites of these customers, the standard one of each first. */
export async function listAddresses(
  q: Queries,
  businessUnitId: string,
  customerIds: readonly string[],
): Promise<Address[]> {
  const { address: a } = q.tables;
  return q
    .select()
    .from(a)
    .where(and(eq(a.businessUnitId, businessUnitId), inArray(a.customerId, [...customerIds])))
    .orderBy(asc(a.customerId), desc(a.isStandard), asc(a.label), asc(a.id));
}

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updateAddress(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewAddress, 'id' | 'businessUnitId' | 'customerId' | 'isStandard' | 'revision'>>,
): Promise<Address | undefined> {
  const { address: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  if (row) await indexCustomers(tx, [row.customerId]);
  return row;
}

/**
 * Makes one site the customer's standard one, and the former one not, whose revision counts up; false when it is not the
 * customer's.
 */
export async function makeStandardAddress(
  tx: Queries,
  businessUnitId: string,
  customerId: string,
  id: string,
): Promise<boolean> {
  const { address: t } = tx.tables;
  const ofCustomer = and(eq(t.businessUnitId, businessUnitId), eq(t.customerId, customerId));
  await tx
    .update(t)
    .set({ isStandard: false, revision: sql`${t.revision} + 1` })
    .where(and(ofCustomer, eq(t.isStandard, true), ne(t.id, id)));
  const changed = await tx
    .update(t)
    .set({ isStandard: true })
    .where(and(ofCustomer, eq(t.id, id)))
    .returning({ id: t.id });
  return changed.length === 1;
}
