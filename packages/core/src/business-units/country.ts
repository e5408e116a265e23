import type { BusinessUnit } from '@itinera/db';
import { getCountries } from 'libphonenumber-js';
import { countryOfPhone } from '../identifier.ts';

/**
 * The country a unit is in (ISO 3166-1 alpha-2): its contact telephone's, else the one whose zone it has; null where
 * neither tells.
 */
export function countryOf({
  contactPhone,
  zone,
}: Pick<BusinessUnit, 'contactPhone' | 'zone'>): string | null {
  return (contactPhone === null ? null : countryOfPhone(contactPhone)) ?? countryOfZone(zone);
}

/** The countries to whose numbers a unit sends text messages: its list, or its own country. */
export function smsCountriesOf(unit: BusinessUnit): string[] {
  if (unit.smsCountries !== null) return unit.smsCountries;
  const own = countryOf(unit);
  return own === null ? [] : [own];
}

/** By the zones that Unicode's CLDR lists for each country, as the runtime has them. */
function countryOfZone(zone: string): string | null {
  return getCountries().find((country) => zonesOf(country).includes(zone)) ?? null;
}

function zonesOf(country: string): readonly string[] {
  // ECMA-402 has it, TypeScript's library does not yet.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] };
  return locale.getTimeZones?.() ?? [];
}
