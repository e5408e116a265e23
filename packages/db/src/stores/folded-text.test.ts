import { describe, expect, test } from 'vitest';
import { dialled, fold, searchTerms, searchWords, sortKey } from './folded-text.ts';

test.each([
  ['  Zürich\u00a0 ÉCOLE ', 'zurich ecole'],
  ['Straße Łódź Søren Æsir', 'strasse lodz soren aesir'],
  ['İstanbul ılık', 'istanbul ilik'],
  ['D’Angelo', "d'angelo"],
  ['ﬁn Ⅳ', 'fin iv'],
  ['a\u0000b\u0007c\ud800d', 'a b c d'],
  ['\u202eשלום\u202c', 'שלום'],
  ['', ''],
])('folds %j', (text, folded) => {
  expect(fold(text)).toBe(folded);
  expect(fold(folded)).toBe(folded);
});

test('numbers in references sort as numbers', () => {
  const given = ['C-10', 'C-9', 'c-100', 'B-11'];
  expect([...given].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual([
    'B-11',
    'C-9',
    'C-10',
    'c-100',
  ]);
});

test('every spelling of a telephone number ends alike', () => {
  const spellings = ['+41 79 123 45 67', '0041791234567', '+41 (0)79 123-45-67', '+41.79/1234567'];
  expect(spellings.map(dialled)).toEqual(spellings.map(() => '41791234567'));
  expect(dialled('079 123 45 67')).toBe('791234567');
  expect(dialled('no number')).toBe('');
});

test('words are kept once, and what follows a hyphen begins one', () => {
  expect(searchWords(['Jean-Pierre Müller', 'MULLER', null, 'o.b@x.ch'], ['+41 79 123', null])).toBe(
    ' jean-pierre pierre muller o.b@x.ch b@x.ch ch 4179123',
  );
  expect(searchWords([], [])).toBe('');
});

describe('what a search asks for', () => {
  test.each([
    ['', []],
    [' \u0000 ', []],
    ['Mario', [[['mario']]]],
    ['ma Rossi', [[[' ma']], [['rossi']]]],
    ['mario mario', [[['mario']]]],
    ['%', [[[' %']]]],
    ['9490', [[['9490']]]],
    ['079 123 45 67', [[['791234567'], ['079', '123', ' 45', ' 67']]]],
    ['+41 79 123', [[['4179123'], ['+41', ' 79', '123']]]],
    ['rossi 12 9490 vaduz', [[['rossi']], [['129490'], [' 12', '9490']], [['vaduz']]]],
    ['👍🏽', [[[' 👍🏽']]]],
  ])('%j', (search, terms) => {
    expect(searchTerms(search)).toEqual(terms);
  });

  test('no more than eight words, however long the text', () => {
    const long = Array.from({ length: 5000 }, (_, n) => `w${n.toString(36)}`).join(' ');
    expect(searchTerms(long)).toHaveLength(8);
  });
});
