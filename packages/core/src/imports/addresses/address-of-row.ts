import type { Address } from '@itinera/db';
import { fieldsOf, isSameText } from '../../customers/address-record.ts';
import { readAddressInput } from '../../customers/address-schema.ts';
import type { AddressFields, AddressPlace, WriteAddressInput } from '../../customers/address-types.ts';
import { readNumber } from '../cells.ts';
import { asLineProblem, LineProblem } from '../problems.ts';

/** The columns that say where an address is. */
const told = ['address', 'address_additional', 'postal_code', 'city', 'country', 'lon', 'lat'] as const;

/** Where a field of an address stands in a file. */
export const columnOfAddressField: Readonly<Record<string, string>> = {
  line1: 'address',
  line2: 'address_additional',
  postalCode: 'postal_code',
  place: 'lat',
  label: 'label',
  accessNotes: 'access_notes',
  visitNotes: 'visit_notes',
  contactName: 'contact_name',
  contactPhone: 'contact_phone',
  isStandard: 'standard',
  lon: 'lon',
  lat: 'lat',
  zone: 'zone',
  serviceZoneId: 'service_zone',
};

/** Whether a line says anything of an address. */
export function hasAddress(cells: ReadonlyMap<string, string>): boolean {
  return told.some((field) => (cells.get(field) ?? '').trim() !== '');
}

/**
 * An address as a line says it, over what it was before; columns that are not there leave their part as it is. Without
 * a town of its own, the town is read from the end of the street: "Städtle 1, 9490 Vaduz".
 * Whole: what is given back can be written.
 * @throws LineProblem `required` (`address`, `city`, `country`), `invalid` (the column).
 */
export function addressOfRow(
  cells: ReadonlyMap<string, string>,
  customerId: string,
  before: Address | undefined,
  country: string | null,
  more: Partial<AddressFields> = {},
): WriteAddressInput {
  const part = (field: (typeof told)[number], was: string): string => cells.get(field)?.trim() ?? was;
  const base = before ? fieldsOf(before) : emptyAddress(country);
  const whole = cells.has('city') ? null : splitAddress(cells.get('address') ?? '');
  const fields: AddressFields = {
    ...base,
    line1: whole?.line1 ?? part('address', base.line1),
    line2: part('address_additional', base.line2),
    postalCode: whole?.postalCode ?? part('postal_code', base.postalCode),
    city: whole?.city ?? part('city', base.city),
    country: part('country', base.country).toUpperCase() || (country ?? ''),
    ...more,
  };
  for (const [field, value] of [
    ['address', fields.line1],
    ['city', fields.city],
    ['country', fields.country],
  ] as const)
    if (value === '') throw new LineProblem('required', field);
  const place = placeOf(cells, before, fields);
  const input = {
    ...fields,
    customerId,
    ...(before ? { addressId: before.id, revision: before.revision } : {}),
    ...(place === undefined ? {} : { place }),
  };
  try {
    readAddressInput(input);
  } catch (error) {
    throw asLineProblem(error, columnOfAddressField);
  }
  return input;
}

function emptyAddress(country: string | null): AddressFields {
  return {
    label: '',
    line1: '',
    line2: '',
    postalCode: '',
    city: '',
    country: country ?? '',
    zone: null,
    serviceZoneId: null,
    accessNotes: '',
    visitNotes: '',
    contactName: null,
    contactPhone: null,
    isStandard: false,
    active: true,
  };
}

/** "Street 1, 9490 Vaduz"; null where the end is no town with its code. */
function splitAddress(text: string): { line1: string; postalCode: string; city: string } | null {
  const at = text.lastIndexOf(',');
  const town = /^(?:[A-Z]{1,3}-)?(\d{4,5}(?:-?\d{3})?)\s+(\S.*)$/.exec(text.slice(at + 1).trim());
  if (at === -1 || !town) return null;
  return { line1: text.slice(0, at).trim(), postalCode: town[1] ?? '', city: town[2] ?? '' };
}

/** A place that is another than before; one that stayed while the street became another says nothing any more. */
function placeOf(
  cells: ReadonlyMap<string, string>,
  before: Address | undefined,
  fields: AddressFields,
): AddressPlace | undefined {
  const lon = readNumber('lon', cells.get('lon') ?? '');
  const lat = readNumber('lat', cells.get('lat') ?? '');
  if (lon === null && lat === null) return undefined;
  if (lon === null) throw new LineProblem('required', 'lon');
  if (lat === null) throw new LineProblem('required', 'lat');
  if (before?.lon === lon && before.lat === lat) {
    if (before.location !== 'not-located' || !isSameText(before, fields)) return undefined;
  }
  return { lon, lat, by: 'geocoder' };
}
