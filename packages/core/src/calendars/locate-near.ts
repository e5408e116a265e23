import type { Technician } from '@itinera/db';
import type { Context } from '../context.ts';
import { GeocoderError } from '../outside/geocoder.ts';
import type { PlaceOfEvent } from './busy-times.ts';

/** Finds where the words of an event mean; null when they mean nowhere that is known. */
export type Locate = (words: string) => Promise<PlaceOfEvent | null>;

/**
 * By the installation's geocoder, near the technician's base. Only what is clearly an address is taken: a house whose
 * street and number stand in the words. A wrong place would be driven to; without one the time is busy all the same.
 */
export function locateNear(
  { geocoder }: Pick<Context, 'geocoder'>,
  { baseLon, baseLat }: Pick<Technician, 'baseLon' | 'baseLat'>,
): Locate {
  if (geocoder === null) return async () => null;
  const near = { lon: baseLon, lat: baseLat };
  return async (words) => {
    if (words.length > 200 || words.includes('://')) return null;
    try {
      for (const text of readings(words)) {
        const [found] = await geocoder.suggest(text, { near, language: 'en' });
        if (found?.precision === 'house' && plain(text).includes(plain(found.line1)))
          return { lon: found.lon, lat: found.lat };
      }
      return null;
    } catch (error) {
      if (error instanceof GeocoderError) return null;
      throw error;
    }
  };
}

/** All of it, and what is left without the one or two names that often stand before an address. */
function readings(words: string): string[] {
  const parts = words
    .split(/[,;\n]/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '');
  const texts = [0, 1, 2].map((from) => parts.slice(from).join(', '));
  return [...new Set(texts)].filter((text) => /\d/.test(text));
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{P}\s]/gu, '')
    .toLowerCase();
}
