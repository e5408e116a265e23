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

function countryOfZone(zone: string): string | null {
  countries ??= readCountries();
  return countries.get(zone) ?? null;
}

/** Zone -> country. Read once, when first asked for: to ask the runtime for every country takes tens of milliseconds. */
let countries: ReadonlyMap<string, string> | undefined;

/** By the zones that Unicode's CLDR lists for each country, as the runtime has them; the first country of a zone counts. */
function readCountries(): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const country of getCountries())
    for (const zone of zonesOf(country)) if (!read.has(zone)) read.set(zone, country);
  return read;
}

function zonesOf(country: string): readonly string[] {
  // ECMA-402 has it, TypeScript's library does not yet.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] };
  return locale.getTimeZones?.() ?? [];
}
