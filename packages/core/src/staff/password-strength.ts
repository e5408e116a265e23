import { ItineraError } from '../shared/errors.ts';
import { knownWords } from './known-words.ts';

/** What must be left of a password when everything that is known is taken out of it. */
const ownCharacters = 6;
const differentCharacters = 5;
const shortestContextWord = 4;

const lookalikes: Record<string, string> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't' };
const signs: Record<string, string> = { '@': 'a', $: 's', '!': 'i', '€': 'e' };

/**
 * Refuses a password that others would try first: common words and rows of keys, and words of its context (name,
 * address, company), also with look-alike signs, leave fewer than 6 characters of it, or it has fewer than 5 different
 * ones. Nothing is asked of its composition (NIST SP 800-63B-4, section 3.1.1.2). Its length is `hashPassword`'s matter.
 * @throws ItineraError `invalid` (`password`, reason `known`).
 */
export function requireOwnPassword(password: string, context: readonly string[]): void {
  const typed = plain(password);
  const words = [...contextWords(context), ...knownWords];
  const spelt = [...typed].map((sign) => signs[sign] ?? lookalikes[sign] ?? sign).join('');
  const left = Math.min(withoutWords(typed, words), withoutWords(spelt, words));
  if (left >= ownCharacters && new Set(typed).size >= differentCharacters) return;
  throw new ItineraError('invalid', 'password is made of words that others would try: add some of your own', {
    field: 'password',
    reason: 'known',
  });
}

/** How many letters and digits are left without the words. */
function withoutWords(text: string, words: readonly string[]): number {
  let rest = text;
  for (const word of words) rest = rest.replaceAll(word, ' ');
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length;
}

function contextWords(context: readonly string[]): string[] {
  return context
    .flatMap((text) => plain(text).split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= shortestContextWord)
    .sort((a, b) => b.length - a.length);
}

/** Lower case without accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
