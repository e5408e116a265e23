import { expect, it } from 'vitest';
import { overwriteGetLocale } from '../../paraglide/runtime.js';
import { count, distance, duration, signedDuration } from './quantity.ts';

it('says durations in hours and minutes', () => {
  expect([0, 29, 30, 420, 3600, 3900, 5400, -120].map(duration)).toEqual([
    '0 min',
    '0 min',
    '1 min',
    '7 min',
    '1 h',
    '1 h 05 min',
    '1 h 30 min',
    '−2 min',
  ]);
});

it('says what a detour adds, or saves', () => {
  expect([0, -20, 20, 420, -61].map(signedDuration)).toEqual([
    '±0 min',
    '±0 min',
    '±0 min',
    '+7 min',
    '−1 min',
  ]);
});

it('says numbers and distances in the language of the page', () => {
  overwriteGetLocale(() => 'en');
  expect([850, 1234, 123_456].map(distance)).toEqual(['850 m', '1.2 km', '123 km']);
  expect(count(1234567)).toBe('1,234,567');
  overwriteGetLocale(() => 'it');
  expect(distance(1234)).toBe('1,2 km');
});
