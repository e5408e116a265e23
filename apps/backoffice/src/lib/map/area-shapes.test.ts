import { expect, test } from 'vitest';
import { territoryBounds, territoryLines } from './area-shapes.ts';

const base = { lon: 9.5, lat: 47 };

test('CAD-PL-19 the circle is as far from the base in every direction, the outline closed', () => {
  const corners: [number, number][] = [
    [9.4, 47],
    [9.6, 47],
    [9.5, 47.1],
  ];
  const [outline, circle] = territoryLines({ base, corners, radius: 20 });
  expect(outline!.geometry.coordinates).toEqual([...corners, corners[0]]);
  const distances = circle!.geometry.coordinates.map(([lon = 0, lat = 0]) =>
    Math.hypot((lon - base.lon) * 111.195 * Math.cos((base.lat * Math.PI) / 180), (lat - base.lat) * 111.195),
  );
  for (const distance of distances) expect(distance).toBeCloseTo(20, 6);
});

test('two corners are a line, nothing has no bounds', () => {
  const two = territoryLines({
    base: null,
    corners: [
      [9, 47],
      [10, 48],
    ],
    radius: 5,
  });
  expect(two).toHaveLength(1);
  expect(territoryBounds({ base: null, corners: [], radius: 5 })).toBeNull();
  expect(territoryBounds({ base, corners: [[10, 48]], radius: null })).toEqual([9.5, 47, 10, 48]);
});
