import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Customer } from '../rows.ts';
import { indexCustomers } from './customer-index.ts';
import { matchingCustomers, type CustomerFilter } from './customer-lists.ts';
import { inPieces } from './in-pieces.ts';

/**
 * Customers by what files call them: the other system's reference, else our number where there is no other. Of one that
 * was merged, whoever took its place. Those who were erased are not there.
 */
export async function findCustomersByReference(
  q: Queries,
  businessUnitId: string,
  references: readonly string[],
): Promise<Map<string, Customer>> {
  const { customer: t } = q.tables;
  const found = new Map<string, Customer>();
  await inPieces([...new Set(references)], async (piece) => {
    const rows = await q
      .select()
      .from(t)
      .where(
        and(
          eq(t.businessUnitId, businessUnitId),
          isNull(t.erasedAt),
          or(
            inArray(t.externalReference, piece),
            and(isNull(t.externalReference), inArray(t.reference, piece)),
          ),
        ),
      );
    for (const row of rows) if (row.externalReference === null) found.set(row.reference, row);
    // The other system's word comes first.
    for (const row of rows) if (row.externalReference !== null) found.set(row.externalReference, row);
  });
  const merged = Array.from(found, ([, { mergedIntoId }]) => mergedIntoId ?? []).flat();
  const winners = new Map<string, Customer>();
  await inPieces([...new Set(merged)], async (piece) => {
    const rows = await q
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), isNull(t.erasedAt), inArray(t.id, piece)));
    for (const row of rows) winners.set(row.id, row);
  });
  for (const [reference, { mergedIntoId }] of found) {
    if (mergedIntoId === null) continue;
    const winner = winners.get(mergedIntoId);
    if (winner) found.set(reference, winner);
    else found.delete(reference);
  }
  return found;
}

/**
 * A unit's customers by id, from one on, all of them or those of a list; those who were erased or merged into another are
 * not there.
 */
export async function listCustomersToExport(
  q: Queries,
  businessUnitId: string,
  {
    filter,
    after,
    limit,
  }: {
    filter?: CustomerFilter | undefined;
    after: string | null;
    limit: number;
  },
): Promise<Customer[]> {
  const { customer: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        isNull(t.erasedAt),
        isNull(t.mergedIntoId),
        after === null ? undefined : gt(t.id, after),
        filter && inArray(t.id, matchingCustomers(q, businessUnitId, filter)),
      ),
    )
    .orderBy(asc(t.id))
    .limit(limit);
}

/** The codes of all custom fields that customers of a unit have, sorted. */
export async function listCustomFieldCodes(q: Queries, businessUnitId: string): Promise<string[]> {
  const { customer: t } = q.tables;
  const codes = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const rows: Pick<Customer, 'id' | 'customFields'>[] = await q
      .select({ id: t.id, customFields: t.customFields })
      .from(t)
      .where(
        and(
          eq(t.businessUnitId, businessUnitId),
          isNotNull(t.customFields),
          after === null ? undefined : gt(t.id, after),
        ),
      )
      .orderBy(asc(t.id))
      .limit(2000);
    for (const { customFields } of rows) for (const code of Object.keys(customFields ?? {})) codes.add(code);
    const last = rows.at(-1);
    if (!last || rows.length < 2000) return [...codes].sort();
    after = last.id;
  }
}

/** Whether anything but its tags and the one access refers to a customer. */
export async function isCustomerUsed(
  q: Queries,
  businessUnitId: string,
  id: string,
  accessId: string | null,
): Promise<boolean> {
  const { intervention, hold, customer, address, customerContact, accessCustomer, file } = q.tables;
  for (const t of [intervention, hold, address, customerContact, file]) {
    const rows = await q
      .select({ id: t.id })
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), eq(t.customerId, id)))
      .limit(1);
    if (rows.length > 0) return true;
  }
  const children = await q
    .select({ id: customer.id })
    .from(customer)
    .where(or(eq(customer.parentId, id), eq(customer.mergedIntoId, id)))
    .limit(1);
  const people = await q
    .select({ id: accessCustomer.accessId })
    .from(accessCustomer)
    .where(
      and(
        eq(accessCustomer.customerId, id),
        accessId === null ? undefined : ne(accessCustomer.accessId, accessId),
      ),
    )
    .limit(1);
  return children.length + people.length > 0;
}

/** Removes a customer that nothing refers to any more, with what only describes it. */
export async function removeCustomer(tx: Queries, businessUnitId: string, id: string): Promise<void> {
  const {
    customer: t,
    customerTag,
    customerTechnician,
    customerDistinct,
    customerKey,
    customerSearch,
  } = tx.tables;
  await tx
    .delete(customerDistinct)
    .where(or(eq(customerDistinct.firstId, id), eq(customerDistinct.secondId, id)));
  // In this order: keys hang on the row that lists are searched by.
  for (const table of [customerTag, customerTechnician, customerKey, customerSearch])
    await tx.delete(table).where(and(eq(table.businessUnitId, businessUnitId), eq(table.customerId, id)));
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
}

/** Removes an access as it was made: never edited, of one customer, nobody came in by it. False: it stays. */
export async function removeUnusedAccess(tx: Queries, businessUnitId: string, id: string): Promise<boolean> {
  const { access, accessCustomer, accessPeriod, accessLink, portalSession, customerContact, hold } =
    tx.tables;
  const { bookingAnswers } = tx.tables;
  const [row] = await tx
    .select({ revision: access.revision })
    .from(access)
    .where(and(eq(access.businessUnitId, businessUnitId), eq(access.id, id)));
  if (!row) return true;
  const links = await tx
    .select({ id: accessCustomer.customerId })
    .from(accessCustomer)
    .where(eq(accessCustomer.accessId, id));
  if (row.revision !== 1 || links.length > 1) return false;
  for (const t of [portalSession, customerContact, hold, bookingAnswers]) {
    const used = await tx.select({ id: t.accessId }).from(t).where(eq(t.accessId, id)).limit(1);
    if (used.length > 0) return false;
  }
  await tx.delete(accessLink).where(eq(accessLink.accessId, id));
  await tx.delete(accessPeriod).where(eq(accessPeriod.accessId, id));
  await tx.delete(accessCustomer).where(eq(accessCustomer.accessId, id));
  await tx.delete(access).where(and(eq(access.businessUnitId, businessUnitId), eq(access.id, id)));
  return true;
}

/** Whether an intervention or a hold is at an address, or one is about to be booked there. */
export async function isAddressUsed(q: Queries, businessUnitId: string, id: string): Promise<boolean> {
  const { intervention, hold, bookingAnswers } = q.tables;
  for (const t of [intervention, hold, bookingAnswers]) {
    const rows = await q
      .select({ id: t.id })
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), eq(t.addressId, id)))
      .limit(1);
    if (rows.length > 0) return true;
  }
  return false;
}

/** Removes an address that nothing refers to. */
export async function removeAddress(tx: Queries, businessUnitId: string, id: string): Promise<void> {
  const { address: t } = tx.tables;
  const removed = await tx
    .delete(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)))
    .returning({ customerId: t.customerId });
  await indexCustomers(
    tx,
    removed.map(({ customerId }) => customerId),
  );
}
