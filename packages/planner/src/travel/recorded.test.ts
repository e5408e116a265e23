import { expect, test } from 'vitest';
import type { Place } from '../units.ts';
import { estimate } from './estimate.ts';
import { recorded } from './recorded.ts';
import { straightLine } from './straight-line.ts';
import { withFallback } from './with-fallback.ts';

const [mill, farm, isle]: [Place, Place, Place] = [
  { lon: 9, lat: 47 },
  { lon: 9.1, lat: 47 },
  { lon: 9.2, lat: 47 },
];
const elsewhere: Place = { lon: 9.3, lat: 47 };
const matrix = {
  addresses: [mill, farm, isle],
  durations: [
    [0, 600.2, null],
    [660, 0, null],
    [null, null, 0],
  ],
  distances: [
    [0, 7600, null],
    [7700.4, 0, null],
    [null, null, 0],
  ],
};

test('answers from the matrix: direction matters, fractions go up, null is no road', async () => {
  const travel = recorded(matrix);
  expect(await travel.table([mill, isle], [farm, mill])).toEqual({
    seconds: Int32Array.of(601, 0, -1, -1),
    metres: Int32Array.of(7600, 0, -1, -1),
  });
  expect(await travel.legs([farm, mill], [mill, isle])).toEqual({
    seconds: Int32Array.of(660, -1),
    metres: Int32Array.of(7701, -1),
  });
});

test('finds a place by its coordinates to six decimals', async () => {
  const travel = recorded(matrix);
  expect((await travel.table([{ lon: 9.0000004, lat: 47 }], [farm])).seconds).toEqual(Int32Array.of(601));
  await expect(travel.table([{ lon: 9.000001, lat: 47 }], [farm])).rejects.toMatchObject({
    code: 'unknown-place',
  });
});

test('a place it does not know is an error that keeps what is known, so that only the rest is estimated', async () => {
  const travel = recorded(matrix);
  await expect(travel.table([mill, elsewhere], [farm])).rejects.toMatchObject({
    code: 'unknown-place',
    message: expect.stringContaining('9.3,47') as string,
    partial: { missing: Uint8Array.of(0, 1), table: { seconds: Int32Array.of(601, -1) } },
  });
  const mixed = withFallback(travel, estimate({ constant: 10, secondsPerMetre: 1 }));
  const table = await mixed.table([mill, elsewhere], [farm, isle]);
  expect([...table.seconds].slice(0, 2)).toEqual([601, -1]);
  expect(table.seconds[2]).toBeGreaterThan(15_000);
  expect([...(table.estimated ?? [])]).toEqual([0, 0, 1, 1]);
  const legs = await mixed.legs([mill, elsewhere], [farm, mill]);
  expect([...(legs.estimated ?? [])]).toEqual([0, 1]);
});

test('promises the fastest straight line of its pairs, and nothing when two places are 0 s apart', () => {
  expect(recorded(matrix).topSpeed).toBeCloseTo(straightLine(mill, farm) / 601, 6);
  expect(
    recorded({
      addresses: [mill, farm],
      durations: [
        [0, 0],
        [1, 0],
      ],
    }).topSpeed,
  ).toBeUndefined();
});

test('promises nothing where no two places are joined by a road: there is no speed to measure', () => {
  expect(recorded({ addresses: [mill], durations: [[0]] }).topSpeed).toBeUndefined();
  const apart = {
    addresses: [mill, isle],
    durations: [
      [0, null],
      [null, 0],
    ],
  };
  expect(recorded(apart).topSpeed).toBeUndefined();
});

test('refuses a matrix of another shape or with other things than times, by name', () => {
  const pair = [mill, farm];
  expect(() => recorded({ addresses: pair, durations: [[0, 1]] })).toThrow(
    'durations has 1 rows for 2 addresses',
  );
  expect(() => recorded({ addresses: pair, durations: [[0, 1], [1]] })).toThrow(
    'durations[1] has 1 cells for 2 addresses',
  );
  for (const cell of [-1, NaN, Infinity, 2 ** 31]) {
    expect(() =>
      recorded({
        addresses: pair,
        durations: [
          [0, 1],
          [cell, 0],
        ],
      }),
    ).toThrow('durations[1][0] must be 0 or more or null');
  }
});
