import { expect, test } from 'vitest';
import { temporaryTree } from '../../test/helpers/temporary-tree.ts';
import { checkWords } from './words.ts';

const visits = (one: string, other: string, last = 'form=*') => [
  {
    declarations: ['input count', 'local form = count: plural'],
    selectors: ['form'],
    match: { 'form=one': one, [last]: other },
  },
];

const english = { greeting: 'Hello {name}', visits: visits('{count} visit', '{count} visits') };
const italian = { greeting: 'Buongiorno {name}', visits: visits('una visita', '{count} visite') };

/** What the check says of a place with these two languages. */
function failures(it: unknown, en: unknown = english): readonly string[] {
  const tree = temporaryTree({
    'app/project.inlang/settings.json': JSON.stringify({ baseLocale: 'en', locales: ['it', 'en'] }),
    'app/messages/en.json': typeof en === 'string' ? en : JSON.stringify(en, null, 2),
    'app/messages/it.json': typeof it === 'string' ? it : JSON.stringify(it, null, 2),
  });
  return checkWords(tree, ['app']).failures;
}

test('two languages that say the same pass, whatever forms they use', () => {
  expect(failures(italian)).toEqual([]);
});

test.each([
  ['a missing key', { greeting: 'Ciao {name}' }, 'visits is missing'],
  ['a key too many', { ...italian, extra: 'x' }, 'extra is not in en.json'],
  [
    'another placeholder',
    { ...italian, greeting: 'Ciao {nome}' },
    'greeting takes {nome}, in en.json {name}',
  ],
  ['an empty text', { ...italian, greeting: ' ' }, 'greeting is empty'],
  ['a loose brace', { ...italian, greeting: 'Ciao {name' }, 'greeting has an unpaired brace'],
  [
    'no form for the rest',
    { ...italian, visits: visits('a', 'b', 'form=other') },
    'the last one is not for everything',
  ],
  [
    'an undeclared input',
    { ...italian, visits: visits('a', '{number} b') },
    'uses {number} without declaring it',
  ],
  ['a nested object', { ...italian, visits: { one: 'a' } }, 'visits is neither a text nor'],
  ['a key twice', '{\n  "greeting": "A {name}",\n  "greeting": "B {name}"\n}', 'greeting stands there twice'],
])('%s fails', (_, it, message) => {
  expect(failures(it).join('\n')).toContain(message);
});

test('a key with a dot or a capital fails', () => {
  expect(failures({ 'page.Title': 'x' }, { 'page.Title': 'x' })).toHaveLength(2);
});

test('an escaped brace is a text, not a placeholder', () => {
  expect(failures({ code: 'Il segno \\{' }, { code: 'The sign \\{' })).toEqual([]);
});

test('a file that is no JSON is named', () => {
  expect(() => failures('{')).toThrow(/messages\/it\.json/);
});
