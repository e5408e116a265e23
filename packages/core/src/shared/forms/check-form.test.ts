import { expect, test } from 'vitest';
import { checkForm } from './check-form.ts';
import type { FormDefinition, FormField } from './definition.ts';
import { formChanges, isUnchanged } from './form-changes.ts';
import { lockedFields, startingForm } from './locked-fields.ts';
import { boilerForm, field, options } from './sample.fixture.ts';
import { validateAnswers } from './validate-answers.ts';

const activity = { language: 'en', purpose: 'activity' } as const;
const only = (fields: FormField[], more: Partial<FormDefinition> = {}): FormDefinition => ({
  fields,
  duration: null,
  skills: [],
  portal: false,
  ...more,
});
const found = (definition: FormDefinition) =>
  checkForm(definition, activity).map(({ field: at, part, problem }) => [at, part, problem]);

test('a sound form has no problem', () => {
  expect(checkForm(boilerForm, activity)).toEqual([]);
  expect(checkForm(startingForm('closing'), { language: 'it', purpose: 'closing' })).toEqual([]);
});

test('CAD-FO-03 codes are lower case without accents and spaces, each once', () => {
  expect(found(only([field('short-text', 'Número Cliente')]))).toEqual([[0, 'code', 'code-form']]);
  expect(found(only([field('short-text', 'numero_cliente')]))).toEqual([]);
  expect(found(only([field('short-text', 'a'), field('number', 'a')]))).toEqual([[1, 'code', 'code-twice']]);
  for (const code of ['', '1a', '_a', 'a-b', 'a.b', '__proto__', 'x'.repeat(51)])
    expect(checkForm(only([field('short-text', code, { label: { en: 'x' } })]), activity), code).toHaveLength(
      1,
    );
});

test('labels, options, ends and defaults are looked at where they stand', () => {
  expect(found(only([field('short-text', 'a', { label: { it: 'solo' } })]))).toEqual([
    [0, 'label', 'label-missing'],
  ]);
  expect(found(only([field('drop-down', 'a')]))).toEqual([[0, 'options', 'options-missing']]);
  expect(found(only([field('drop-down', 'a', { options: options('x', 'y', 'x') })]))).toEqual([
    [0, 'options', 'option-twice'],
  ]);
  expect(found(only([field('number', 'a', { minimum: 2, maximum: 1 })]))).toEqual([
    [0, 'limits', 'limits-crossed'],
  ]);
  expect(found(only([field('date', 'a', { earliest: '2026-02-30' })]))).toEqual([
    [0, 'limits', 'limits-form'],
  ]);
  expect(found(only([field('number', 'a', { default: 'six' })]))).toEqual([[0, 'default', 'default-unfit']]);
  const needed = only([field('photo', 'a', { required: true })]);
  expect(found(needed)).toEqual([]);
  // A customer's own fields are texts.
  expect(checkForm(needed, { language: 'en', purpose: 'customer' })).toMatchObject([
    { field: 0, problem: 'files-required' },
  ]);
  expect(found(only([field('computed', 'a', { computed: null })]))).toEqual([
    [0, 'computed', 'computed-missing'],
  ]);
});

test('references to fields that are gone, and values that cannot be, are refused with their place', () => {
  const shownWhen = { any: [{ fact: 'field.gone', is: 'filled' as const, values: [] }] };
  expect(found(only([field('short-text', 'a', { shownWhen })]))).toEqual([[0, 'condition', 'unknown-field']]);
  const fuel = field('drop-down', 'fuel', { options: options('gas') });
  const tests = (is: 'one-of' | 'at-least', ...values: (string | number)[]) =>
    found(only([fuel, field('short-text', 'b', { shownWhen: { fact: 'field.fuel', is, values } })]));
  expect(tests('one-of', 'gas')).toEqual([]);
  expect(tests('one-of', 'coal')).toEqual([[1, 'condition', 'unknown-option']]);
  expect(tests('at-least', 'gas')).toEqual([[1, 'condition', 'not-comparable']]);
  const { fields } = boilerForm;
  const amount = { base: 0, minimum: null, maximum: null };
  expect(found({ ...boilerForm, duration: { ...amount, terms: [{ field: 'rooms', times: 1 }] } })).toEqual([
    [null, 'duration', 'unknown-field'],
  ]);
  expect(found({ ...boilerForm, duration: { ...amount, terms: [{ field: 'fuel', times: 1 }] } })).toEqual([
    [null, 'duration', 'not-a-number'],
  ]);
  expect(
    found({
      ...boilerForm,
      fields,
      duration: null,
      skills: [{ field: 'fuel', is: 'coal', skillId: 's', level: 1 }],
    }),
  ).toEqual([[null, 'skills', 'unknown-option']]);
});

test('conditions that go in a circle are refused, and read without end neither', () => {
  const on = (code: string) => ({ fact: `field.${code}`, is: 'filled' as const, values: [] });
  const circle = only([
    field('short-text', 'a', { shownWhen: on('c') }),
    field('short-text', 'b', { shownWhen: on('a') }),
    field('short-text', 'c', { shownWhen: { not: on('b') } }),
    field('short-text', 'd', { shownWhen: on('b') }),
  ]);
  const problems = checkForm(circle, activity);
  expect(problems).toEqual([{ field: 0, part: 'condition', problem: 'circle', names: ['a', 'c', 'b', 'a'] }]);
  expect(found(only([field('short-text', 'a', { shownWhen: on('a') })]))).toEqual([
    [0, 'condition', 'circle'],
  ]);
  expect(validateAnswers(circle, { a: 'x' }, { mode: 'final' }).problems).toEqual([]);
});

test('500 fields in a chain are fine and read, 501 are refused', () => {
  const chain = (length: number) =>
    only(
      Array.from({ length }, (_, n) =>
        field('short-text', `f${n}`, {
          shownWhen: n + 1 < length ? { fact: `field.f${n + 1}`, is: 'filled', values: [] } : null,
        }),
      ),
    );
  expect(found(chain(500))).toEqual([]);
  expect(found(chain(501))).toEqual([[null, 'fields', 'too-many-fields']]);
  const answers = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, 'x']));
  expect(Object.keys(validateAnswers(chain(500), answers, { mode: 'final' }).answers)).toHaveLength(500);
});

test('CAD-RE-01 the locked fields of a closing form can neither go nor change', () => {
  const closing = { language: 'en', purpose: 'closing' } as const;
  const [start, end, result] = lockedFields as [FormField, FormField, FormField];
  expect(checkForm(only([start, end]), closing)).toMatchObject([
    { problem: 'locked-missing', names: ['result'] },
  ]);
  expect(checkForm(only([{ ...start, required: false }, end, result]), closing)).toMatchObject([
    { field: 0, problem: 'locked-changed' },
  ]);
  expect(checkForm(only([end, field('photo', 'before'), start, result]), closing)).toEqual([]);
});

test('what one version changed is told by codes', () => {
  const [radiators, fuel, ...others] = boilerForm.fields as [FormField, FormField, ...FormField[]];
  expect(isUnchanged(formChanges(boilerForm, structuredClone(boilerForm)))).toBe(true);
  const after = {
    ...boilerForm,
    duration: null,
    fields: [{ ...fuel, required: false }, radiators, field('date', 'since'), ...others.slice(1)],
  };
  expect(formChanges(boilerForm, after)).toEqual({
    added: ['since'],
    removed: ['satisfied'],
    changed: ['fuel'],
    reordered: true,
    effects: true,
    portal: false,
  });
});
