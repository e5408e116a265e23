import { expect, test } from 'vitest';
import { widen } from './widen.ts';

const intervals = [
  { start: 10, end: 20 },
  { start: 30, end: 40 },
  { start: 50, end: 60 },
];

test('one interval starts earlier or ends later', () => {
  expect(widen(intervals, 0, 'start', 5)[0]).toEqual({ start: 5, end: 20 });
  expect(widen(intervals, 1, 'end', 9)).toEqual([intervals[0], { start: 30, end: 49 }, intervals[2]]);
});

test('those that it reaches, or just touches, become one with it', () => {
  expect(widen(intervals, 1, 'end', 10)).toEqual([intervals[0], { start: 30, end: 60 }]);
  expect(widen(intervals, 2, 'start', 35)).toEqual([{ start: 10, end: 60 }]);
  expect(widen(intervals, 0, 'end', 100)).toEqual([{ start: 10, end: 120 }]);
});
