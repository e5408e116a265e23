import type { Customer } from '@itinera/db';

/** Whether a customer is one no more: erased, or merged with another. Its row only holds together what refers to it. */
export function isGone({ erasedAt, mergedIntoId }: Pick<Customer, 'erasedAt' | 'mergedIntoId'>): boolean {
  return erasedAt !== null || mergedIntoId !== null;
}
