import { expect, test } from 'vitest';
import type { Choice } from './cost-part.ts';
import { travelPart } from './travel.ts';

test('the detour: there and on, less the way that is saved', () => {
  expect(travelPart.seconds({ before: 600, after: 900, own: 1000 } as Choice)).toBe(500);
});

test('where the detour is a short cut it is below 0', () => {
  expect(travelPart.seconds({ before: 100, after: 100, own: 300 } as Choice)).toBe(-100);
});
