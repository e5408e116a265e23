import { z } from 'zod';
import type { Context } from '../context.ts';
import { GeocoderError } from '../outside/geocoder.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { parseInput } from '../shared/parse-input.ts';
import { basesOf, middleOf } from './bases.ts';
import type { PlaceSuggestions, SuggestInput } from './types.ts';

const read = parseInput(
  z.object({
    text: z.string('must be text').trim().max(200, 'must have at most 200 characters'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a country code such as LI')
      .optional(),
  }),
);

/**
 * Addresses that staff may be typing, those near the unit's technicians first. When nobody answers there are none, and
 * the reason stands beside: an address can be written and pinned without.
 * @throws ItineraError `invalid`.
 */
export async function suggestPlaces(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SuggestInput,
): Promise<PlaceSuggestions> {
  const { text, country } = read(input);
  const { geocoder } = ctx;
  if (geocoder === null) return { items: [], attribution: null, problem: 'no-geocoder' };
  const { attribution } = geocoder;
  if (text.length < 2) return { items: [], attribution, problem: null };
  const near = middleOf(await basesOf(ctx.db.read, scope.businessUnitId));
  try {
    const { language } = scope;
    return { items: await geocoder.suggest(text, { near, language, country }), attribution, problem: null };
  } catch (error) {
    if (!(error instanceof GeocoderError)) throw error;
    return { items: [], attribution, problem: 'unavailable' };
  }
}
