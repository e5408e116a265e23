import { straightLine } from '@itinera/planner';
import { z } from 'zod';
import type { Geocoder, KnownPlace } from '../outside/geocoder.ts';
import { askJson } from './ask-json.ts';
import { isAnswerTo } from './is-answer-to.ts';
import { pace } from './pace.ts';
import { streetLine } from './written-address.ts';
import type { GeocoderServer } from './types.ts';

const degrees = z.string().transform(Number).pipe(z.number());
const place = z.object({
  lat: degrees,
  lon: degrees,
  address: z
    .object({
      house_number: z.string().optional(),
      road: z.string().optional(),
      pedestrian: z.string().optional(),
      hamlet: z.string().optional(),
      village: z.string().optional(),
      town: z.string().optional(),
      municipality: z.string().optional(),
      city: z.string().optional(),
      postcode: z.string().optional(),
      country_code: z.string().optional(),
    })
    .default({}),
});
const places = z.array(place);
const reversed = z.union([place, z.object({ error: z.unknown() })]);

/** Degrees around `near` that are looked at first. */
const around = 0.5;

/** Asks a Nominatim server (https://nominatim.org/release-docs/latest/api/Search/), once a second at most. */
export function nominatim({ url, timeout, userAgent }: GeocoderServer): Omit<Geocoder, 'attribution'> {
  const paced = pace(1000);
  const ask = <T>(path: string, parameters: Record<string, string>, answer: z.ZodType<T>): Promise<T> => {
    const question = new URL(path, url.endsWith('/') ? url : `${url}/`);
    question.search = new URLSearchParams({
      format: 'jsonv2',
      addressdetails: '1',
      ...parameters,
    }).toString();
    return paced(() => askJson({ url: question, answer, timeout, userAgent }));
  };
  return {
    async suggest(text, { near, language, country }) {
      const box = near && [near.lon - around, near.lat + around, near.lon + around, near.lat - around];
      const found = await ask(
        'search',
        {
          q: text,
          limit: '8',
          'accept-language': language,
          ...(country !== undefined && { countrycodes: country.toLowerCase() }),
          ...(box && { viewbox: box.join() }),
        },
        places,
      );
      return found.flatMap((one) => placeOf(one) ?? []).slice(0, 8);
    },
    async locate(address) {
      const { line1, postalCode, city, country } = address;
      const parts = { street: line1, postalcode: postalCode, city };
      const given = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== ''));
      const found = await ask(
        'search',
        { ...given, countrycodes: country.toLowerCase(), limit: '10' },
        places,
      );
      return found.flatMap((one) => placeOf(one) ?? []).find((one) => isAnswerTo(address, one)) ?? null;
    },
    async nearest({ lon, lat }) {
      const found = await ask('reverse', { lon: String(lon), lat: String(lat) }, reversed);
      const known = 'error' in found ? null : placeOf(found);
      return known && { known, metres: straightLine({ lon, lat }, known) };
    },
  };
}

function placeOf({ lon, lat, address }: z.infer<typeof place>): KnownPlace | null {
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return null;
  const country = address.country_code?.toUpperCase() ?? null;
  const city =
    address.city ?? address.town ?? address.village ?? address.municipality ?? address.hamlet ?? '';
  const street = address.road ?? address.pedestrian;
  const where = { postalCode: address.postcode ?? '', city, country, lon, lat };
  if (!street) return { ...where, line1: '', precision: 'town' };
  const { house_number: number } = address;
  return { ...where, line1: streetLine(street, number, country), precision: number ? 'house' : 'street' };
}
