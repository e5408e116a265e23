import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDefaults } from './apply-defaults.ts';
import { answersOfTexts, textOfAnswer } from './answer-text.ts';
import { fieldTypes } from './definition.ts';
import { boilerForm, field, options } from './sample.fixture.ts';
import { typedAnswers } from './typed-answers.ts';
import { validateAnswers } from './validate-answers.ts';

const final = { mode: 'final' } as const;
const sound = { radiators: 6, fuel: 'gas' };

test('CAD-FO-04 a required field without an answer keeps a final form back, and no draft', () => {
  expect(validateAnswers(boilerForm, sound, final)).toEqual({ answers: sound, problems: [] });
  expect(validateAnswers(boilerForm, { fuel: ' ' }, final).problems).toEqual([
    { field: 'radiators', problem: 'missing' },
    { field: 'fuel', problem: 'missing' },
  ]);
  expect(validateAnswers(boilerForm, {}, { mode: 'draft' }).problems).toEqual([]);
});

test('CAD-FO-05 a hidden required field does not block, and what was in it is dropped', () => {
  const open = validateAnswers(boilerForm, { ...sound, satisfied: false }, final);
  expect(open.problems).toEqual([{ field: 'comment', problem: 'missing' }]);
  const hidden = validateAnswers(boilerForm, { ...sound, satisfied: true, comment: 'cold' }, final);
  expect(hidden).toEqual({ answers: { ...sound, satisfied: true }, problems: [] });
  // Even an answer that could not be: nobody sees it to put it right.
  expect(validateAnswers(boilerForm, { ...sound, satisfied: true, comment: 7 }, final).problems).toEqual([]);
});

test('CAD-FO-05 what hangs on a hidden field is hidden with it', () => {
  const chain = {
    fields: [
      field('yes-no', 'a'),
      field('yes-no', 'b', { shownWhen: { fact: 'field.a', is: 'one-of', values: [true] } }),
      field('short-text', 'c', { shownWhen: { fact: 'field.b', is: 'one-of', values: [true] } }),
    ],
  };
  expect(validateAnswers(chain, { a: false, b: true, c: 'x' }, final).answers).toEqual({ a: false });
  expect(validateAnswers(chain, { a: true, b: true, c: 'x' }, final).answers).toEqual({
    a: true,
    b: true,
    c: 'x',
  });
});

describe('CAD-FO-02 types are exact, and ends are kept to', () => {
  const id = '01890000-0000-7000-8000-000000000001';
  test.each([
    [field('number', 'f', { minimum: 1, maximum: 9 }), 5, ['5', 0, 10, 1.5, NaN, Infinity, true, [5]]],
    [
      field('short-text', 'f', { minimum: 2, maximum: 4 }),
      'abc',
      [7, 'a', 'abcde', 'a\nb', 'a\u0000b', { length: 3 }],
    ],
    [
      field('short-text', 'f', { format: 'email' }),
      'a@b.li',
      ['a', 'a@b', '@b.li', 'a b@c.li', 'a@b@c.li', 'a@.li.'],
    ],
    [field('short-text', 'f', { format: 'phone' }), '+423 232 11 22', ['12', 'call me']],
    [field('text-area', 'f'), 'two\nlines', [7, 'x'.repeat(5001)]],
    [
      field('date', 'f', { earliest: '2026-01-01', latest: '2028-12-31' }),
      '2028-02-29',
      ['2027-02-29', '2025-12-31', '29.2.2028', 20280229],
    ],
    [field('time', 'f'), '23:59', ['24:00', '7:00', '12:60']],
    [field('date-time', 'f'), '2026-11-22T09:30', ['2026-11-22', '2026-11-22 09:30', '2026-11-22T09:30Z']],
    [field('drop-down', 'f', { options: options('a', 'b') }), 'a', ['c', 'constructor', ['a'], 1]],
    [field('single-choice', 'f', { options: options('a', 'b') }), 'b', ['A', '__proto__']],
    [
      field('multiple-choice', 'f', { options: options('a', 'b', 'c'), maximum: 2 }),
      ['a', 'c'],
      ['a', ['d'], ['a', 'b', 'c'], [1]],
    ],
    [field('yes-no', 'f', { required: true }), false, ['no', 0, 'false']],
    [field('checkbox', 'f', { required: true }), true, [false, 'yes', 1]],
    [
      field('signature', 'f'),
      { name: 'Ada', drawing: null },
      [
        'Ada',
        { name: ' ', drawing: null },
        { name: 'Ada' },
        { name: 'A', drawing: 'x' },
        { name: 'A', drawing: null, more: 1 },
      ],
    ],
    [field('photo', 'f', { maximum: 2 }), [id], [id, ['x'], [`../${id}`]]],
    [field('file', 'f'), [id], [[{ id }], ['']]],
    [
      field('position', 'f'),
      { lat: 47.1, lon: 9.5 },
      ['47,9', { lat: 91, lon: 0 }, { lat: 1, lon: NaN }, { lat: 1, lon: 2, alt: 3 }],
    ],
    [field('text', 'f'), undefined, []],
    [field('computed', 'f', { computed: { text: 'I-7' } }), 'I-7', []],
  ])('$0.type', (one, right, wrong) => {
    const fields = { fields: [one] };
    const good = validateAnswers(fields, right === undefined ? {} : { f: right }, final);
    expect(good).toEqual({ answers: right === undefined ? {} : { f: right }, problems: [] });
    for (const value of wrong)
      expect(validateAnswers(fields, { f: value }, final).problems, JSON.stringify(value)).toHaveLength(1);
  });

  test('every type is in the table above', () => {
    expect(fieldTypes).toHaveLength(17);
  });
});

