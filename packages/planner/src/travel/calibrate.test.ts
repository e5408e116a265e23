import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '../units.ts';
import { calibrate } from './calibrate.ts';
import type { KnownTravel } from './calibrate.ts';
import { straightLine } from './straight-line.ts';

const origin: Place = { lon: 9.5, lat: 47 };
const degree = straightLine(origin, { lon: 9.5, lat: 48 });

/** A pair that lies so many metres apart. */
function pair(metres: number, seconds: number): KnownTravel {
  return { from: origin, to: { lon: 9.5, lat: 47 + metres / degree }, seconds };
}

function deviation(pairs: KnownTravel[], constant: number, secondsPerMetre: number): number {
  return pairs.reduce(
    (sum, { from, to, seconds }) =>
      sum + Math.abs(seconds - constant - secondsPerMetre * straightLine(from, to)),
    0,
  );
}

describe('calibrate', () => {
  test('finds the line that the pairs lie on, whatever a few wild ones say', () => {
    const honest = [500, 1000, 2000, 4000, 8000, 16_000].map((metres) => pair(metres, 90 + 0.1 * metres));
    const wild = [pair(700, 9000), pair(3000, 20_000)];
    const fit = calibrate([...honest, ...wild]);
    expect(fit.constant).toBeCloseTo(90, 3);
    expect(fit.secondsPerMetre).toBeCloseTo(0.1, 6);
  });

  test('no line through two of the pairs is better', () => {
    const points = fc.array(
      fc.tuple(fc.integer({ min: 100, max: 50_000 }), fc.integer({ min: 0, max: 6000 })),
      {
        minLength: 2,
        maxLength: 9,
      },
    );
    fc.assert(
      fc.property(points, (list) => {
        fc.pre(new Set(list.map(([metres]) => metres)).size > 1 && list.some(([, seconds]) => seconds > 0));
        const pairs = list.map(([metres, seconds]) => pair(metres, seconds));
        const fit = calibrate(pairs);
        const reached = deviation(pairs, fit.constant, fit.secondsPerMetre);
        expect(fit.constant).toBeGreaterThanOrEqual(0);
        expect(fit.secondsPerMetre).toBeGreaterThan(0);
        // The least sum lies on a line through two points, or through one and the origin, or on a level one.
        for (const [m1, s1] of list) {
          for (const [m2, s2] of [...list, [0, 0] as const, [m1 + 1, s1] as const]) {
            const slope = (s2 - s1) / (m2 - m1);
            const constant = s1 - slope * m1;
            if (!Number.isFinite(slope) || slope < 0 || constant < 0) continue;
            expect(reached).toBeLessThanOrEqual(deviation(pairs, constant, slope) + 0.01);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('passes over pairs without a road and places that are one, and says when too little is left', () => {
    const fit = calibrate([pair(1000, 200), pair(2000, 300), pair(5000, -1), pair(0, 0)]);
    expect(fit.secondsPerMetre).toBeCloseTo(0.1, 6);
    for (const pairs of [
      [],
      [pair(1000, 200)],
      [pair(1000, 200), pair(1000, 300)],
      [pair(1000, 200), pair(2000, -1)],
    ]) {
      expect(() => calibrate(pairs)).toThrow(
        'pairs must hold road times of at least two different distances',
      );
    }
    expect(() => calibrate([pair(1000, 0), pair(2000, 0)])).toThrow('pairs must hold a road time above 0 s');
  });
});
