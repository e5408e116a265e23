import { listAddresses, listCustomers, type CustomerFilter } from '@itinera/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { customerKinds, relationships } from '../shared/customers.ts';
import { parseInput } from '../shared/parse-input.ts';
import { keyOf } from './customer-fields.ts';
import type { CustomerList, CustomerListFilter } from './list-types.ts';
import { summary } from './summary.ts';

/** The longest text that is searched. */
export const longestSearch = 100;

const instant = z.int('must be an instant in whole seconds');
const id = z.uuid('must be an id');
const read = parseInput(
  z.object({
    search: z.string().trim().max(longestSearch, `must have at most ${longestSearch} characters`).default(''),
    relationship: z.enum(relationships, `must be one of ${relationships.join(', ')}`).optional(),
    kind: z.enum(customerKinds, `must be one of ${customerKinds.join(', ')}`).optional(),
    categoryId: id.optional(),
    profileId: id.optional(),
    responsibleId: id.optional(),
    tag: z.string().trim().min(1, 'must not be empty').max(longestSearch).optional(),
    notLocated: z.boolean().optional(),
    withInactive: z.boolean().default(false),
    updatedFrom: instant.optional(),
    updatedTo: instant.optional(),
    sortBy: z.enum(['relevance', 'name', 'reference', 'updated', 'id']).default('relevance'),
    sortOrder: z.enum(['asc', 'desc']).default('asc'),
    limit: z
      .int('must be a whole number')
      .min(1, 'must be 1 to 100')
      .max(100, 'must be 1 to 100')
      .default(25),
  }),
);

/**
 * A page of the unit's customers, and how many there are of each relationship (AZT-02 to AZT-07). Erased ones are
 * inactive; merged ones are in no list, and their references find who took their place.
 * @throws ItineraError `invalid` (the field).
 */
export async function searchCustomers(
  ctx: Context,
  scope: BusinessUnitScope,
  filter: CustomerListFilter,
): Promise<CustomerList> {
  const { sortBy, sortOrder, limit, updatedFrom, updatedTo, tag, ...conditions } = read(filter);
  const q = ctx.db.read;
  const page = Math.max(1, Math.trunc(filter.page ?? 1) || 1);
  const updated = { from: updatedFrom, to: updatedTo };
  const found = await listCustomers(q, scope.businessUnitId, {
    filter: given({ ...conditions, updated: given(updated), tag: tag && keyOf(tag) }),
    order: sortBy,
    descending: sortOrder === 'desc',
    page: { limit, offset: (page - 1) * limit },
  });
  const sites = await listAddresses(
    q,
    scope.businessUnitId,
    found.rows.map(({ customer }) => customer.id),
  );
  const counted = Map.groupBy(sites, (site) => site.customerId);
  return {
    items: found.rows.map(({ customer, relationship }) => ({
      ...summary(customer),
      relationship,
      updatedAt: customer.updatedAt ?? customer.createdAt,
      addresses: counted.get(customer.id)?.length ?? 0,
    })),
    counts: found.counts,
    total: found.total,
    page,
    pageSize: limit,
  };
}

/** Without what is undefined. */
function given<T extends object>(fields: T): CustomerFilter {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
