import { describe, expect, test } from 'vitest';
import type { Place } from '../units.ts';
import { estimate } from './estimate.ts';
import { straightLine } from './straight-line.ts';

// On this sphere a degree of latitude is 6,371,008.8 m x pi / 180 = 111,195.08 m.
const south: Place = { lon: 9.5, lat: 47 };
const north: Place = { lon: 9.5, lat: 48 };
const east: Place = { lon: 10.5, lat: 47 };

describe('straightLine', () => {
  test('is the great circle of the mean earth radius', () => {
    expect(straightLine(south, north)).toBeCloseTo(111_195.08, 2);
    // A degree of longitude at 47 degrees, by the law of cosines.
    const [sin, cos] = [Math.sin((47 * Math.PI) / 180), Math.cos((47 * Math.PI) / 180)];
    const angle = Math.acos(sin ** 2 + cos ** 2 * Math.cos(Math.PI / 180));
    expect(straightLine(south, east)).toBeCloseTo(6_371_008.8 * angle, 3);
    expect(straightLine(south, south)).toBe(0);
    expect(straightLine({ lon: 0, lat: 0 }, { lon: 180, lat: 0 })).toBeCloseTo(Math.PI * 6_371_008.8, 3);
    expect(straightLine({ lon: 179.5, lat: 0 }, { lon: -179.5, lat: 0 })).toBeCloseTo(111_195.08, 2);
  });
});

describe('estimate', () => {
  const travel = estimate({ constant: 100, secondsPerMetre: 0.1 });

  test('is constant + secondsPerMetre x metres, rounded up, and every cell is marked', async () => {
    // 100 + 11,119.508 = 11,219.508.
    expect(await travel.table([south], [north, south])).toEqual({
      seconds: Int32Array.of(11_220, 0),
      metres: Int32Array.of(111_195, 0),
      estimated: Uint8Array.of(1, 1),
    });
    expect(await travel.legs([south, north], [north, north])).toEqual({
      seconds: Int32Array.of(11_220, 0),
      metres: Int32Array.of(111_195, 0),
      estimated: Uint8Array.of(1, 1),
    });
  });

  test('promises a top speed that no answer beats', async () => {
    const fast = estimate({ constant: 0, secondsPerMetre: 0.05 });
    const [seconds] = (await fast.table([south], [north])).seconds;
    expect(straightLine(south, north) / (seconds as number)).toBeLessThanOrEqual(fast.topSpeed as number);
    expect(fast.topSpeed).toBeCloseTo(20, 6);
  });

  test('refuses numbers that are none, by name', () => {
    expect(() => estimate({ constant: -1, secondsPerMetre: 1 })).toThrow(
      'constant must be a number of seconds, 0 or more',
    );
    expect(() => estimate({ constant: NaN, secondsPerMetre: 1 })).toThrow('constant');
    expect(() => estimate({ constant: 1, secondsPerMetre: 0 })).toThrow(
      'secondsPerMetre must be above 0, not 0',
    );
    expect(() => estimate({ constant: 1, secondsPerMetre: Infinity })).toThrow('secondsPerMetre');
  });
});
