import type { Customer } from '@itinera/db';

/** What a customer is called: a person's first name stands before the family's. */
export function displayName({ name, firstName }: Pick<Customer, 'name' | 'firstName'>): string {
  return firstName === null ? name : `${firstName} ${name}`;
}
