import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compactTaxId, formatTaxId, isTaxId, recogniseTaxId, taxIdKinds, type TaxIdKind } from './tax-ids.ts';

/** Published examples of the authorities and of libraries that check such numbers. */
const known: Readonly<Record<TaxIdKind, readonly (readonly [typed: string, written: string])[]>> = {
  cpf: [
    ['39053344705', '390.533.447-05'],
    ['529.982.247-25', '529.982.247-25'],
  ],
  cnpj: [
    ['16727230000197', '16.727.230/0001-97'],
    ['12abc34501de35', '12.ABC.345/01DE-35'],
    ['00.000.000/0001-91', '00.000.000/0001-91'],
  ],
  'codice-fiscale': [
    ['rccmnl83s18d969h', 'RCC MNL 83S18 D969H'],
    ['RSSMRA85T10A562S', 'RSS MRA 85T10 A562S'],
    ['00743110157', '00743110157'],
  ],
  'partita-iva': [
    ['IT 00743110157', '00743110157'],
    ['07643520567', '07643520567'],
  ],
  siren: [['552008443', '552 008 443']],
  siret: [
    ['73282932000074', '732 829 320 00074'],
    // La Poste: the head office passes the check, other establishments only its own.
    ['35600000000048', '356 000 000 00048'],
    ['35600000049837', '356 000 000 49837'],
  ],
};
const all = taxIdKinds.flatMap((kind) => known[kind].map(([typed, written]) => ({ kind, typed, written })));

test.each(all)('AZT-11 $kind $typed is one, and is written $written', ({ kind, typed, written }) => {
  expect(isTaxId(kind, typed)).toBe(true);
  expect(formatTaxId(kind, typed)).toBe(written);
  expect(isTaxId(kind, written)).toBe(true);
  expect(compactTaxId(kind, written)).toBe(compactTaxId(kind, typed));
});

test.each([
  ['cpf', '39053344706'],
  ['cpf', '11111111111'],
  ['cnpj', '16727230000198'],
  ['cnpj', '12ABC34501DE36'],
  ['cnpj', '00000000000000'],
  ['cnpj', '12ABC34501DEAB'],
  ['codice-fiscale', 'RCCMNL83S18D969A'],
  // Born on the 32nd; in a month that is none.
  ['codice-fiscale', 'RCCMNL83S32D969H'],
  ['codice-fiscale', 'RCCMNL83F18D969H'],
  ['partita-iva', '00743110158'],
  ['partita-iva', '00000000000'],
  ['siren', '552008444'],
  ['siret', '73282932000079'],
  // The sum of La Poste's digits is a rule of La Poste's alone.
  ['siret', '55200844300003'],
  ['cpf', ''],
  ['cpf', '٣٩٠٥٣٣٤٤٧٠٥'],
] as const)('AZT-11 %s %s is none, and is shown as it was typed', (kind, typed) => {
  expect(isTaxId(kind, typed)).toBe(false);
  expect(formatTaxId(kind, typed)).toBe(typed);
});

test('AZT-11 the codes of two people who would have the same differ by letters for digits (omocodia)', () => {
  // The last digit of RCCMNL83S18D969H as its letter (9 is V) has another check letter, and only that one.
  const body = 'RCCMNL83S18D96V';
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((last) => isTaxId('codice-fiscale', body + last));
  expect(letters).toHaveLength(1);
  expect(letters).not.toEqual(['H']);
});

describe('AZT-11 one character that is changed is found', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  /** Bodies, completed with whatever check characters fit. */
  const complete = (kind: TaxIdKind, body: string, ends: readonly string[]): string[] =>
    ends.map((end) => body + end).filter((text) => isTaxId(kind, text));
  const numbers = (count: number) =>
    Array.from({ length: 10 ** count }, (_, n) => String(n).padStart(count, '0'));
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const two = numbers(2);
  const one = numbers(1);

  const cases: [TaxIdKind, fc.Arbitrary<string>, readonly string[]][] = [
    ['cpf', digits(9), two],
    ['cnpj', fc.stringMatching(/^[0-9A-Z]{12}$/), two],
    [
      'codice-fiscale',
      fc.stringMatching(/^[A-Z]{6}[0-9]{2}[ABCDEHLMPRST](0[1-9]|1[0-9]|2[0-8])[A-Z][0-9]{3}$/),
      letters,
    ],
    ['partita-iva', digits(10), one],
    ['siren', digits(8), one],
    ['siret', digits(4).map((branch) => `732829320${branch}`), one],
  ];
  test.each(cases)('%s', (kind, bodies, ends) => {
    let checked = 0;
    fc.assert(
      fc.property(bodies, fc.nat(), fc.nat(), (body, where, what) => {
        const made = complete(kind, body, ends);
        expect(made.length, 'a body has one ending at most').toBeLessThanOrEqual(1);
        const [text] = made;
        // In Brazil remainders 0 and 1 both give 0: there, and only there, a change can go unseen.
        const unseen = (kind === 'cpf' || kind === 'cnpj') && text?.slice(-2).includes('0');
        if (text === undefined || unseen) return;
        const place = where % text.length;
        const before = text.charCodeAt(place);
        // Letters of a CNPJ eleven or twenty-two places apart weigh the same there.
        const same = (other: string): boolean =>
          other.charCodeAt(0) === before || (kind === 'cnpj' && (other.charCodeAt(0) - before) % 11 === 0);
        const others = (before < 65 ? one : letters).filter((other) => !same(other));
        const changed = text.slice(0, place) + others[what % others.length] + text.slice(place + 1);
        checked += 1;
        expect(isTaxId(kind, changed), `${changed} instead of ${text}`).toBe(false);
      }),
      { numRuns: 300 },
    );
    expect(checked).toBeGreaterThan(100);
  });
});

test('a number without its kind is recognised by form and check digits, or is nobody’s', () => {
  expect(recogniseTaxId('529.982.247-25', null)).toBe('cpf');
  expect(recogniseTaxId('16.727.230/0001-97', 'LI')).toBe('cnpj');
  expect(recogniseTaxId('RSSMRA85T10A562S', 'IT')).toBe('codice-fiscale');
  expect(recogniseTaxId('00743110157', 'IT')).toBe('partita-iva');
  // Eleven digits that are several: only the country tells.
  expect(recogniseTaxId('00743110157', null)).toBeNull();
  expect(recogniseTaxId('73282932000074', 'FR')).toBe('siret');
  expect(recogniseTaxId('FL-0002.123.456-7', 'LI')).toBeNull();
});
