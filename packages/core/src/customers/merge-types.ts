import type { CustomerFields } from './customer-record.ts';
import type { CustomerSummary } from './types.ts';

/** What two customers have alike: names with the place or the postal code, in any order of the words. */
export type LikenessReason = 'tax-id' | 'name-and-place' | 'email' | 'name-and-postal-code' | 'phone';

/** Two customers that may be the same one. */
export interface DuplicatePair {
  customers: [Omit<CustomerSummary, 'addresses'>, Omit<CustomerSummary, 'addresses'>];
  reasons: LikenessReason[];
  /** 1 to 100. */
  score: number;
}

export interface DuplicateList {
  pairs: DuplicatePair[];
  total: number;
  /** There may be more: so many things alike were not all looked at. */
  more: boolean;
}

/** The fields of a customer of which one of two values is kept. */
export type MergeField = Exclude<keyof CustomerFields, 'tags'> | 'openingHours';
export type MergeSide = 'kept' | 'merged';

/** One customer as a merge shows it. */
export interface MergeRecord {
  id: string;
  reference: string;
  revision: number;
  fields: Record<MergeField, unknown>;
  addresses: string[];
  tags: string[];
  accesses: string[];
  interventions: number;
}

/** Two customers side by side. `differing`: of which fields one has to be chosen, and which is taken unless it is said. */
export interface MergePreview {
  kept: MergeRecord;
  merged: MergeRecord;
  differing: { field: MergeField; suggested: MergeSide }[];
  reasons: LikenessReason[];
}

export interface MergeInput {
  /** Who stays. */
  keptId: string;
  /** Whose everything becomes the other's. */
  mergedId: string;
  /** The revisions that were shown. */
  keptRevision: number;
  mergedRevision: number;
  /** Whose value is kept where they differ; unsaid: as suggested. */
  choices: Partial<Record<MergeField, MergeSide>>;
}
