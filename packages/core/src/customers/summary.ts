import type { Customer } from '@itinera/db';
import { displayName } from './display-name.ts';
import type { CustomerSummary } from './types.ts';

/** A customer as lists and pages name it. */
export function summary(customer: Customer): Omit<CustomerSummary, 'addresses'> {
  const { id, reference, kind, status, email, phone } = customer;
  return { id, reference, name: displayName(customer), kind, status, email, phone };
}
