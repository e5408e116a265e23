import { straightLine } from '@itinera/planner';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { GeocoderError, type Geocoder, type Point } from '../outside/geocoder.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { parseInput } from '../shared/parse-input.ts';
import { basesOf, type Base } from './bases.ts';
import type { CheckPlaceInput, PlaceCheck, PlaceWarning } from './types.ts';

/** Metres. Nobody lives this far from the nearest known address: sea, mountains, or a slip of the mouse. */
const wilderness = 10_000;
/** The nearest known address this close says which country it is. */
const sameCountry = 1_000;
const farFromTown = 15_000;
const farFromEverybody = 150_000;
/** Exchanged, the place is this near; as given it is farther than `farFromEverybody` by far. */
const nearIfExchanged = 200_000;
const farAsGiven = 500_000;
const basesAsked = 5;

const read = parseInput(
  z.object({
    lon: z.number('must be degrees').min(-180, 'must be -180 to 180').max(180, 'must be -180 to 180'),
    lat: z.number('must be degrees').min(-90, 'must be -90 to 90').max(90, 'must be -90 to 90'),
    postalCode: z.string().trim().max(20, 'must have at most 20 characters'),
    city: z.string().trim().max(100, 'must have at most 100 characters'),
    country: z.string().trim().toUpperCase().max(2, 'must be a country code such as LI'),
  }),
);

/**
 * What is odd about a place for an address. Nothing is refused: who stands there knows better. What a geocoder or the
 * roads would have to say is left out when they do not answer.
 * @throws ItineraError `invalid`.
 */
export async function checkPlace(
  ctx: Context,
  scope: BusinessUnitScope,
  input: CheckPlaceInput,
): Promise<PlaceCheck> {
  const { lon, lat, ...address } = read(input);
  const place = { lon, lat };
  const bases = await basesOf(ctx.db.read, scope.businessUnitId);
  if (looksExchanged(place, bases)) return { warnings: ['exchanged'] };
  const warnings = [
    ...(await oddities(ctx.geocoder, place, address)),
    ...(isFarFromAll(place, bases) ? (['far-from-technicians'] as const) : []),
    ...((await hasNoRoad(ctx, place, bases)) ? (['no-road'] as const) : []),
  ];
  return { warnings };
}

function looksExchanged({ lon, lat }: Point, bases: readonly Base[]): boolean {
  if (Math.abs(lon) > 90 || bases.length === 0) return false;
  const given = nearest({ lon, lat }, bases);
  return given > farAsGiven && nearest({ lon: lat, lat: lon }, bases) < nearIfExchanged;
}

function nearest(place: Point, bases: readonly Base[]): number {
  return Math.min(...bases.map((base) => straightLine(place, base)));
}

function isFarFromAll(place: Point, bases: readonly Base[]): boolean {
  return (
    bases.length > 0 &&
    bases.every(
      (base) => straightLine(place, base) > Math.min(base.maxDistance ?? Infinity, farFromEverybody),
    )
  );
}

async function oddities(
  geocoder: Geocoder | null,
  place: Point,
  address: { postalCode: string; city: string; country: string },
): Promise<PlaceWarning[]> {
  if (geocoder === null) return [];
  try {
    const found = await geocoder.nearest(place);
    if (!found || found.metres > wilderness) return ['nothing-near'];
    const { country } = found.known;
    if (
      country !== null &&
      address.country !== '' &&
      country !== address.country &&
      found.metres < sameCountry
    )
      return ['other-country'];
    const town = address.city === '' ? null : await geocoder.locate({ ...address, line1: '' });
    return town && straightLine(place, town) > farFromTown ? ['far-from-town'] : [];
  } catch (error) {
    if (!(error instanceof GeocoderError)) throw error;
    return [];
  }
}

/** No way from any of the nearest bases. */
async function hasNoRoad({ travel }: Context, place: Point, bases: readonly Base[]): Promise<boolean> {
  const from = [...bases]
    .sort((a, b) => straightLine(place, a) - straightLine(place, b))
    .slice(0, basesAsked)
    .map(({ lon, lat }) => ({ lon, lat }));
  if (from.length === 0) return false;
  const { seconds } = await travel.table(from, [place]);
  return [...seconds].every((way) => way < 0);
}
