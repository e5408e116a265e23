import type { CustomerKind, Relationship } from '../shared/customers.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { CustomerSummary, Page } from './types.ts';

/** What a list of customers is narrowed to; those given all hold. */
export interface CustomerListFilter {
  /** Words, all of which are found in names, references, contacts, addresses or tags; telephone numbers in any spelling. */
  search?: string | undefined;
  relationship?: Relationship | undefined;
  kind?: CustomerKind | undefined;
  categoryId?: string | undefined;
  profileId?: string | undefined;
  responsibleId?: string | undefined;
  tag?: string | undefined;
  /** Some active address has no place, so nothing is offered there. */
  notLocated?: boolean | undefined;
  /** Inactive ones too; default not. */
  withInactive?: boolean | undefined;
  /** Last written in `[updatedFrom, updatedTo)`. */
  updatedFrom?: EpochSeconds | undefined;
  updatedTo?: EpochSeconds | undefined;
  /** Default: `relevance`, which is by name where nothing is searched. */
  sortBy?: CustomerSort | undefined;
  /** Default: `asc`. */
  sortOrder?: 'asc' | 'desc' | undefined;
  /** Customers a page, 1 to 100; default 25. */
  limit?: number | undefined;
  /** From 1. */
  page?: number | undefined;
}

export type CustomerSort = 'relevance' | 'name' | 'reference' | 'updated' | 'id';

export interface CustomerListItem extends CustomerSummary {
  relationship: Relationship;
  updatedAt: EpochSeconds;
}

export interface CustomerList extends Page<CustomerListItem> {
  /** How many there are of each relationship under all the other conditions, inactive ones always counted. */
  counts: Record<Relationship, number>;
}
