import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { indexCustomers } from './customer-index.ts';
import { erasedWord } from './erased-word.ts';
import { inPieces } from './in-pieces.ts';

/** Two customers of a unit, both locked: what is of the first becomes the second's. */
export interface CustomerMove {
  businessUnitId: string;
  from: string;
  to: string;
}

/** Moves addresses, with the work and the holds at them, files, and what was asked for in the portal. The second's standard address, where it has one, stays it. */
export async function moveAddressesAndWork(tx: Queries, move: CustomerMove): Promise<void> {
  const { businessUnitId, from, to } = move;
  const { address: a, intervention: i, hold: h, portalActionUse: u, customerRequest: r, file: f } = tx.tables;
  // Work is at an address of its own customer, always: it lets go of the address while both change hands.
  const work = await letGo(tx, i, move);
  const held = await letGo(tx, h, move);
  const [standard] = await tx
    .select({ id: a.id })
    .from(a)
    .where(and(eq(a.businessUnitId, businessUnitId), eq(a.customerId, to), eq(a.isStandard, true)));
  await tx
    .update(a)
    .set({ customerId: to, ...(standard ? { isStandard: false } : {}) })
    .where(and(eq(a.businessUnitId, businessUnitId), eq(a.customerId, from)));
  await takeUp(tx, i, work);
  await takeUp(tx, h, held);
  await tx
    .update(u)
    .set({ customerId: to })
    .where(and(eq(u.businessUnitId, businessUnitId), eq(u.customerId, from)));
  await tx
    .update(r)
    .set({ customerId: to })
    .where(and(eq(r.businessUnitId, businessUnitId), eq(r.customerId, from)));
  await tx
    .update(f)
    .set({ customerId: to })
    .where(and(eq(f.businessUnitId, businessUnitId), eq(f.customerId, from)));
  await indexCustomers(tx, [from, to]);
}

type Placed = Queries['tables']['intervention'] | Queries['tables']['hold'];

async function letGo(
  tx: Queries,
  t: Placed,
  { businessUnitId, from, to }: CustomerMove,
): Promise<Map<string | null, string[]>> {
  const ofFirst = and(eq(t.businessUnitId, businessUnitId), eq(t.customerId, from));
  const rows = await tx
    .select({ id: t.id, addressId: t.addressId })
    .from(t)
    .where(and(ofFirst, isNotNull(t.addressId)));
  await tx.update(t).set({ customerId: to, addressId: null }).where(ofFirst);
  const places = new Map<string | null, string[]>();
  for (const { id, addressId } of rows) places.set(addressId, [...(places.get(addressId) ?? []), id]);
  return places;
}

async function takeUp(tx: Queries, t: Placed, places: Map<string | null, string[]>): Promise<void> {
  for (const [addressId, ids] of places)
    await inPieces(ids, (piece) => tx.update(t).set({ addressId }).where(inArray(t.id, piece)));
}

/** Moves the people who may act for it, contacts, tags, children, those merged into it, and its history. */
export async function movePeopleAndHistory(tx: Queries, move: CustomerMove): Promise<void> {
  const { businessUnitId, from, to } = move;
  const { accessCustomer, customer, customerContact, customerTag, event } = tx.tables;
  const links = await tx
    .delete(accessCustomer)
    .where(and(eq(accessCustomer.businessUnitId, businessUnitId), eq(accessCustomer.customerId, from)))
    .returning();
  await inPieces(links, (piece) =>
    tx
      .insert(accessCustomer)
      .values(piece.map((link) => ({ ...link, customerId: to })))
      .onConflictDoNothing(),
  );
  const tags = await tx
    .delete(customerTag)
    .where(and(eq(customerTag.businessUnitId, businessUnitId), eq(customerTag.customerId, from)))
    .returning();
  await inPieces(tags, (piece) =>
    tx
      .insert(customerTag)
      .values(piece.map((tag) => ({ ...tag, customerId: to })))
      .onConflictDoNothing(),
  );
  await tx
    .update(customerContact)
    .set({ customerId: to })
    .where(and(eq(customerContact.businessUnitId, businessUnitId), eq(customerContact.customerId, from)));
  await tx
    .update(customer)
    .set({ parentId: to })
    .where(and(eq(customer.businessUnitId, businessUnitId), eq(customer.parentId, from)));
  await tx
    .update(customer)
    .set({ mergedIntoId: to })
    .where(and(eq(customer.businessUnitId, businessUnitId), eq(customer.mergedIntoId, from)));
  await tx
    .update(event)
    .set({ subjectId: to })
    .where(
      and(
        eq(event.businessUnitId, businessUnitId),
        eq(event.subjectType, 'customer'),
        eq(event.subjectId, from),
      ),
    );
  await moveTechnicians(tx, move);
}

/** Whom the second's customer rules name goes before; without any, the first's stay. */
async function moveTechnicians(tx: Queries, { businessUnitId, from, to }: CustomerMove): Promise<void> {
  const { customerTechnician: t } = tx.tables;
  const named = await tx
    .delete(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.customerId, from)))
    .returning();
  const [own] = await tx.select({ id: t.technicianId }).from(t).where(eq(t.customerId, to)).limit(1);
  if (own || named.length === 0) return;
  await tx.insert(t).values(named.map((row) => ({ ...row, customerId: to })));
}

/** Leaves a customer whose everything was moved its numbers, and says who took its place. */
export async function closeMerged(tx: Queries, { businessUnitId, from, to }: CustomerMove): Promise<void> {
  const { customer: t, customerDistinct: d } = tx.tables;
  await tx
    .update(t)
    .set({
      name: erasedWord,
      firstName: null,
      status: 'inactive',
      email: null,
      phone: null,
      mobile: null,
      website: null,
      taxIdKind: null,
      taxId: null,
      notes: '',
      openingHours: null,
      parentId: null,
      customFields: null,
      extra: null,
      assignmentMode: null,
      assignmentLast: false,
      serviceZoneId: null,
      revision: sql`${t.revision} + 1`,
      mergedIntoId: to,
    })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, from)));
  await tx.delete(d).where(eq(d.firstId, from));
  await tx.delete(d).where(eq(d.secondId, from));
  await indexCustomers(tx, [from, to]);
}
