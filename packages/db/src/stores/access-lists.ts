import { and, asc, count, eq, exists, inArray, isNull, ne, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Access, Customer } from '../rows.ts';
import { contains, folded, type Page, type Paged } from './search.ts';

/** Accesses of a unit by name, deleted ones left out; `search` looks into name, e-mail, phone and the customers attached. */
export async function listAccesses(
  q: Queries,
  businessUnitId: string,
  { search, enabled, page }: { search?: string; enabled?: boolean; page: Page },
): Promise<Paged<Access>> {
  const { access: a, accessCustomer: link, customer: c } = q.tables;
  const inCustomer = contains(q, [c.name, c.reference], search);
  const where = and(
    eq(a.businessUnitId, businessUnitId),
    isNull(a.deletedAt),
    enabled === undefined ? undefined : eq(a.enabled, enabled),
    or(
      contains(q, [a.name, a.email, a.phone], search),
      inCustomer &&
        exists(
          q
            .select({ id: c.id })
            .from(link)
            .innerJoin(c, and(eq(c.businessUnitId, link.businessUnitId), eq(c.id, link.customerId)))
            .where(and(eq(link.businessUnitId, a.businessUnitId), eq(link.accessId, a.id), inCustomer)),
        ),
    ),
  );
  const rows = await q
    .select()
    .from(a)
    .where(where)
    .orderBy(asc(folded(q, a.name)), asc(a.id))
    .limit(page.limit)
    .offset(page.offset);
  const [counted] = await q.select({ total: count() }).from(a).where(where);
  return { rows, total: counted?.total ?? 0 };
}

/** How many accesses a unit has that are enabled, and that are not; deleted ones are neither. */
export async function countAccesses(
  q: Queries,
  businessUnitId: string,
): Promise<{ enabled: number; disabled: number }> {
  const { access: t } = q.tables;
  const rows = await q
    .select({ enabled: t.enabled, total: count() })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), isNull(t.deletedAt)))
    .groupBy(t.enabled);
  const of = (enabled: boolean): number => rows.find((row) => row.enabled === enabled)?.total ?? 0;
  return { enabled: of(true), disabled: of(false) };
}

/** The customers of several accesses, by name. */
export async function listCustomersOfAccesses(
  q: Queries,
  businessUnitId: string,
  accessIds: readonly string[],
): Promise<{ accessId: string; customer: Customer }[]> {
  const { customer, accessCustomer: link } = q.tables;
  return q
    .select({ accessId: link.accessId, customer })
    .from(customer)
    .innerJoin(link, and(eq(link.businessUnitId, customer.businessUnitId), eq(link.customerId, customer.id)))
    .where(and(eq(link.businessUnitId, businessUnitId), inArray(link.accessId, [...accessIds])))
    .orderBy(asc(folded(q, customer.name)), asc(customer.id));
}

/** The other accesses of the unit that sign in with the same e-mail or phone. */
export async function listAccessesSharing(
  q: Queries,
  { businessUnitId, id, email, phone }: Pick<Access, 'businessUnitId' | 'id' | 'email' | 'phone'>,
): Promise<Access[]> {
  const { access: t } = q.tables;
  if (email === null && phone === null) return [];
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        ne(t.id, id),
        isNull(t.deletedAt),
        or(email === null ? undefined : eq(t.email, email), phone === null ? undefined : eq(t.phone, phone)),
      ),
    )
    .orderBy(asc(folded(q, t.name)), asc(t.id));
}
