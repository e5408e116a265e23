/** Letters that are no base letter with a mark, and what people without them on their keyboard type. */
const spelt: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '’': "'",
  '‘': "'",
  '‐': '-',
};
const speltLetters = /[ßæœøłđðþı’‘‐]/gu;

/** A text as it is searched: without letter case and accents, one space between words; nothing a store would refuse. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(speltLetters, (letter) => spelt[letter] ?? letter)
    .replace(/[\p{Z}\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
}

/** A folded text that sorts by its numbers as people do: 10 after 9. */
export function sortKey(text: string): string {
  return fold(text).replace(/\d+/g, (digits) => digits.padStart(10, '0'));
}

/** The digits of a telephone number that every spelling of it ends with: no +, 00 or 0 before them, no (0) among them. */
export function dialled(text: string): string {
  const digits = text.replace(/\(0\)/g, '').replace(/\D/g, '');
  return digits.startsWith('00') ? digits.slice(2) : digits.replace(/^0/, '');
}

/** The folded words of texts and telephone numbers, each once, with a space before each. */
export function searchWords(
  texts: readonly (string | null | undefined)[],
  phones: readonly (string | null | undefined)[],
): string {
  const words = new Set<string>();
  for (const text of texts)
    for (const word of fold(text ?? '').split(' ')) {
      words.add(word);
      // What follows a hyphen or an apostrophe begins a word too: Jean-Pierre, D'Angelo.
      for (const { index } of word.matchAll(/[-'./&]\p{L}/gu)) words.add(word.slice(index + 1));
    }
  for (const phone of phones) words.add(dialled(phone ?? ''));
  words.delete('');
  return [...words].map((word) => ` ${word}`).join('');
}

/** One thing that must be found: any of these ways, each of which asks for all of its pieces. */
export type Term = readonly (readonly string[])[];

/** So many words of a search are looked for. */
const mostWords = 8;

/**
 * What a search asks for: every word, in any order. Three letters and more are found anywhere in a word, fewer where a
 * word begins. Numbers side by side may also be one telephone number, however it is spelt.
 */
export function searchTerms(search: string): Term[] {
  const words = [...new Set(fold(search).split(' '))].filter((word) => word !== '').slice(0, mostWords);
  const terms: Term[] = [];
  for (let first = 0; first < words.length;) {
    const rest = words.slice(first);
    const other = rest.findIndex((word) => !(/^[+\d()./-]+$/.test(word) && /\d/.test(word)));
    const numbers = rest.slice(0, other < 0 ? undefined : other);
    const taken = numbers.length > 0 ? numbers : rest.slice(0, 1);
    first += taken.length;
    const number = dialled(numbers.join(''));
    if (number.length >= 4 && !taken.includes(number)) terms.push([[number], taken.map(piece)]);
    else terms.push(...taken.map((word) => [[piece(word)]]));
  }
  return terms;
}

function piece(word: string): string {
  return [...word].length < 3 ? ` ${word}` : word;
}
