import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { CustomerContact, NewCustomerContact } from '../rows.ts';
import { indexCustomers } from './customer-index.ts';
import { inPieces } from './in-pieces.ts';

/** The contacts of these customers, in their order. */
export async function listContacts(
  q: Queries,
  businessUnitId: string,
  customerIds: readonly string[],
): Promise<CustomerContact[]> {
  const { customerContact: t } = q.tables;
  const found: CustomerContact[] = [];
  await inPieces(customerIds, async (piece) => {
    const rows = await q
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.customerId, piece)))
      .orderBy(asc(t.customerId), asc(t.position), asc(t.id));
    found.push(...rows);
  });
  return found;
}

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updateContact(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewCustomerContact, 'id' | 'businessUnitId' | 'customerId' | 'revision'>>,
): Promise<CustomerContact | undefined> {
  const { customerContact: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  if (row) await indexCustomers(tx, [row.customerId]);
  return row;
}

/** Deletes one contact, those of a customer, or those who are the person of an access. */
export async function deleteContacts(
  tx: Queries,
  businessUnitId: string,
  of: { id: string } | { customerId: string } | { accessId: string },
): Promise<void> {
  const { customerContact: t } = tx.tables;
  const which =
    'id' in of
      ? eq(t.id, of.id)
      : 'customerId' in of
        ? eq(t.customerId, of.customerId)
        : eq(t.accessId, of.accessId);
  const gone = await tx
    .delete(t)
    .where(and(eq(t.businessUnitId, businessUnitId), which))
    .returning({ customerId: t.customerId });
  await indexCustomers(
    tx,
    gone.map(({ customerId }) => customerId),
  );
}
