import { LineProblem } from './problems.ts';

/* How cells are read as more than text. A blank cell is nothing. */

const yes = new Set([
  '1',
  'true',
  'yes',
  'y',
  'si',
  'sì',
  'oui',
  'sim',
  'x',
  'ja',
  'vrai',
  'vero',
  'verdadeiro',
]);
const no = new Set(['0', 'false', 'no', 'n', 'non', 'não', 'nao', 'nein', 'faux', 'falso']);

/** @throws LineProblem `invalid`. */
export function readBoolean(field: string, cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  if (word === '') return null;
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  throw new LineProblem('invalid', field);
}

/** With a point or a comma before the decimals. @throws LineProblem `invalid`. */
export function readNumber(field: string, cell: string): number | null {
  const text = cell.trim();
  if (text === '') return null;
  if (!/^[+-]?\d{1,15}([.,]\d{1,20})?$/.test(text)) throw new LineProblem('invalid', field);
  return Number(text.replace(',', '.'));
}

/** @throws LineProblem `invalid`. */
export function readInteger(field: string, cell: string): number | null {
  const number = readNumber(field, cell);
  if (number !== null && !Number.isSafeInteger(number)) throw new LineProblem('invalid', field);
  return number;
}

/** One of a closed list, whatever the letters' size. @throws LineProblem `invalid`. */
export function readWord<Word extends string>(
  field: string,
  cell: string,
  words: readonly Word[],
  otherWords: Readonly<Record<string, Word>> = {},
): Word | null {
  const text = cell.trim().toLowerCase();
  if (text === '') return null;
  const found = words.find((word) => word === text) ?? otherWords[text];
  if (found === undefined) throw new LineProblem('invalid', field);
  return found;
}

/** Words in one cell, a semicolon between two; one within a word has a backslash before it. */
export function readList(cell: string): string[] {
  const words: string[] = [''];
  for (let at = 0; at < cell.length; at++) {
    const sign = cell[at] ?? '';
    if (sign === '\\' && /[;\\]/.test(cell[at + 1] ?? ''))
      words.push((words.pop() ?? '') + (cell[++at] ?? ''));
    else if (sign === ';') words.push('');
    else words.push((words.pop() ?? '') + sign);
  }
  return words.map((word) => word.trim()).filter((word) => word !== '');
}

export function writeList(words: readonly string[]): string {
  return words.map((word) => word.replaceAll(/[;\\]/g, '\\$&')).join(';');
}
