import { and, inArray, isNull, ne, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Address, Customer, CustomerContact } from '../rows.ts';
import type { CustomerKeyKind } from '../schema/duplicates.ts';
import type { InterventionStatus } from '../schema/interventions.ts';
import type { Relationship } from '../schema/search.ts';
import type { Tables } from '../schema/tables.ts';
import { fold, searchWords, sortKey } from './folded-text.ts';

/** Of interventions that somebody has closed. */
export const doneStatuses: readonly InterventionStatus[] = ['intermediate', 'terminated'];

/** A customer with all that lists know of it. */
export interface IndexedCustomer {
  customer: Customer;
  addresses: readonly Address[];
  contacts: readonly CustomerContact[];
  tags: readonly string[];
  /** Work was done for it, and not in vain. */
  served: boolean;
  /** References of those that were merged into it. */
  formerReferences: readonly (string | null)[];
}

/** These customers as they are in the records now. */
export async function loadIndexed(q: Queries, ids: string[]): Promise<IndexedCustomer[]> {
  const { customer: c, address: a, customerContact: p, customerTag: t, intervention: i } = q.tables;
  const customers = await q.select().from(c).where(inArray(c.id, ids));
  const addresses = Map.groupBy(
    await q.select().from(a).where(inArray(a.customerId, ids)).orderBy(a.id),
    (one) => one.customerId,
  );
  const contacts = Map.groupBy(
    await q.select().from(p).where(inArray(p.customerId, ids)).orderBy(p.id),
    (one) => one.customerId,
  );
  const tags = Map.groupBy(
    await q.select().from(t).where(inArray(t.customerId, ids)).orderBy(t.key),
    (one) => one.customerId,
  );
  const served = await q
    .selectDistinct({ id: i.customerId })
    .from(i)
    .where(
      and(
        inArray(i.customerId, ids),
        inArray(i.status, [...doneStatuses]),
        or(isNull(i.result), ne(i.result, 'ko')),
      ),
    );
  const servedIds = new Set(served.map(({ id }) => id));
  const former = Map.groupBy(
    await q
      .select({ into: c.mergedIntoId, reference: c.reference, external: c.externalReference })
      .from(c)
      .where(inArray(c.mergedIntoId, ids))
      .orderBy(c.id),
    (one) => one.into,
  );
  return customers.map((customer) => ({
    customer,
    addresses: addresses.get(customer.id) ?? [],
    contacts: contacts.get(customer.id) ?? [],
    tags: (tags.get(customer.id) ?? []).map(({ tag }) => tag),
    served: servedIds.has(customer.id),
    formerReferences: (former.get(customer.id) ?? []).flatMap((one) => [one.reference, one.external]),
  }));
}

/** What lists know of a customer. */
export function searchRow(indexed: IndexedCustomer): Tables['customerSearch']['$inferInsert'] {
  const { customer: c, addresses, contacts, tags, formerReferences } = indexed;
  const { id: customerId, businessUnitId, kind, reference, categoryId, profileId, responsibleId } = c;
  const texts = [
    reference,
    c.externalReference,
    c.name,
    c.firstName,
    c.email,
    c.taxId,
    ...addresses.flatMap((a) => [a.label, a.line1, a.line2, a.postalCode, a.city, a.contactName]),
    ...contacts.flatMap(({ name, email }) => [name, email]),
    ...tags,
    ...formerReferences,
  ];
  const phones = [c.phone, c.mobile, ...contacts.flatMap(({ phone, mobile }) => [phone, mobile])];
  return {
    customerId,
    businessUnitId,
    kind,
    categoryId,
    profileId,
    responsibleId,
    words: searchWords(texts, [...phones, ...addresses.map((a) => a.contactPhone)]),
    nameKey: nameKey(c),
    referenceKey: sortKey(reference),
    externalKey: c.externalReference === null ? null : sortKey(c.externalReference),
    relationship: relationshipOf(indexed),
    notLocated: addresses.some(({ active, location }) => active && location === 'not-located'),
    updatedAt: c.updatedAt ?? c.createdAt,
  };
}

/** As people are sorted and looked for: the family's name, and then their own. */
function nameKey({ name, firstName }: Customer): string {
  return fold(`${name} ${firstName ?? ''}`);
}

function relationshipOf({ customer: { status }, served }: IndexedCustomer): Relationship {
  if (status === 'inactive') return 'inactive';
  if (served) return 'active';
  return status === 'contact' ? 'contact' : 'lead';
}

/** What others are compared with it by; nothing of one that was erased. */
export function customerKeys({
  customer: c,
  addresses,
}: IndexedCustomer): Tables['customerKey']['$inferInsert'][] {
  if (c.erasedAt !== null) return [];
  const name = nameKey(c)
    .split(/[\s,.-]+/)
    .filter(Boolean)
    .sort()
    .join(' ');
  const values: [CustomerKeyKind, string | null][] = [
    ['email', c.email && fold(c.email)],
    ['phone', c.phone],
    ['phone', c.mobile],
    ['tax-id', c.taxId && `${c.taxIdKind} ${c.taxId}`],
    ...addresses.flatMap(({ postalCode, country, lon, lat }): [CustomerKeyKind, string | null][] => [
      ['name-and-postal-code', postalCode === '' ? null : `${name} ${country} ${fold(postalCode)}`],
      // To about ten metres.
      ['name-and-place', lon === null || lat === null ? null : `${name} ${lon.toFixed(4)} ${lat.toFixed(4)}`],
    ]),
  ];
  const kept = new Map(values.map(([kind, value]) => [`${kind} ${value}`, { kind, value }]));
  return Array.from(kept, ([, key]) => key).flatMap(({ kind, value }) =>
    value === null || value === ''
      ? []
      : [{ businessUnitId: c.businessUnitId, customerId: c.id, kind, value }],
  );
}
