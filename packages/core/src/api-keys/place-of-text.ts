import { suggestPlaces } from '../addresses/suggest.ts';
import type { Context } from '../context.ts';
import type { ApiScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { actingScope } from './acting-scope.ts';

/** Where an address in words is taken to be. */
export interface UnderstoodPlace {
  /** As the geocoder writes it. */
  text: string;
  latitude: number;
  longitude: number;
}

/**
 * The best place for an address in words, to the street at least; asking has the quota of who writes addresses.
 * @throws ItineraError `invalid` (`address`) where none is known or nobody can be asked, `unavailable`, `too-many`.
 */
export async function placeOfText(ctx: Context, scope: ApiScope, address: string): Promise<UnderstoodPlace> {
  const { items, problem } = await ctx.addressChanges.take(`api:${scope.apiKeyId}`, () =>
    suggestPlaces(ctx, actingScope(scope), { text: address }),
  );
  if (problem === 'unavailable')
    throw new ItineraError('unavailable', 'Addresses cannot be looked up now: give latitude and longitude');
  const found = items.find(({ precision }) => precision !== 'town');
  if (!found)
    throw new ItineraError('invalid', 'address is not known: give addressId, or latitude and longitude', {
      field: 'address',
      reason: problem ?? 'no-match',
    });
  const { line1, postalCode, city, lat, lon } = found;
  return { text: `${line1}, ${postalCode} ${city}`, latitude: lat, longitude: lon };
}
