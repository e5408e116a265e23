import type { CustomerListFilter } from '@itinera/core';
import { customerKinds, relationships } from '@itinera/core/shared';
import { z } from 'zod';
import { id, pageNumber } from '../validate.ts';

const sorts = ['relevance', 'name', 'reference', 'updated_at', 'id'] as const;
const orders = ['asc', 'desc'] as const;
const mostOnAPage = 100;
const onAPage = `must be a whole number, 1 to ${mostOnAPage}`;
const instant = z.iso.datetime({
  offset: true,
  error: 'must be an instant such as 2026-11-22T08:00:00Z, with its zone',
});
const yesOrNo = z.enum(['true', 'false'], 'must be true or false');

/** What the address of a list of customers may ask for (CAD-CS-07). */
export const customerQuery = z.object({
  query: z.string().trim().max(100, 'must have at most 100 characters').optional(),
  relationship: z.enum(relationships, `must be one of ${relationships.join(', ')}`).optional(),
  type: z.enum(customerKinds, `must be one of ${customerKinds.join(', ')}`).optional(),
  category: id.optional(),
  profile: id.optional(),
  responsible: id.optional(),
  tag: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters').optional(),
  not_located: yesOrNo.optional(),
  with_inactive: yesOrNo.optional(),
  updated_at_min: instant.optional(),
  updated_at_max: instant.optional(),
  sort_by: z.enum(sorts, `must be one of ${sorts.join(', ')}`).optional(),
  sort_order: z.enum(orders, `must be one of ${orders.join(', ')}`).optional(),
  limit: z.coerce.number(onAPage).int(onAPage).min(1, onAPage).max(mostOnAPage, onAPage).default(10),
  page: pageNumber.optional(),
});

/** The same as core takes it. Both ends of a time belong to it. */
export function customerFilter(query: z.output<typeof customerQuery>): CustomerListFilter {
  const { sort_by: sort, updated_at_min: from, updated_at_max: to } = query;
  return {
    search: query.query,
    relationship: query.relationship,
    kind: query.type,
    categoryId: query.category,
    profileId: query.profile,
    responsibleId: query.responsible,
    tag: query.tag,
    // Absent is either; only what is not located can be asked for.
    notLocated: query.not_located === 'true' ? true : undefined,
    withInactive: query.with_inactive === 'true',
    updatedFrom: from && Math.ceil(Date.parse(from) / 1000),
    updatedTo: to && Math.floor(Date.parse(to) / 1000) + 1,
    sortBy: sort === 'updated_at' ? 'updated' : sort,
    sortOrder: query.sort_order,
    limit: query.limit,
    page: query.page,
  } as CustomerListFilter;
}
