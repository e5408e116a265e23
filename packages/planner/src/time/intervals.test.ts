import { expect, test } from 'vitest';
import { between } from '../../../../test/fixtures/tiny-town.ts';
import { subtract, union } from './intervals.ts';

test('a union joins what overlaps or touches and drops what is empty', () => {
  expect(
    union([
      between('10:00', '11:00'),
      between('08:00', '09:00'),
      between('09:00', '09:30'),
      between('07:00', '07:00'),
    ]),
  ).toEqual([between('08:00', '09:30'), between('10:00', '11:00')]);
});

test('what is taken leaves the rest', () => {
  const day = [between('08:00', '12:00'), between('13:00', '17:00')];
  expect(
    subtract(day, [between('07:00', '08:30'), between('11:00', '14:00'), between('15:00', '16:00')]),
  ).toEqual([between('08:30', '11:00'), between('14:00', '15:00'), between('16:00', '17:00')]);
  expect(subtract(day, [])).toEqual(day);
  expect(subtract(day, [between('00:00', '23:00')])).toEqual([]);
});

test('a union does not change what it is given', () => {
  const given = [between('08:00', '09:00'), between('08:30', '10:00')];
  union(given);
  expect(given).toEqual([between('08:00', '09:00'), between('08:30', '10:00')]);
});
