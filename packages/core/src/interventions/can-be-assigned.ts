import type { ActivityType, Address } from '@itinera/db';

/**
 * Whether open work may wait to be planned automatically, whoever lets it: somebody goes out for it, and its type and place are in
 * use. A place that nobody located yet is tried again when it is.
 */
export function canWait(
  { kind, active }: Pick<ActivityType, 'kind' | 'active'>,
  address: Pick<Address, 'active'> | undefined,
): boolean {
  return kind !== 'contact-call' && active && Boolean(address?.active);
}

/**
 * Whether work of a type at an address is planned automatically (CAD-AT-11): it is of a type that is, that somebody goes out
 * for, and at a place that is known. The worker's `listWorkToAwait` asks the same of what is stored.
 */
export function canBeAssigned(
  type: Pick<ActivityType, 'assignment' | 'kind' | 'active'>,
  address: Pick<Address, 'location' | 'active'> | undefined,
): boolean {
  if (type.assignment === 'by-hand' || !canWait(type, address)) return false;
  return type.kind === 'no-location' || address?.location !== 'not-located';
}
