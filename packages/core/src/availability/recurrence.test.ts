import { expect, test } from 'vitest';
import type { Recurrence } from '@itinera/db';
import { lastEnd, mostTimes, timesIn } from './recurrence.ts';

const at = (text: string) => Date.parse(text) / 1000;
const always = { start: 0, end: 9_999_999_999 };
const starts = (first: string, rule: Omit<Recurrence, 'zone'> | null, zone = 'Europe/Vaduz') => {
  const startsAt = at(first);
  const own = rule && { ...rule, zone };
  return timesIn({ startsAt, endsAt: startsAt + 3600, rule: own }, always).map(({ start }) =>
    new Date(start * 1000).toISOString().slice(0, 16),
  );
};

test('CAD-PL-16 every two weeks keeps its time on the clock through the change of the clock', () => {
  expect(starts('2027-03-15T14:00+01:00', { unit: 'week', every: 2, count: 3 })).toEqual([
    '2027-03-15T13:00',
    '2027-03-29T12:00',
    '2027-04-12T12:00',
  ]);
});

test('the 31st of each month leaves out the months that have none, and they do not count', () => {
  expect(starts('2027-01-31T09:00+01:00', { unit: 'month', every: 1, count: 4 })).toEqual([
    '2027-01-31T08:00',
    '2027-03-31T07:00',
    '2027-05-31T07:00',
    '2027-07-31T07:00',
  ]);
});

test('a leap day each year waits for the leap years', () => {
  expect(starts('2028-02-29T09:00Z', { unit: 'month', every: 12, count: 2 }, 'UTC')).toEqual([
    '2028-02-29T09:00',
    '2032-02-29T09:00',
  ]);
});

test('once is once; only what touches the range is told; a rule without an end in sight ends', () => {
  expect(starts('2027-01-31T09:00Z', null)).toHaveLength(1);
  const daily = {
    startsAt: at('2027-01-01T09:00Z'),
    endsAt: at('2027-01-01T10:00Z'),
    rule: { unit: 'day' as const, every: 1, count: 1e9, zone: 'UTC' },
  };
  expect(timesIn(daily, always)).toHaveLength(mostTimes);
  const range = { start: at('2027-01-02T10:00Z'), end: at('2027-01-04T09:00Z') };
  expect(timesIn(daily, range)).toEqual([{ start: at('2027-01-03T09:00Z'), end: at('2027-01-03T10:00Z') }]);
  expect(lastEnd({ ...daily, rule: { ...daily.rule, count: 3 } })).toBe(at('2027-01-03T10:00Z'));
  expect(lastEnd({ ...daily, rule: null })).toBe(daily.endsAt);
});
