import { expect, test } from 'vitest';
import { PlaceIndex } from './place-index.ts';

test('equal coordinates are one place, in order of appearance', () => {
  const index = new PlaceIndex();
  expect(index.add({ lon: 9.5, lat: 47.1 })).toBe(0);
  expect(index.add({ lon: 47.1, lat: 9.5 })).toBe(1);
  expect(index.add({ lon: 9.5, lat: 47.1 })).toBe(0);
  expect(index.add({ lon: 0, lat: 0 })).toBe(2);
  expect(index.add({ lon: -0, lat: 0 })).toBe(2);
  expect(index.places).toEqual([
    { lon: 9.5, lat: 47.1 },
    { lon: 47.1, lat: 9.5 },
    { lon: 0, lat: 0 },
  ]);
});

test('thousands of places on a fine grid keep their numbers', () => {
  const index = new PlaceIndex();
  const places = Array.from({ length: 10_000 }, (_, i) => ({
    lon: (i % 100) / 1e6,
    lat: Math.floor(i / 100) / 1e6,
  }));
  expect(places.map((place) => index.add(place))).toEqual(places.map((_, i) => i));
  expect(places.map((place) => index.add({ ...place }))).toEqual(places.map((_, i) => i));
});
