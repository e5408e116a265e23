import type { Place } from '../units.ts';

/** Mean radius of the earth in metres (IUGG). */
export const earthRadius = 6_371_008.8;
const radians = Math.PI / 180;
/** Along a meridian. */
export const metresPerDegree = earthRadius * radians;

/** Metres between two places along the great circle (haversine), not rounded. */
export function straightLine(a: Place, b: Place): number {
  const sinLat = Math.sin(((b.lat - a.lat) * radians) / 2);
  const sinLon = Math.sin(((b.lon - a.lon) * radians) / 2);
  const h = sinLat * sinLat + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * sinLon * sinLon;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)));
}
