import { expect, test } from 'vitest';
import { delayPart } from './delay.ts';

test('each date later counts a day, whatever its clock did', () => {
  expect(delayPart.seconds({ before: 600, after: 900, own: 1000, daysLater: 0 })).toBe(0);
  expect(delayPart.seconds({ before: 600, after: 900, own: 1000, daysLater: 3 })).toBe(3 * 86_400);
});
