import { readFileSync } from 'node:fs';
import { calibrate, estimate, recorded, straightLine } from '@itinera/planner';
import type { KnownTravel, Place, RecordedMatrix } from '@itinera/planner';
import { expect, test } from 'vitest';

// The matrix that the demo company drives on: 300 addresses, made by OSRM v6.0.0.
const matrix = JSON.parse(
  readFileSync(new URL('../../../data/liechtenstein/matrix-300.json', import.meta.url), 'utf8'),
) as RecordedMatrix;
const places = matrix.addresses;
const pairs = matrix.durations.flatMap((row, from) =>
  row.map((seconds, to): KnownTravel => ({
    from: places[from] as Place,
    to: places[to] as Place,
    seconds: seconds ?? -1,
  })),
);

function deviations(known: KnownTravel[], constant: number, secondsPerMetre: number): number[] {
  return known
    .map(({ from, to, seconds }) => Math.abs(seconds - constant - secondsPerMetre * straightLine(from, to)))
    .sort((a, b) => a - b);
}

test('recorded answers all of it, and keeps its promise of a top speed', async () => {
  const travel = recorded(matrix);
  const { seconds, metres } = await travel.table(places, places);
  expect([...seconds]).toEqual(matrix.durations.flat());
  expect([...(metres as Int32Array)]).toEqual(matrix.distances?.flat());
  const faster = pairs.filter(
    ({ from, to, seconds: taken }) => straightLine(from, to) > taken * (travel.topSpeed as number),
  );
  expect(faster).toEqual([]);
  // The control: at a tenth less the promise would be broken.
  expect(
    pairs.some((pair) => straightLine(pair.from, pair.to) > pair.seconds * 0.9 * (travel.topSpeed as number)),
  ).toBe(true);
});

test('calibrate fits it at least as well as the published fit, 98.8 + 0.0924 d', () => {
  const known = pairs.filter((pair, number) => pair.from !== pair.to && number % 41 === 0);
  expect(known.length).toBeGreaterThan(2000);
  const fit = calibrate(known);
  expect(fit.constant).toBeGreaterThan(70);
  expect(fit.constant).toBeLessThan(130);
  expect(fit.secondsPerMetre).toBeGreaterThan(0.085);
  expect(fit.secondsPerMetre).toBeLessThan(0.1);
  const reached = deviations(known, fit.constant, fit.secondsPerMetre);
  const published = deviations(known, 98.8, 0.0924);
  const sum = (list: number[]): number => list.reduce((total, value) => total + value, 0);
  expect(sum(reached)).toBeLessThanOrEqual(sum(published));
  expect(estimate(fit).topSpeed).toBeGreaterThan(10);
  console.log(
    `calibrate: ${fit.constant.toFixed(1)} + ${fit.secondsPerMetre.toFixed(4)} d on ${known.length} pairs; ` +
      `absolute error median ${reached[reached.length >> 1]?.toFixed(0)} s, p90 ${reached[Math.floor(reached.length * 0.9)]?.toFixed(0)} s`,
  );
});
