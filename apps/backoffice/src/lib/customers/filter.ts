import { customerKinds, relationships, type CustomerKind, type Relationship } from '@itinera/core/shared';

export const sorts = ['name', 'reference', 'updated_at'] as const;

/** What the list of customers is narrowed to, as it stands in the address and as the API takes it. */
export interface CustomerFilter {
  query?: string;
  relationship?: Relationship;
  type?: CustomerKind;
  category?: string;
  profile?: string;
  responsible?: string;
  tag?: string;
  not_located?: 'true';
  with_inactive?: 'true';
  sort_by?: (typeof sorts)[number];
  sort_order?: 'asc' | 'desc';
  page?: string;
}

const oneOf = (values: readonly string[]) => ({ test: (value: string) => values.includes(value) });
const id = /^[0-9a-f-]{36}$/i;
const shapes: Record<keyof CustomerFilter, { test(value: string): boolean }> = {
  query: /\S/,
  relationship: oneOf(relationships),
  type: oneOf(customerKinds),
  category: id,
  profile: id,
  responsible: id,
  tag: /\S/,
  not_located: /^true$/,
  with_inactive: /^true$/,
  sort_by: oneOf(sorts),
  sort_order: /^(asc|desc)$/,
  page: /^[1-9]\d{0,4}$/,
};

/** The filter in an address; what makes no sense there is left out, so that an old link still shows a list. */
export function readCustomerFilter(query: URLSearchParams): CustomerFilter {
  const entries = Object.entries(shapes).flatMap(([name, shape]) => {
    const value = query.get(name)?.trim() ?? '';
    return shape.test(value) ? [[name, value.slice(0, 100)]] : [];
  });
  return Object.fromEntries(entries) as CustomerFilter;
}

/** The address of the same list with another relationship, or all: from its first page. */
export function withRelationship(filter: CustomerFilter, relationship: Relationship | null): string {
  const { relationship: _r, page: _p, ...others } = filter;
  return new URLSearchParams({ ...others, ...(relationship ? { relationship } : {}) }).toString();
}

/** The same customers for a file: every page of the list, and nobody whom it leaves out. */
export function exportFilter(filter: CustomerFilter) {
  const { query, relationship, type, category, profile, responsible, tag } = filter;
  return {
    search: query,
    relationship,
    kind: type,
    categoryId: category,
    profileId: profile,
    responsibleId: responsible,
    tag,
    notLocated: filter.not_located === 'true' || undefined,
    withInactive: filter.with_inactive === 'true' || filter.relationship !== undefined,
  };
}
