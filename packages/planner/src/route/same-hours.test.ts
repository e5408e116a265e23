import { expect, test } from 'vitest';
import { SameHours } from './same-hours.ts';

const morning = { start: 0, end: 4 };
const afternoon = { start: 5, end: 9 };

test('days with the same intervals share the first list; others do not', () => {
  const hours = new SameHours();
  const first = [morning, afternoon];
  expect(hours.of(first, 0)).toBe(first);
  expect(hours.of([{ ...morning }, { ...afternoon }], 1)).toBe(first);
  for (const other of [
    [],
    [morning],
    [afternoon],
    [morning, { start: 5, end: 8 }],
    [morning, { start: 6, end: 9 }],
  ]) {
    expect(hours.of(other, 0)).toBe(other);
    expect(hours.of(structuredClone(other), 0)).toBe(other);
  }
});

test('however many hours there are, none is taken for another', () => {
  const hours = new SameHours();
  const starts = Array.from({ length: 20_000 }, (_, i) => 1_780_000_000 + i * 900);
  const lists = starts.map((start) => [{ start, end: start + 900 }]);
  for (const [i, list] of lists.entries()) expect(hours.of(list, i % 7)).toBe(list);
  expect(lists.every((list) => hours.of([{ ...list[0]! }], 3) === list)).toBe(true);
});
