import type { Place } from '../units.ts';

/**
 * A coordinate as OSRM keeps it: at most six decimals (0.1 m), never an exponent.
 * Two places with one key are one place to every provider here.
 */
function degrees(value: number): string {
  return String(Number(value.toFixed(6)));
}

/** `lon,lat`, the way OSRM writes a coordinate in an address. */
export function placeKey(place: Place): string {
  return `${degrees(place.lon)},${degrees(place.lat)}`;
}

/** The key of one direction of one pair: `lon,lat;lon,lat`. */
export function pairKey(from: Place, to: Place): string {
  return `${placeKey(from)};${placeKey(to)}`;
}

/** Each place once, in order of appearance; `index[i]` says which of them the i-th given one is. */
export function distinctPlaces(places: Place[]): { places: Place[]; keys: string[]; index: number[] } {
  const numbers = new Map<string, number>();
  const distinct: Place[] = [];
  const index = places.map((place) => {
    const key = placeKey(place);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, distinct.length);
    return distinct.push(place) - 1;
  });
  return { places: distinct, keys: [...numbers.keys()], index };
}

/** The places with these numbers. */
export function placesAt(places: Place[], numbers: number[]): Place[] {
  return numbers.map((number) => places[number] as Place);
}
