import { expect, test } from 'vitest';
import { polyline6 } from './polyline.ts';

test('writes the documented example, whose five decimals are taken here as six', () => {
  // 38.5,-120.2 / 40.7,-120.95 / 43.252,-126.453 is `_p~iF~ps|U_ulLnnqC_mqNvxq`@` with five decimals.
  const tenth = (lat: number, lon: number) => ({ lat: lat / 10, lon: lon / 10 });
  expect(polyline6([tenth(38.5, -120.2), tenth(40.7, -120.95), tenth(43.252, -126.453)])).toBe(
    '_p~iF~ps|U_ulLnnqC_mqNvxq`@',
  );
});

test('keeps six decimals, and nothing finer', () => {
  expect(polyline6([{ lon: 9.000001, lat: 47 }])).not.toBe(polyline6([{ lon: 9.000002, lat: 47 }]));
  expect(polyline6([{ lon: 9.00000101, lat: 47 }])).toBe(polyline6([{ lon: 9.000001, lat: 47 }]));
  expect(polyline6([])).toBe('');
});

test('reaches from one end of the world to the other', () => {
  const corners = [
    { lon: -180, lat: -90 },
    { lon: 180, lat: 90 },
    { lon: -180, lat: -90 },
  ];
  expect(decode(polyline6(corners))).toEqual(corners);
});

/** The other direction, by the same source. */
function decode(text: string): { lon: number; lat: number }[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const character of text) {
    const bits = character.charCodeAt(0) - 63;
    value |= (bits & 0x1f) << shift;
    shift += 5;
    if (bits >= 0x20) continue;
    numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  let [lat, lon] = [0, 0];
  return Array.from({ length: numbers.length / 2 }, (_, i) => {
    lat += numbers[2 * i]!;
    lon += numbers[2 * i + 1]!;
    return { lon: lon / 1e6, lat: lat / 1e6 };
  });
}
