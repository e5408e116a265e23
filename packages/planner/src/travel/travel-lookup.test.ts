import { expect, test } from 'vitest';
import type { Place } from '../units.ts';
import { travelLookup } from './travel-lookup.ts';

const [a, b, c]: [Place, Place, Place] = [
  { lon: 9, lat: 47 },
  { lon: 9.1, lat: 47 },
  { lon: 9.2, lat: 47 },
];
const row = {
  from: [a],
  to: [b, c],
  table: { seconds: Int32Array.of(10, -1), metres: Int32Array.of(100, -1) },
};
const legs = { from: [b, c], to: [c, a], table: { seconds: Int32Array.of(20, 30) }, pairwise: true };

test('reads tables and legs together; what was not fetched is undefined, a place to itself 0', () => {
  const lookup = travelLookup(row, legs);
  expect(lookup.seconds(a, b)).toBe(10);
  expect(lookup.seconds(a, c)).toBe(-1);
  expect(lookup.seconds(b, c)).toBe(20);
  expect(lookup.seconds(c, a)).toBe(30);
  expect(lookup.seconds(b, a)).toBeUndefined();
  expect(lookup.seconds(b, { ...b })).toBe(0);
});

test('is a provider too, and says which pair it lacks', async () => {
  const lookup = travelLookup(row, legs);
  expect(await lookup.table([a], [c, b, a])).toEqual({
    seconds: Int32Array.of(-1, 10, 0),
    metres: Int32Array.of(-1, 100, 0),
  });
  expect((await lookup.legs([c, a], [a, b])).seconds).toEqual(Int32Array.of(30, 10));
  await expect(lookup.table([b], [c, a])).rejects.toMatchObject({
    code: 'unknown-place',
    message: expect.stringContaining('9.1,47;9,47') as string,
    partial: { missing: Uint8Array.of(0, 1) },
  });
});

test('of two answers the later one holds, but an estimate never replaces a road', async () => {
  const guess = {
    from: [a],
    to: [b, c],
    table: { seconds: Int32Array.of(1, 2), estimated: Uint8Array.of(1, 1) },
  };
  const newer = { from: [a], to: [b], table: { seconds: Int32Array.of(11) } };
  expect(travelLookup(row, newer).seconds(a, b)).toBe(11);
  expect(travelLookup(row, guess).seconds(a, b)).toBe(10);
  const road = travelLookup(guess, row);
  expect(road.seconds(a, b)).toBe(10);
  expect((await road.table([a], [b])).estimated).toBeUndefined();
  expect([...((await travelLookup(guess).table([a], [b])).estimated ?? [])]).toEqual([1]);
});
