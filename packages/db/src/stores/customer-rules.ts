import { and, asc, desc, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { inPieces } from './in-pieces.ts';

/** The technicians that a customer's assignment preference names, by id. */
export async function listCustomerTechnicians(
  q: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<string[]> {
  const { customerTechnician: t } = q.tables;
  const rows = await q
    .select({ technicianId: t.technicianId })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.customerId, customerId)))
    .orderBy(asc(t.technicianId));
  return rows.map(({ technicianId }) => technicianId);
}

/** The same of several customers; one that names nobody is not there. */
export async function listTechniciansOfCustomers(
  q: Queries,
  businessUnitId: string,
  customerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { customerTechnician: t } = q.tables;
  const found = new Map<string, string[]>();
  await inPieces(customerIds, async (piece) => {
    const rows = await q
      .select({ customerId: t.customerId, technicianId: t.technicianId })
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.customerId, piece)))
      .orderBy(asc(t.technicianId));
    for (const { customerId, technicianId } of rows)
      found.set(customerId, [...(found.get(customerId) ?? []), technicianId]);
  });
  return found;
}

/** Makes these the ones it names, and nobody else. Errors: `foreign-key` for who does not work for the unit. */
export async function storeCustomerTechnicians(
  tx: Queries,
  businessUnitId: string,
  customerId: string,
  technicianIds: readonly string[],
): Promise<void> {
  const { customerTechnician: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.customerId, customerId)));
  if (technicianIds.length === 0) return;
  await tx
    .insert(t)
    .values([...technicianIds].map((technicianId) => ({ businessUnitId, customerId, technicianId })));
}

/** Who stands in the plan of a customer's latest visit that was not canceled; nothing where there never was one. */
export async function findLastTechnician(
  q: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<string | undefined> {
  const { assignment: a, part, intervention: i } = q.tables;
  const [row] = await q
    .select({ technicianId: a.technicianId })
    .from(a)
    .innerJoin(part, eq(part.id, a.partId))
    .innerJoin(i, eq(i.id, part.interventionId))
    .where(
      and(
        eq(a.businessUnitId, businessUnitId),
        isNotNull(a.partId),
        eq(i.businessUnitId, businessUnitId),
        eq(i.customerId, customerId),
        ne(i.status, 'canceled'),
      ),
    )
    .orderBy(desc(a.startsAt), asc(a.id))
    .limit(1);
  return row?.technicianId;
}
