import type { MultiPolygon, Polygon, Position } from 'geojson';
import { expect, test } from 'vitest';
import { query, request, technician, workDay } from '../../../../test/fixtures/tiny-town.ts';
import { area } from './area.ts';

const ring = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
/** From 9 to 10 degrees both ways, with a hole in the middle, and a triangle far off. */
const holed: Polygon = { type: 'Polygon', coordinates: [ring(9, 47, 10, 48), ring(9.4, 47.4, 9.6, 47.6)] };
const slanted: Position[] = [
  [20, 50],
  [21, 50.7],
  [20, 51],
  [20, 50],
];
const both: MultiPolygon = { type: 'MultiPolygon', coordinates: [holed.coordinates, [slanted]] };

function covers(shape: Polygon | MultiPolygon, lon: number, lat: number): boolean {
  const someone = technician([workDay()], { area: shape });
  return !area.refuses(query([someone], { request: request({ place: { lon, lat } }) }), someone);
}

test('inside is in, outside and in a hole is out', () => {
  expect(covers(holed, 9.2, 47.2)).toBe(true);
  expect(covers(holed, 8.9, 47.2)).toBe(false);
  expect(covers(holed, 9.2, 48.1)).toBe(false);
  expect(covers(holed, 9.5, 47.5)).toBe(false);
});

test('the boundary belongs to it: edges, corners, and those of a hole', () => {
  expect(covers(holed, 9, 47.3)).toBe(true);
  expect(covers(holed, 9.7, 48)).toBe(true);
  expect(covers(holed, 10, 48)).toBe(true);
  expect(covers(holed, 9.4, 47.5)).toBe(true);
  expect(covers(holed, 9.6, 47.6)).toBe(true);
});

test('a place level with a corner is judged once', () => {
  const diamond: Polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [9, 47],
        [9.5, 46.5],
        [10, 47],
        [9.5, 47.5],
        [9, 47],
      ],
    ],
  };
  expect(covers(diamond, 8.9, 47)).toBe(false);
  expect(covers(diamond, 9.1, 47)).toBe(true);
  expect(covers(diamond, 10.1, 47)).toBe(false);
});

test('one of several polygons is enough; a slanted edge has its boundary too', () => {
  expect(covers(both, 20.2, 50.6)).toBe(true);
  expect(covers(both, 20 + 1 / 3, 50 + 0.7 / 3)).toBe(true);
  expect(covers(both, 20 + 1 / 3, 50 + 0.7 / 3 - 1e-6)).toBe(false);
  expect(covers(both, 9.2, 47.2)).toBe(true);
  expect(covers(both, 15, 49)).toBe(false);
});

test('without an area, or without a place, nothing is refused', () => {
  const someone = technician([workDay()]);
  expect(area.refuses(query([someone]), someone)).toBe(false);
  const bounded = technician([workDay()], { area: holed });
  expect(area.refuses(query([bounded], { request: request({ place: null }) }), bounded)).toBe(false);
});
