import { expect, test } from 'vitest';
import { dayNumber, instantOf, isoDate, isoWeekday } from './local-time.ts';

test('dates count from 1970-01-01, a Thursday', () => {
  expect(dayNumber('1970-01-01')).toBe(0);
  expect(isoWeekday(0)).toBe(4);
  expect(isoWeekday(dayNumber('1969-12-29')!)).toBe(1);
  expect(isoWeekday(dayNumber('2026-06-07')!)).toBe(7);
  expect(isoDate(dayNumber('2028-02-29')!)).toBe('2028-02-29');
});

test('what is no date of the calendar has no number', () => {
  for (const text of ['2026-02-30', '2027-02-29', '2026-13-01', '2026-6-1', 'today', '']) {
    expect(dayNumber(text), text).toBeUndefined();
  }
});

test('a local time in a gap is the moment of the gap, one shown twice is the first', () => {
  const local = (text: string) => Date.parse(`${text}Z`) / 1000;
  const instant = (text: string) => Date.parse(text) / 1000;
  expect(instantOf('Europe/Paris', local('2026-03-29T02:30'))).toBe(instant('2026-03-29T03:00+02:00'));
  expect(instantOf('Europe/Paris', local('2026-10-25T02:30'))).toBe(instant('2026-10-25T02:30+02:00'));
  expect(instantOf('Pacific/Apia', local('2011-12-30T12:00'))).toBe(instant('2011-12-31T00:00+14:00'));
  expect(instantOf('Etc/GMT+12', local('2026-01-01T00:00'))).toBe(instant('2026-01-01T00:00-12:00'));
  expect(instantOf('Pacific/Kiritimati', local('2026-01-01T00:00'))).toBe(instant('2026-01-01T00:00+14:00'));
});
