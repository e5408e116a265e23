import { and, asc, eq, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { BusinessUnit, Company, NewBusinessUnit } from '../rows.ts';
import type { CounterName } from '../schema/organisation.ts';

/** Every company: for setting up and for the worker. */
export async function listAllCompanies(q: Queries): Promise<Company[]> {
  return q.select().from(q.tables.company).orderBy(asc(q.tables.company.id));
}

export async function listBusinessUnits(q: Queries, companyId: string): Promise<BusinessUnit[]> {
  const { businessUnit } = q.tables;
  return q
    .select()
    .from(businessUnit)
    .where(eq(businessUnit.companyId, companyId))
    .orderBy(asc(businessUnit.name), asc(businessUnit.id));
}

export async function findBusinessUnit(
  q: Queries,
  companyId: string,
  id: string,
): Promise<BusinessUnit | undefined> {
  const { businessUnit } = q.tables;
  const [row] = await q
    .select()
    .from(businessUnit)
    .where(and(eq(businessUnit.companyId, companyId), eq(businessUnit.id, id)));
  return row;
}

/** Keeps whoever asks for the same unit waiting until this write ends. */
export async function lockBusinessUnit(tx: Queries, companyId: string, id: string): Promise<void> {
  const { businessUnit } = tx.tables;
  await forUpdate(
    tx,
    tx
      .select({ id: businessUnit.id })
      .from(businessUnit)
      .where(and(eq(businessUnit.companyId, companyId), eq(businessUnit.id, id))),
  );
}

/** A unit by its id alone: for a portal's sign-in, before anybody is known, and for setting up. */
export async function findAnyBusinessUnit(q: Queries, id: string): Promise<BusinessUnit | undefined> {
  const { businessUnit } = q.tables;
  const [row] = await q.select().from(businessUnit).where(eq(businessUnit.id, id));
  return row;
}

/** The unit behind a portal's address, before anybody is known. */
export async function findBusinessUnitBySlug(q: Queries, slug: string): Promise<BusinessUnit | undefined> {
  const { businessUnit } = q.tables;
  const [row] = await q.select().from(businessUnit).where(eq(businessUnit.slug, slug));
  return row;
}

/** The unit whose own host name this is. */
export async function findBusinessUnitByDomain(
  q: Queries,
  ownDomain: string,
): Promise<BusinessUnit | undefined> {
  const { businessUnit } = q.tables;
  const [row] = await q.select().from(businessUnit).where(eq(businessUnit.ownDomain, ownDomain));
  return row;
}

/** Returns the changed row; nothing when it is not there or its revision is another. */
export async function updateBusinessUnit(
  tx: Queries,
  companyId: string,
  id: string,
  revision: number,
  changes: Partial<Omit<NewBusinessUnit, 'id' | 'companyId' | 'revision' | 'createdAt'>>,
): Promise<BusinessUnit | undefined> {
  const { businessUnit: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.companyId, companyId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}

/** The last value that a counter gave; 0: none. */
export async function lastValue(q: Queries, businessUnitId: string, name: CounterName): Promise<number> {
  const { counter } = q.tables;
  const [row] = await q
    .select({ value: counter.value })
    .from(counter)
    .where(and(eq(counter.businessUnitId, businessUnitId), eq(counter.name, name)));
  return row?.value ?? 0;
}

/**
 * The next value of a unit's counter, from 1. Other writers of the unit that count wait from here until this write
 * ends, so that numbers have no gaps and follow the order of commits: take it last.
 */
export async function nextValue(tx: Queries, businessUnitId: string, name: CounterName): Promise<number> {
  const { counter } = tx.tables;
  const [row] = await tx
    .insert(counter)
    .values({ businessUnitId, name, value: 1 })
    .onConflictDoUpdate({
      target: [counter.businessUnitId, counter.name],
      set: { value: sql`${counter.value} + 1` },
    })
    .returning({ value: counter.value });
  if (!row) throw new Error(`The counter ${name} gave no value`);
  return row.value;
}
