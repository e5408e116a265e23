import { and, asc, count, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Address, Assignment, Customer } from '../rows.ts';
import type { Page, Paged } from './search.ts';
import type { StoredPlace } from './erase-places.ts';

/** The stops at an address, of visits and live holds, that begin after `after` and have a place. */
export async function listStopsAtAddress(
  q: Queries,
  businessUnitId: string,
  addressId: string,
  after: number,
): Promise<Assignment[]> {
  const { assignment: a, part, intervention, hold } = q.tables;
  const rows = await q
    .select({ stop: a })
    .from(a)
    .leftJoin(part, eq(part.id, a.partId))
    .leftJoin(intervention, eq(intervention.id, part.interventionId))
    .leftJoin(hold, eq(hold.id, a.holdId))
    .where(
      and(
        eq(a.businessUnitId, businessUnitId),
        isNotNull(a.lon),
        gt(a.startsAt, after),
        or(isNull(a.expiresAt), gt(a.expiresAt, after)),
        or(eq(intervention.addressId, addressId), eq(hold.addressId, addressId)),
      ),
    )
    .orderBy(asc(a.startsAt), asc(a.id));
  return rows.map(({ stop }) => stop);
}

/** Puts stops of a locked day somewhere else; their times stay. */
export async function relocateStops(
  tx: Queries,
  businessUnitId: string,
  ids: readonly string[],
  { lon, lat }: StoredPlace,
): Promise<void> {
  const { assignment: a } = tx.tables;
  await tx
    .update(a)
    .set({ lon, lat })
    .where(and(eq(a.businessUnitId, businessUnitId), inArray(a.id, [...ids])));
}

/** Says why an address still has no place; that is no edit, and the revision stays. */
export async function noteNotLocated(
  tx: Queries,
  businessUnitId: string,
  id: string,
  because: NonNullable<Address['notLocatedBecause']>,
): Promise<void> {
  const { address: t } = tx.tables;
  await tx
    .update(t)
    .set({ notLocatedBecause: because })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.location, 'not-located')));
}

/** An address that nothing can be offered at, with whose it is. */
export interface NotLocatedAddress {
  address: Address;
  customer: Pick<Customer, 'name' | 'firstName' | 'reference'>;
}

/** The active addresses of customers who are not inactive that have no place, by customer. */
export async function listNotLocated(
  q: Queries,
  businessUnitId: string,
  page: Page,
): Promise<Paged<NotLocatedAddress>> {
  const { address: a, customer: c } = q.tables;
  const where = and(
    eq(a.businessUnitId, businessUnitId),
    eq(a.location, 'not-located'),
    eq(a.active, true),
    inArray(c.status, ['active', 'lead', 'contact']),
  );
  const rows = await q
    .select({ address: a, customer: { name: c.name, firstName: c.firstName, reference: c.reference } })
    .from(a)
    .innerJoin(c, and(eq(c.businessUnitId, a.businessUnitId), eq(c.id, a.customerId)))
    .where(where)
    .orderBy(asc(c.name), asc(a.id))
    .limit(page.limit)
    .offset(page.offset);
  const [counted] = await q
    .select({ total: count() })
    .from(a)
    .innerJoin(c, and(eq(c.businessUnitId, a.businessUnitId), eq(c.id, a.customerId)))
    .where(where);
  return { rows, total: counted?.total ?? 0 };
}
