import { expect, test } from 'vitest';
import { copyDay, draftOf, rulesOf, wrongDay } from './draft.ts';

const morning = { from: '08:00', to: '12:00' };
const rules = {
  openingHours: { 1: [morning] },
  mode: null,
  technicianIds: [],
  last: false,
  serviceZoneId: null,
};

test('a form that nobody touched sends what it was made of; no hours at all are always open', () => {
  expect(rulesOf(draftOf(rules))).toEqual(rules);
  const empty = { ...rules, openingHours: null };
  expect(rulesOf(draftOf(empty))).toEqual(empty);
});

test('one day is copied to others, and changing a copy leaves it alone', () => {
  const draft = draftOf(rules);
  copyDay(draft.week, '1', ['1', '2', '7']);
  draft.week['2'][0]!.to = '11:00';
  expect(rulesOf(draft).openingHours).toEqual({
    1: [morning],
    2: [{ from: '08:00', to: '11:00' }],
    7: [morning],
  });
});

test('the day that is wrong is named', () => {
  const draft = draftOf(rules);
  expect(wrongDay(draft.week)).toBeNull();
  draft.week['5'].push({ from: '09:00', to: '' });
  expect(wrongDay(draft.week)).toBe('5');
  draft.week['3'].push(morning, { from: '11:00', to: '13:00' });
  expect(wrongDay(draft.week)).toBe('3');
});
