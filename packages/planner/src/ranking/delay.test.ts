import { expect, test } from 'vitest';
import type { Choice } from './cost-part.ts';
import { delayPart } from './delay.ts';

test('each date later counts a day, whatever its clock did', () => {
  expect(delayPart.seconds({ daysLater: 0 } as Choice)).toBe(0);
  expect(delayPart.seconds({ daysLater: 3 } as Choice)).toBe(3 * 86_400);
});
