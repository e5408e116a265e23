import { and, asc, count, desc, eq, gt, gte, inArray, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { beginsWith, holdsTerms } from '../engine/words.ts';
import type { Customer } from '../rows.ts';
import type { CustomerKind } from '../schema/customers.ts';
import type { Relationship } from '../schema/search.ts';
import { findCustomers } from './customers.ts';
import { fold, searchTerms, sortKey } from './folded-text.ts';
import type { Page, Paged } from './search.ts';

/** Conditions of a list; those given all hold. Inactive ones are left out unless they are asked for. */
export interface CustomerFilter {
  search?: string;
  relationship?: Relationship;
  withInactive?: boolean;
  kind?: CustomerKind;
  categoryId?: string;
  profileId?: string;
  responsibleId?: string;
  /** The key of a tag. */
  tag?: string;
  /** Some active address has no place. */
  notLocated?: boolean;
  /** Last written in `[from, to)`. */
  updated?: { from?: number; to?: number };
  /** What comes after this one by `id`. */
  afterId?: string;
}

/** `relevance`: the exact reference, names that begin with what is searched, then the others, each by name. */
export type CustomerOrder = 'relevance' | 'name' | 'reference' | 'updated' | 'id';

/** One page of customers; `counts` of every relationship under all other conditions, inactive ones too. */
export interface CustomerList extends Paged<{ customer: Customer; relationship: Relationship }> {
  counts: Record<Relationship, number>;
}

/** Customers of a unit. Names, references, contacts and places are searched as `searchTerms` says. */
export async function listCustomers(
  q: Queries,
  businessUnitId: string,
  list: { filter: CustomerFilter; order: CustomerOrder; descending?: boolean; page: Page },
): Promise<CustomerList> {
  const { customerSearch: s } = q.tables;
  const { filter, page } = list;
  const where = and(...conditions(q, businessUnitId, filter));
  const counts = await countRelationships(q, where);
  const shown = filter.relationship
    ? eq(s.relationship, filter.relationship)
    : filter.withInactive
      ? undefined
      : ne(s.relationship, 'inactive');
  const found = await q
    .select({ id: s.customerId, relationship: s.relationship })
    .from(s)
    .where(and(where, shown))
    .orderBy(...orderOf(q, list))
    .limit(page.limit)
    .offset(page.offset);
  const customers = await findCustomers(
    q,
    businessUnitId,
    found.map(({ id }) => id),
  );
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const rows = found.flatMap(({ id, relationship }) => {
    const customer = byId.get(id);
    return customer ? [{ customer, relationship }] : [];
  });
  return { rows, counts, total: totalOf(counts, filter) };
}

/** The ids of those that a filter lets through, as a part of another query. */
export function matchingCustomers(q: Queries, businessUnitId: string, filter: CustomerFilter) {
  const { customerSearch: s } = q.tables;
  const { relationship, withInactive } = filter;
  return q
    .select({ id: s.customerId })
    .from(s)
    .where(
      and(
        ...conditions(q, businessUnitId, filter),
        relationship && eq(s.relationship, relationship),
        relationship || withInactive ? undefined : ne(s.relationship, 'inactive'),
      ),
    );
}

async function countRelationships(q: Queries, where: SQL | undefined): Promise<CustomerList['counts']> {
  const { customerSearch: s } = q.tables;
  const counted = await q
    .select({ relationship: s.relationship, total: count() })
    .from(s)
    .where(where)
    .groupBy(s.relationship);
  const of = (one: Relationship): number =>
    counted.find(({ relationship }) => relationship === one)?.total ?? 0;
  return { active: of('active'), lead: of('lead'), contact: of('contact'), inactive: of('inactive') };
}

function totalOf(counts: CustomerList['counts'], { relationship, withInactive }: CustomerFilter): number {
  if (relationship) return counts[relationship];
  return counts.active + counts.lead + counts.contact + (withInactive ? counts.inactive : 0);
}

function conditions(q: Queries, businessUnitId: string, filter: CustomerFilter): (SQL | undefined)[] {
  const { customerSearch: s, customerTag: t } = q.tables;
  const {
    search = '',
    kind,
    categoryId,
    profileId,
    responsibleId,
    tag,
    notLocated,
    updated,
    afterId,
  } = filter;
  const terms = searchTerms(search);
  const tagged = q
    .select({ id: t.customerId })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.key, tag ?? '')));
  return [
    holdsTerms(q, businessUnitId, terms),
    kind && eq(s.kind, kind),
    categoryId === undefined ? undefined : eq(s.categoryId, categoryId),
    profileId === undefined ? undefined : eq(s.profileId, profileId),
    responsibleId === undefined ? undefined : eq(s.responsibleId, responsibleId),
    tag === undefined ? undefined : inArray(s.customerId, tagged),
    notLocated === undefined ? undefined : eq(s.notLocated, notLocated),
    updated?.from === undefined ? undefined : gte(s.updatedAt, updated.from),
    updated?.to === undefined ? undefined : lt(s.updatedAt, updated.to),
    afterId === undefined ? undefined : gt(s.customerId, afterId),
  ];
}

function orderOf(
  q: Queries,
  {
    order,
    descending = false,
    filter,
  }: { order: CustomerOrder; descending?: boolean; filter: CustomerFilter },
): SQL[] {
  const { customerSearch: s } = q.tables;
  const by = descending ? desc : asc;
  const name = fold(filter.search ?? '');
  if (order === 'relevance' && name !== '') {
    const key = sortKey(name);
    const rank = sql`CASE WHEN ${s.referenceKey} = ${key} OR ${s.externalKey} = ${key} THEN 0 WHEN ${beginsWith(q, s.nameKey, name)} THEN 1 ELSE 2 END`;
    return [asc(rank), asc(s.nameKey), asc(s.customerId)];
  }
  switch (order) {
    case 'id':
      return [by(s.customerId)];
    case 'reference':
      return [by(s.referenceKey), by(s.customerId)];
    case 'updated':
      return [by(s.updatedAt), by(s.customerId)];
    default:
      return [by(s.nameKey), by(s.customerId)];
  }
}
