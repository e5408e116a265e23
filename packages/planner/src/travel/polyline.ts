import type { Place } from '../units.ts';

const decimals = 1e6;

/**
 * Google's encoded polyline with six decimals, OSRM's `polyline6`: the places exactly as `placeKey` writes them, in
 * about half the characters. Not yet escaped for an address.
 * Source: developers.google.com/maps/documentation/utilities/polylinealgorithm
 */
export function polyline6(places: readonly Place[]): string {
  let text = '';
  let lat = 0;
  let lon = 0;
  for (const place of places) {
    const nextLat = Math.round(place.lat * decimals);
    const nextLon = Math.round(place.lon * decimals);
    text += encoded(nextLat - lat) + encoded(nextLon - lon);
    lat = nextLat;
    lon = nextLon;
  }
  return text;
}

/** Five bits a character, the lowest first; the sign is the lowest bit. */
function encoded(difference: number): string {
  let bits = difference < 0 ? ~(difference << 1) : difference << 1;
  let text = '';
  while (bits >= 0x20) {
    text += String.fromCharCode((0x20 | (bits & 0x1f)) + 63);
    bits >>= 5;
  }
  return text + String.fromCharCode(bits + 63);
}
