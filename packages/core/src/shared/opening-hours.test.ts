import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatOpeningHours,
  OpeningHoursError,
  parseOpeningHours,
  soundOpeningHours,
  type OpeningHours,
} from './opening-hours.ts';

const example = '1,4|08:00:00|12:00:00;3|10:00:00|12:00:00';

test('CAD-PL-20 the example of the format is read and written back', () => {
  const hours = parseOpeningHours(example);
  const morning = [{ from: '08:00', to: '12:00' }];
  expect(hours).toEqual({ 1: morning, 4: morning, 3: [{ from: '10:00', to: '12:00' }] });
  expect(formatOpeningHours(hours)).toBe(example);
  expect(parseOpeningHours('0|00:00:00|23:59:59')).toEqual({ 7: [{ from: '00:00', to: '24:00' }] });
  expect(parseOpeningHours(' ')).toBeNull();
});

test('CAD-PL-20 round trips change nothing, for any hours', () => {
  const minute = (n: number) =>
    `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
  const day = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 }).map((all) => {
    const sorted = [...all].sort((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => ({
      from: minute(sorted[2 * i]!),
      to: minute(sorted[2 * i + 1]!),
    }));
  });
  const week = fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6', '7'), day, { minKeys: 1 });
  fc.assert(
    fc.property(week, (hours: OpeningHours) => {
      const text = formatOpeningHours(hours);
      expect(parseOpeningHours(text)).toEqual(hours);
      expect(formatOpeningHours(parseOpeningHours(text))).toBe(text);
      expect(soundOpeningHours(hours)).toEqual(hours);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['1|08:00:00', 1, /2 pieces and needs 3/],
  ['1|08:00:00|12:00:00|x', 1, /4 pieces/],
  ['1|08:00:00|12:00:00;2|09:00:00', 2, /part 2 has 2 pieces/],
  ['1|08:00:00|12:00:00;;2|09:00:00|10:00:00', 2, /part 2 has 1 pieces/],
  ['8|08:00:00|12:00:00', 1, /must be a day/],
  ['|08:00:00|12:00:00', 1, /must be a day/],
  ['1|8:00|12:00:00', 1, /must be a time/],
  ['1|08:00:30|12:00:00', 1, /whole minutes/],
  ['1|25:00:00|26:00:00', 1, /must be a time/],
  ['1|12:00:00|08:00:00', 1, /must end after/],
  ['1|08:00:00|12:00:00;0,1|11:00:00|13:00:00', 2, /overlaps/],
])('CAD-PL-20 %s is refused, and the part is named', (text, part, message) => {
  try {
    parseOpeningHours(text);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(OpeningHoursError);
    expect(error).toMatchObject({ part, message: expect.stringMatching(message) as string });
  }
});

test('hours of a form are put in order, and refused by their weekday when they overlap', () => {
  const late = { from: '13:00', to: '17:00' };
  const early = { from: '08:00', to: '12:00' };
  expect(soundOpeningHours({ 2: [late, early], 3: [] })).toEqual({ 2: [early, late] });
  expect(soundOpeningHours({ 3: [] })).toBeNull();
  expect(() => soundOpeningHours({ 5: [early, { from: '11:59', to: '13:00' }] })).toThrow(
    expect.objectContaining({ weekday: '5' }) as Error,
  );
});