test('S43 a code nobody asked for is refused, whatever it is called, and nothing is polluted', () => {
  const hostile = JSON.parse(
    '{"__proto__":{"x":1},"constructor":"a","toString":"b","radiators":6,"fuel":"gas"}',
  ) as unknown;
  const { answers, problems } = validateAnswers(boilerForm, hostile, final);
  expect(problems.map(({ field: code, problem }) => [code, problem])).toEqual([
    ['__proto__', 'unknown-field'],
    ['constructor', 'unknown-field'],
    ['toString', 'unknown-field'],
  ]);
  expect(Object.keys(answers)).toEqual(['radiators', 'fuel']);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  for (const value of [null, 'x', 7, [], () => 1])
    expect(validateAnswers(boilerForm, value, final).problems).toHaveLength(2);
});

test('CAD-FO-06 a computed field is worked out anew, whatever it was given', () => {
  const form = {
    fields: [
      field('number', 'rooms'),
      field('computed', 'reference', { computed: { text: '{intervention.reference}' } }),
      field('computed', 'metres', {
        computed: {
          amount: { base: 0, terms: [{ field: 'rooms', times: 12 }], minimum: null, maximum: null },
        },
      }),
      field('short-text', 'large', { shownWhen: { fact: 'field.metres', is: 'at-least', values: [60] } }),
    ],
  };
  const render = (text: string) => text.replace('{intervention.reference}', 'I-0042');
  const given = { rooms: 6, reference: 'forged', metres: 1, large: 'yes' };
  expect(validateAnswers(form, given, { mode: 'final', render }).answers).toEqual({
    rooms: 6,
    reference: 'I-0042',
    metres: 72,
    large: 'yes',
  });
  expect(validateAnswers(form, { ...given, rooms: 2 }, final).answers).not.toHaveProperty('large');
});

test('CAD-FO-04 defaults are prefilled where nothing is answered, unless they do not fit any more', () => {
  const fields = [
    field('short-text', 'name', { default: 'For {customer.name}' }),
    field('drop-down', 'fuel', { options: options('gas'), default: 'coal' }),
    field('number', 'rooms', { default: 3 }),
    field('photo', 'picture', { default: ['x'] }),
  ];
  const render = (text: string) => text.replace('{customer.name}', 'Ada');
  expect(applyDefaults({ fields }, {}, render)).toEqual({ name: 'For Ada', rooms: 3 });
  expect(applyDefaults({ fields }, { rooms: 0 }, render)).toEqual({ name: 'For Ada', rooms: 0 });
});

test('what a browser without JavaScript sends gets its types back', () => {
  const sent: Record<string, string[]> = {
    radiators: ['1,5'],
    fuel: ['oil'],
    satisfied: ['no'],
    comment: ['cold'],
    extras: ['pump', 'filter'],
  };
  expect(typedAnswers(boilerForm, (code) => sent[code] ?? [])).toEqual({
    answers: { radiators: 1.5, fuel: 'oil', satisfied: false, comment: 'cold', extras: ['pump', 'filter'] },
    problems: [],
  });
  expect(typedAnswers(boilerForm, (code) => (code === 'radiators' ? ['six'] : [])).problems).toEqual([
    { field: 'radiators', problem: 'wrong-type' },
  ]);
});

test('answers survive being a customer’s own fields, and texts that cannot be read are kept apart', () => {
  const { fields } = boilerForm;
  const answers = { radiators: 6, fuel: 'oil', satisfied: true, extras: ['filter', 'valve'] };
  const texts = Object.fromEntries(
    Object.entries(answers).map(([code, value]) => [code, textOfAnswer(value)]),
  );
  expect(answersOfTexts({ fields }, texts)).toEqual({ answers, unread: [] });
  expect(
    answersOfTexts({ fields }, { radiators: 'many', fuel: 'coal', satisfied: 'TRUE', other: 'x' }),
  ).toEqual({
    answers: { satisfied: true },
    unread: ['radiators', 'fuel'],
  });
});

test('validating what was validated changes nothing, for any answers', () => {
  const value = fc.oneof(
    fc.integer({ min: -5, max: 70 }),
    fc.constantFrom('gas', 'oil', 'x', '', true, false, null),
    fc.subarray(['filter', 'pump', 'valve', 'nothing']),
    fc.string(),
  );
  const codes = boilerForm.fields.map(({ code }) => code);
  let clean = 0;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...codes), value), (given) => {
      const once = validateAnswers(boilerForm, given, final);
      for (const code of Object.keys(once.answers)) expect(codes).toContain(code);
      if (once.problems.length > 0) return;
      clean += 1;
      expect(validateAnswers(boilerForm, once.answers, final)).toEqual(once);
    }),
    { seed: 51, numRuns: 1000, examples: [[sound]] },
  );
  expect(clean).toBeGreaterThan(0);
});
