import type { BusinessUnit } from '@itinera/db';
import { channelsOf } from '../business-units/channels.ts';
import { countryOf, smsCountriesOf } from '../business-units/country.ts';
import type { Context } from '../context.ts';
import { countryOfPhone, normaliseIdentifier, type Identifier } from '../identifier.ts';
import { ItineraError } from '../shared/errors.ts';

/**
 * An identifier as typed at a unit's portal, if the unit sends codes there: a number without + is one of its country.
 * @throws ItineraError `invalid`, field `identifier`, reason `country-code`, `channel-off` or `country-off`, or none.
 */
export function reachableIdentifier(ctx: Context, unit: BusinessUnit, typed: string): Identifier {
  const identifier = normaliseIdentifier(typed, countryOf(unit));
  requireReachable(ctx, unit, identifier);
  return identifier;
}

/** @throws ItineraError `invalid` as `reachableIdentifier`, by what the unit is set to now. */
export function requireReachable(ctx: Context, unit: BusinessUnit, { channel, value }: Identifier): void {
  const off = (reason: string, message: string): ItineraError =>
    new ItineraError('invalid', message, { field: 'identifier', reason });
  if (!channelsOf(ctx, unit).includes(channel))
    throw off('channel-off', 'identifier: this portal sends no codes there; use another kind of address');
  if (channel === 'sms' && !smsCountriesOf(unit).includes(countryOfPhone(value) ?? ''))
    throw off('country-off', 'identifier: this portal sends no text messages to this country');
}
