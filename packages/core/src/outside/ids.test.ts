import { expect, test } from 'vitest';
import { systemIds } from './ids.ts';

test('ids are UUIDv7 and ascend, also within one millisecond and when the clock moves back', () => {
  let now = 1_800_000_000_000;
  const ids = systemIds(() => now);
  const made: string[] = [];
  for (let n = 0; n < 10_000; n += 1) {
    if (n === 5_000) now -= 3_600_000;
    if (n === 9_000) now += 7_200_000;
    made.push(ids.newId());
  }
  expect(
    made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toBe(true);
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(made.length);
});

test('an id begins with its millisecond', () => {
  const id = systemIds(() => 0x0123456789ab).newId();
  expect(id.slice(0, 13)).toBe('01234567-89ab');
});
