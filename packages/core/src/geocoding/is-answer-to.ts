import type { AddressText, KnownPlace } from '../outside/geocoder.ts';
import { isNumber, likeness, wordsOf } from './written-address.ts';

/**
 * Whether a place that was found is the address that was asked for: same country, same town or postal code, a street
 * of that name, and the very house number if one was given. A geocoder answers with what is near as well.
 */
export function isAnswerTo(address: AddressText, found: KnownPlace): boolean {
  if (found.country !== null && found.country !== address.country) return false;
  if (!isSameTown(address, found)) return false;
  const asked = wordsOf(address.line1);
  if (asked.length === 0) return true;
  if (found.precision === 'town') return false;
  const known = wordsOf(found.line1);
  const number = asked.find(isNumber);
  if (number !== undefined && found.precision !== 'house') return false;
  if (number !== undefined && joined(known) !== joined(asked)) return false;
  const names = asked.filter((word) => !isNumber(word) && word.length > 2);
  return names.length === 0 || names.some((name) => known.some((word) => likeness(name, word) > 0));
}

/** House numbers with their letters, "12 a" and "12a" alike. */
function joined(words: readonly string[]): string {
  const at = words.findIndex(isNumber);
  const letter = words[at + 1];
  return `${words[at] ?? ''}${letter?.length === 1 ? letter : ''}`;
}

function isSameTown(address: AddressText, found: KnownPlace): boolean {
  if (address.postalCode !== '' && found.postalCode !== '' && address.postalCode === found.postalCode)
    return true;
  const known = wordsOf(found.city);
  return wordsOf(address.city).some((word) =>
    known.some((other) => word.length > 2 && likeness(word, other) > 0),
  );
}
