import { expect, test } from 'vitest';
import type { ItineraError } from './shared/errors.ts';
import { countryOfPhone, maskIdentifier, normaliseIdentifier } from './identifier.ts';

const account = 'kim.sample@example.com';
const phone = '+4232345678';

const same: [string, string][] = [
  ['as on file', account],
  ['spaces around', `  ${account}\t`],
  ['a line break at the end', `${account}\r\n`],
  ['a no-break space before', `\u00a0${account}`],
  ['upper-case domain', 'kim.sample@EXAMPLE.COM'],
  ['upper-case name', 'Kim.Sample@example.com'],
  ['the full-width at sign U+FF20', 'kim.sample＠example.com'],
  ['full-width letters', 'ｋｉｍ.sample@example.com'],
  ['the Kelvin sign U+212A', '\u212aim.sample@example.com'],
  ['the ideographic full stop in the domain', 'kim.sample@example。com'],
];

const refused: [string, string][] = [
  ['nothing', ''],
  ['only spaces', '   '],
  ['no domain', 'kim.sample@'],
  ['no name', '@example.com'],
  ['no dot in the domain', 'kim.sample@localhost'],
  ['two at signs', 'kim.sample@@example.com'],
  ['two addresses', `${account},other@example.com`],
  ['two addresses, semicolon', `${account};other@example.com`],
  ['two addresses, space', `${account} other@example.com`],
  ['a header after CRLF', `${account}\r\nBcc: other@example.com`],
  ['a header after LF in the name', `kim\nBcc:x@example.com`],
  ['a display name', `Kim <${account}>`],
  ['angle brackets', `<${account}>`],
  ['a comment', 'kim.sample(comment)@example.com'],
  ['a quoted name', '"kim.sample"@example.com'],
  ['a quoted name with spaces', '"kim sample"@example.com'],
  ['a group', 'group:kim.sample@example.com;'],
  ['a trailing dot', `${account}.`],
  ['a leading dot', '.kim.sample@example.com'],
  ['two dots', 'kim..sample@example.com'],
  ['an address literal', 'kim.sample@[127.0.0.1]'],
  ['a bare address', 'kim.sample@127.0.0.1'],
  ['a zero-width space in the name', 'kim\u200b.sample@example.com'],
  ['a zero-width space in the domain', 'kim.sample@exam\u200bple.com'],
  ['a zero-width joiner', 'kim\u200d.sample@example.com'],
  ['a soft hyphen in the domain', 'kim.sample@exam\u00adple.com'],
  ['a right-to-left override', '\u202ekim.sample@example.com'],
  ['a right-to-left mark in the domain', 'kim.sample@\u200fexample.com'],
  ['a null', 'kim.sample\u0000@example.com'],
  ['the dotless i U+0131', 'k\u0131m.sample@example.com'],
  ['the capital I with dot U+0130', 'K\u0130M.sample@example.com'],
  ['a Cyrillic letter that looks alike', 'k\u0456m.sample@example.com'],
  ['a name of 65 characters', `${'k'.repeat(65)}@example.com`],
  ['255 characters', `${'k'.repeat(60)}@${'e'.repeat(63)}.${'e'.repeat(63)}.${'e'.repeat(63)}.com`],
  ['a million characters', 'k'.repeat(1_000_000)],
  ['a telephone number without country code', '03 234 56 78'],
  ['a number that begins with 00', '+004232345678'],
  ['a number with extension', '+423 234 56 78 ext. 9'],
  ['a number with a pause', '+4232345678,9'],
  ['a telephone address', 'tel:+4232345678'],
  ['too short a number', '+423 2'],
  ['letters', 'kim sample'],
];

const other: [string, string, string][] = [
  ['a tag is another address', 'kim.sample+tag@example.com', 'kim.sample+tag@example.com'],
  ['dots are not ignored', 'kimsample@example.com', 'kimsample@example.com'],
  ['sharp s is not ss', 'kim@stra\u00dfe.example', 'kim@xn--strae-oqa.example'],
  ['an umlaut is not its base letter', 'kim@m\u00fcller.example', 'kim@xn--mller-kva.example'],
  ['a Cyrillic domain is another domain', 'kim.sample@ex\u0430mple.com', 'kim.sample@xn--exmple-4nf.com'],
];

test.each(same)('S11 the same account: %s', (_, typed) => {
  expect(normaliseIdentifier(typed)).toEqual({ channel: 'email', value: account });
});

test.each([phone, '+423 234 56 78', ' +423-234-56-78 ', '＋423 234 56 78', '+423 (234) 5678'])(
  'S11 the same number: %s',
  (typed) => {
    expect(normaliseIdentifier(typed)).toEqual({ channel: 'sms', value: phone });
  },
);

test.each(refused)('S11 refused: %s', (_, typed) => {
  expect(() => normaliseIdentifier(typed)).toThrow(
    expect.objectContaining({ code: 'invalid', field: 'identifier' }) as ItineraError,
  );
});

test.each(other)('S11 never that account: %s', (_, typed, value) => {
  expect(normaliseIdentifier(typed)).toEqual({ channel: 'email', value });
});

test('S11 what was normalised stays as it is', () => {
  for (const [, typed] of [...same, ...other]) {
    const { value } = normaliseIdentifier(typed);
    expect(normaliseIdentifier(value).value).toBe(value);
  }
});

test.each(['234 56 78', '2345678', '00423 234 56 78', '+423 234 56 78', '２３４５６７８'])(
  'S11 the same number as people in its country dial it: %s',
  (typed) => {
    expect(normaliseIdentifier(typed, 'LI')).toEqual({ channel: 'sms', value: phone });
  },
);

test.each([
  ['of another country, as dialled there', '078 765 43 21', 'LI'],
  ['with +00', '+004232345678', 'LI'],
  ['an extension', '234 56 78 ext. 9', 'LI'],
  ['a list', '234 56 78, 234 56 79', 'LI'],
  ['an alarm number', '112', 'LI'],
  ['a country that is none', '234 56 78', 'XX'],
])('S11 refused as a number of a country: %s', (_, typed, country) => {
  expect(() => normaliseIdentifier(typed, country)).toThrow(
    expect.objectContaining({ code: 'invalid', field: 'identifier' }) as ItineraError,
  );
});

test('a number without country code is refused with that reason where no country is known', () => {
  expect(() => normaliseIdentifier('234 56 78')).toThrow(
    expect.objectContaining({ reason: 'country-code' }) as ItineraError,
  );
});

test('a number tells its country, and a mask shows no more than one needs to know one’s own', () => {
  expect(['+4232345678', '+41791234567', '+12133734253', '+88216123456'].map(countryOfPhone)).toEqual([
    'LI',
    'CH',
    'US',
    null,
  ]);
  expect(maskIdentifier('kim.sample@example.com')).toBe('k•••@example.com');
  expect(maskIdentifier('+423660200101')).toBe('+423 ••• 01');
});
