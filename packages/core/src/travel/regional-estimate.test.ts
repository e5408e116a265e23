import { readFileSync } from 'node:fs';
import { estimate, type KnownTravel } from '@itinera/planner';
import { expect, it } from 'vitest';
import { fit } from './regional-estimate.ts';

interface Matrix {
  addresses: { lon: number; lat: number }[];
  durations: number[][];
}
const { addresses, durations } = JSON.parse(
  readFileSync(new URL('../../../../data/liechtenstein/matrix-300.json', import.meta.url), 'utf8'),
) as Matrix;

/** Every 47th pair from `first` on. */
function pairs(first: number): KnownTravel[] {
  return Array.from({ length: 1900 }, (_, n) => first + n * 47).flatMap((cell) => {
    const [row, column] = [Math.floor(cell / 300), cell % 300];
    const [from, to, seconds] = [addresses[row], addresses[column], durations[row]?.[column]];
    return from && to && seconds !== undefined && row !== column ? [{ from, to, seconds }] : [];
  });
}

it('understates about one road time in ten, of pairs that it was not fitted to', async () => {
  const times = estimate(fit(pairs(0)));
  const others = pairs(7);
  const { seconds } = await times.legs(
    others.map(({ from }) => from),
    others.map(({ to }) => to),
  );
  const understated = others.filter((pair, n) => pair.seconds > (seconds[n] ?? 0)).length / others.length;
  expect(understated).toBeGreaterThan(0.05);
  expect(understated).toBeLessThan(0.15);
});

it('keeps to the default while fewer than fifty pairs are known', () => {
  expect(fit(pairs(0).slice(0, 49))).toEqual(fit([]));
  expect(fit(pairs(0).slice(0, 50))).not.toEqual(fit([]));
});
