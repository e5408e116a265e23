import { expect, test } from 'vitest';
import { byDate, datesOfMonth, secondsByDate } from './clocked-time.ts';

const local = (text: string) => Date.parse(text) / 1000;

test('a night is of two dates, and the nights of the clock changes have their own length', () => {
  const zone = 'Europe/Vaduz';
  const night = secondsByDate(
    [{ start: local('2027-01-12T22:00+01:00'), end: local('2027-01-13T06:30+01:00') }],
    zone,
  );
  expect([...night]).toEqual([
    ['2027-01-12', 2 * 3600],
    ['2027-01-13', 6.5 * 3600],
  ]);
  // Spring: 02:00 is skipped; autumn: 02:00 to 03:00 comes twice.
  const spring = byDate(local('2027-03-28T00:00+01:00'), local('2027-03-28T06:00+02:00'), zone);
  const autumn = byDate(local('2027-10-31T00:00+02:00'), local('2027-10-31T06:00+01:00'), zone);
  expect(spring.map(({ start, end }) => end - start)).toEqual([5 * 3600]);
  expect(autumn.map(({ start, end }) => end - start)).toEqual([7 * 3600]);
});

test('a December ends with January', () => {
  expect(datesOfMonth('2027-12')).toEqual({ first: '2027-12-01', next: '2028-01-01' });
  expect(datesOfMonth('2027-02')).toEqual({ first: '2027-02-01', next: '2027-03-01' });
});
