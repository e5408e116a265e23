import type { ActivityType, Address } from '@itinera/db';

/**
 * Whether work of a type at an address is planned automatically (CAD-AT-11): it is of a type that is, that somebody goes out
 * for, and at a place that is known. The worker's `listWorkToAwait` asks the same of what is stored.
 */
export function canBeAssigned(
  { assignment, kind, active }: Pick<ActivityType, 'assignment' | 'kind' | 'active'>,
  address: Pick<Address, 'location' | 'active'> | undefined,
): boolean {
  if (assignment === 'by-hand' || kind === 'contact-call' || !active || !address?.active) return false;
  return kind === 'no-location' || address.location !== 'not-located';
}
