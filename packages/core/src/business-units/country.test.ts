import type { BusinessUnit } from '@itinera/db';
import { expect, test } from 'vitest';
import { countryOf, smsCountriesOf } from './country.ts';

test.each([
  ['+4232345678', 'America/New_York', 'LI'],
  [null, 'Europe/Vaduz', 'LI'],
  [null, 'America/Sao_Paulo', 'BR'],
  [null, 'UTC', null],
  ['+80012345678', 'Europe/Rome', 'IT'],
])('a unit with the telephone %s in the zone %s is in %s', (contactPhone, zone, country) => {
  expect(countryOf({ contactPhone, zone })).toBe(country);
});

test('text messages go to the countries of the list, by default to one’s own', () => {
  const unit = { contactPhone: null, zone: 'Europe/Vaduz', smsCountries: null } as unknown as BusinessUnit;
  expect(smsCountriesOf(unit)).toEqual(['LI']);
  expect(smsCountriesOf({ ...unit, smsCountries: ['LI', 'CH'] })).toEqual(['LI', 'CH']);
  expect(smsCountriesOf({ ...unit, smsCountries: [] })).toEqual([]);
  expect(smsCountriesOf({ ...unit, zone: 'UTC' })).toEqual([]);
});
