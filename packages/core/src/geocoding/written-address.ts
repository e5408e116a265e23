/** Countries whose people write the house number before the street. */
const numberFirst = new Set(['FR', 'BE', 'LU', 'MC', 'GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'ZA', 'IN', 'IL']);

/** Street and house number in the order of their country. */
export function streetLine(street: string, houseNumber: string | undefined, country: string | null): string {
  if (!houseNumber) return street;
  return numberFirst.has(country ?? '') ? `${houseNumber} ${street}` : `${street} ${houseNumber}`;
}

/** Letters and digits of a text as words, without case, accents and marks: "Zürcherstr. 5a" is "zurcherstr", "5a". */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('œ', 'oe')
    .replaceAll('ø', 'o')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

export function isNumber(word: string): boolean {
  return /^\d/.test(word);
}

/** Whether `typed` may be meant for `word`: 3 it is, 2 it begins so, 1 with a slip or two in longer words, 0 no. */
export function likeness(typed: string, word: string): 0 | 1 | 2 | 3 {
  if (typed === word) return 3;
  if (word.startsWith(typed)) return 2;
  if (isNumber(typed) || isNumber(word) || typed.length < 4) return 0;
  const slips = typed.length < 7 ? 1 : 2;
  return isWithin(typed, word.slice(0, typed.length + slips), slips) ? 1 : 0;
}

/** Whether `typed` becomes a beginning of `word` by at most so many letters put in, left out or changed. */
function isWithin(typed: string, word: string, slips: number): boolean {
  let row = Array.from({ length: word.length + 1 }, (_, i) => i);
  for (let i = 1; i <= typed.length; i++) {
    const next = [i];
    for (let j = 1; j <= word.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (typed[i - 1] === word[j - 1] ? 0 : 1));
    if (Math.min(...next) > slips) return false;
    row = next;
  }
  return row.some((distance, j) => distance <= slips && j >= typed.length - slips);
}
