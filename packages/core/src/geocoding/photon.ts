import { straightLine } from '@itinera/planner';
import { z } from 'zod';
import type { Geocoder, KnownPlace } from '../outside/geocoder.ts';
import { askJson } from './ask-json.ts';
import { isAnswerTo } from './is-answer-to.ts';
import { streetLine } from './written-address.ts';
import type { GeocoderServer } from './types.ts';

const feature = z.object({
  geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]).rest(z.number()) }),
  properties: z.object({
    type: z.string().optional(),
    name: z.string().optional(),
    housenumber: z.string().optional(),
    street: z.string().optional(),
    postcode: z.string().optional(),
    city: z.string().optional(),
    district: z.string().optional(),
    county: z.string().optional(),
    countrycode: z.string().optional(),
  }),
});
const answer = z.object({ features: z.array(feature) });

/** What a Photon without more data speaks; asked for another language it refuses. */
const spoken = ['en', 'de', 'fr'];

/** Asks a Photon server (https://github.com/komoot/photon, docs/api-v1.md). */
export function photon({ url, timeout, userAgent }: GeocoderServer): Omit<Geocoder, 'attribution'> {
  const ask = async (path: string, parameters: Record<string, string>): Promise<KnownPlace[]> => {
    const question = new URL(path, url.endsWith('/') ? url : `${url}/`);
    question.search = new URLSearchParams(parameters).toString();
    const { features } = await askJson({ url: question, answer, timeout, userAgent });
    return features.flatMap((one) => placeOf(one) ?? []);
  };
  return {
    async suggest(text, { near, language, country }) {
      const found = await ask('api', {
        q: text,
        limit: country === undefined ? '8' : '20',
        lang: spoken.includes(language) ? language : 'default',
        ...(near && { lon: String(near.lon), lat: String(near.lat) }),
      });
      return found.filter((one) => country === undefined || one.country === country).slice(0, 8);
    },
    async locate(address) {
      const { line1, postalCode, city, country } = address;
      const text = [line1, `${postalCode} ${city}`.trim(), country].filter((part) => part !== '').join(', ');
      const found = await ask('api', { q: text, limit: '10', lang: 'default' });
      return found.find((one) => isAnswerTo(address, one)) ?? null;
    },
    async nearest(place) {
      const [known] = await ask('reverse', {
        lon: String(place.lon),
        lat: String(place.lat),
        lang: 'default',
      });
      return known ? { known, metres: straightLine(place, known) } : null;
    },
  };
}

function placeOf({ geometry, properties }: z.infer<typeof feature>): KnownPlace | null {
  const [lon, lat] = geometry.coordinates;
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return null;
  const { type, name, housenumber, street, postcode = '', countrycode } = properties;
  const country = countrycode?.toUpperCase() ?? null;
  const city = properties.city ?? properties.district ?? properties.county ?? '';
  const where = { postalCode: postcode, country, lon, lat };
  if (street && housenumber)
    return { ...where, city, line1: streetLine(street, housenumber, country), precision: 'house' };
  if (street || type === 'street')
    return { ...where, city, line1: street ?? name ?? '', precision: 'street' };
  return { ...where, city: properties.city ?? name ?? city, line1: '', precision: 'town' };
}
