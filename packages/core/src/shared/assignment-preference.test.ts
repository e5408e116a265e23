import { expect, test } from 'vitest';
import { formatAssignmentPreference, parseAssignmentPreference } from './assignment-preference.ts';

test.each([
  [
    'restrict;anna@x.example,ben@x.example;0',
    { mode: 'restrict', emails: ['anna@x.example', 'ben@x.example'], last: false },
  ],
  ['prioritize;anna@x.example;1', { mode: 'prefer', emails: ['anna@x.example'], last: true }],
  ['prioritize;;1', { mode: 'prefer', emails: [], last: true }],
] as const)('CAD-PL-21 %s is read and written back', (text, meant) => {
  expect(parseAssignmentPreference(text)).toEqual(meant);
  expect(formatAssignmentPreference({ ...meant, emails: [...meant.emails] })).toBe(text);
});

test('CAD-PL-21 a bare value restricts to that e-mail; no mode, or nobody, is no preference', () => {
  expect(parseAssignmentPreference(' Anna@x.example ')).toEqual({
    mode: 'restrict',
    emails: ['anna@x.example'],
    last: false,
  });
  for (const text of ['', ';;', ';anna@x.example;1', 'restrict;;0'])
    expect(parseAssignmentPreference(text)).toBeNull();
  expect(formatAssignmentPreference(null)).toBe('');
});

test.each([
  'restrict;a@x.example',
  'forbid;a@x.example;0',
  'restrict;a;0',
  'restrict;a@x.example;2',
  'a@x.example,b@x.example',
  'nobody',
])('CAD-PL-21 %s is refused', (text) => {
  expect(() => parseAssignmentPreference(text)).toThrow(/must|needs/);
});
