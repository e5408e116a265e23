import { straightLine } from '@itinera/planner';
import type { Geocoder, KnownPlace, Point } from '../outside/geocoder.ts';
import { isAnswerTo } from './is-answer-to.ts';
import type { CollectedAddress } from './types.ts';
import { isNumber, likeness, streetLine, wordsOf } from './written-address.ts';

const most = 8;
/** Metres beyond which nothing counts as near. */
const farthest = 20_000;

interface Entry {
  place: KnownPlace;
  words: string[];
}

/**
 * A geocoder of a list of addresses, for an installation without a server: every word that was typed must be one of the
 * address, in any order, without accents, cut short or with a slip; a house number must be its beginning. Each search
 * looks at the words of the whole list once, and at each address: meant for some thousands.
 */
export function collectedAddresses(addresses: readonly CollectedAddress[]): Omit<Geocoder, 'attribution'> {
  const houses = addresses.map((address) => entryOf(houseOf(address)));
  const towns = townsOf(houses);
  const streets = streetsOf(houses);
  const vocabulary = [...new Set([...houses, ...streets].flatMap(({ words }) => words))];

  const search = (
    entries: readonly Entry[],
    typed: readonly string[],
  ): { place: KnownPlace; score: number }[] => {
    const meant = typed.map((word) => {
      const scores = vocabulary.map((known) => [known, likeness(word, known)] as const);
      return new Map(scores.filter(([, score]) => score > 0));
    });
    return entries.flatMap(({ place, words }) => {
      let score = 0;
      for (const scores of meant) {
        const best = Math.max(0, ...words.map((word) => scores.get(word) ?? 0));
        if (best === 0) return [];
        score += best;
      }
      return [{ place, score }];
    });
  };

  return {
    async suggest(text, { near, country }) {
      const typed = wordsOf(text).slice(0, 12);
      if (typed.length === 0) return [];
      const inCountry = ({ place }: Entry): boolean =>
        country === undefined || place.country === null || place.country === country;
      const found = search([...houses, ...streets].filter(inCountry), typed);
      // A house number that nobody collected: the street at least.
      const rest =
        found.length > 0
          ? []
          : search(
              streets.filter(inCountry),
              typed.filter((word) => !isNumber(word)),
            );
      return ranked([...found, ...rest], near).slice(0, most);
    },
    async locate(address) {
      const among = address.line1 === '' ? towns : [...houses, ...streets];
      return among.find(({ place }) => isAnswerTo(address, place))?.place ?? null;
    },
    async nearest(place) {
      let best: { known: KnownPlace; metres: number } | null = null;
      for (const { place: known } of houses) {
        const metres = straightLine(place, known);
        if (metres <= (best?.metres ?? farthest)) best = { known, metres };
      }
      return best;
    },
  };
}

function ranked(found: { place: KnownPlace; score: number }[], near: Point | undefined): KnownPlace[] {
  const far = (place: KnownPlace): number => (near ? straightLine(near, place) : 0);
  return found
    .sort(
      (a, b) =>
        b.score - a.score ||
        far(a.place) - far(b.place) ||
        a.place.line1.localeCompare(b.place.line1, 'en', { numeric: true }) ||
        a.place.city.localeCompare(b.place.city, 'en'),
    )
    .map(({ place }) => place);
}

function houseOf({ street, housenumber, postcode, city, country, lon, lat }: CollectedAddress): KnownPlace {
  const line1 = streetLine(street, housenumber, country ?? null);
  const where = { postalCode: postcode ?? '', city: city ?? '', country: country ?? null };
  return { line1, ...where, lon, lat, precision: 'house' };
}

function entryOf(place: KnownPlace): Entry {
  return { place, words: [...new Set(wordsOf(`${place.line1} ${place.postalCode} ${place.city}`))] };
}

function townsOf(houses: readonly Entry[]): Entry[] {
  return grouped(
    houses,
    ({ city }) => city,
    (place) => ({ ...place, line1: '', precision: 'town' }),
  );
}

function streetsOf(houses: readonly Entry[]): Entry[] {
  const nameOf = (place: KnownPlace): string =>
    place.line1.slice(0, (place.line1 + '0').search(/\d/)).trimEnd();
  return grouped(
    houses,
    (place) => `${nameOf(place)}, ${place.city}`,
    (place) => ({ ...place, line1: nameOf(place), precision: 'street' }),
  );
}

/** One for each name, where the middle of its houses is. */
function grouped(
  houses: readonly Entry[],
  name: (place: KnownPlace) => string,
  make: (place: KnownPlace) => KnownPlace,
): Entry[] {
  const groups = Map.groupBy(
    houses.map(({ place }) => place).filter(({ city }) => city !== ''),
    name,
  );
  return Array.from(groups.values(), (places) => {
    const mean = (part: 'lon' | 'lat') =>
      Number((places.reduce((sum, place) => sum + place[part], 0) / places.length).toFixed(6));
    return entryOf({ ...make(places[0]!), lon: mean('lon'), lat: mean('lat') });
  });
}
