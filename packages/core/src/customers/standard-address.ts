import type { Address } from '@itinera/db';
import { ItineraError } from '../shared/errors.ts';

/**
 * Whether an address is to be the customer's standard one: when it is wished, when there is no other, and when the
 * standard one is not in use while this one is. Exactly one always is; it changes by making another the standard one.
 * @throws ItineraError `not-allowed` (`standard`) for taking the mark off the standard address, or out of use, while
 *   another address could have it.
 */
export function staysStandard(
  all: readonly Address[],
  before: Address | undefined,
  wished: { isStandard: boolean; active: boolean },
): boolean {
  const others = all.filter(({ id }) => id !== before?.id);
  const standard = others.find(({ isStandard }) => isStandard);
  const is = wished.isStandard || standard === undefined || (wished.active && !standard.active);
  const othersInUse = others.some(({ active }) => active);
  if (before?.isStandard && !wished.isStandard && others.length > 0) throw refused('isStandard');
  if (is && !wished.active && othersInUse) throw refused('active');
  return is;
}

function refused(field: string): ItineraError {
  return new ItineraError('not-allowed', `${field}: make another address the standard one first`, {
    field,
    reason: 'standard',
  });
}
