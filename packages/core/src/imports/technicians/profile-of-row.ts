import type { Point } from '../../outside/geocoder.ts';
import { readNewTechnician, type ReadProfile } from '../../technicians/profile-schema.ts';
import type { TechnicianProfile } from '../../technicians/types.ts';
import { readBoolean, readNumber } from '../cells.ts';
import { asLineProblem, LineProblem } from '../problems.ts';
import type { ImportRow } from '../target.ts';

/** Where a field of a profile stands in a file. */
const columnOfField: Readonly<Record<string, string>> = {
  'profile.name': 'last_name',
  'profile.email': 'email',
  'profile.phone': 'phone',
  'profile.comment': 'comment',
  'profile.colour': 'color',
  'profile.zone': 'zone',
  'profile.maxDistanceKm': 'radius',
  'profile.base.label': 'address',
  'profile.base.lon': 'lon',
  'profile.base.lat': 'lat',
};

/** A colour for who has none yet. */
const usualColour = '#1f5f8b';

/** What is told of where somebody begins: in words, and on the map where the file says so. */
export interface BaseSaid {
  label: string;
  place: Point | null;
}

/** null: nothing. @throws LineProblem `invalid`, `required` for half a place. */
export function baseSaid({ cells }: ImportRow): BaseSaid | null {
  const label = [cells.get('address'), cells.get('address_additional')]
    .map((cell) => cell?.trim() ?? '')
    .filter((cell) => cell !== '')
    .join(', ');
  const lon = readNumber('lon', cells.get('lon') ?? '');
  const lat = readNumber('lat', cells.get('lat') ?? '');
  if ((lon === null) !== (lat === null)) throw new LineProblem('required', lon === null ? 'lon' : 'lat');
  const place = lon === null || lat === null ? null : { lon, lat };
  return label === '' && place === null ? null : { label, place };
}

/** The base of a line over what it was; null: not known where that is. */
export function baseOf(
  said: BaseSaid | null,
  before: TechnicianProfile['base'] | null,
  found: Point | undefined,
): TechnicianProfile['base'] | null {
  if (said === null) return before;
  const label = said.label || before?.label || '';
  const stays = before !== null && label === before.label ? before : null;
  const place = said.place ?? stays ?? found ?? null;
  return place && label !== '' ? { label, lon: place.lon, lat: place.lat } : null;
}

/**
 * A technician's profile as a line says it, over what it was; whole, so that what is given back can be written.
 * @throws LineProblem `required`, `invalid`, `not-located` for a base that nobody finds on the map.
 */
export function profileOfRow(
  row: ImportRow,
  {
    before,
    ownEmail,
    found,
    businessUnitId,
    zone,
  }: {
    before: TechnicianProfile | null;
    /** By which files name who has no e-mail of the own. */
    ownEmail: string | undefined;
    found: Point | undefined;
    businessUnitId: string;
    zone: string;
  },
): ReadProfile {
  const { cells } = row;
  const text = (field: string): string | undefined => cells.get(field)?.trim();
  const base = baseOf(baseSaid(row), before?.base ?? null, found);
  if (!base) throw new LineProblem(text('address') ? 'not-located' : 'required', 'address');
  const orNull = (cell: string | undefined, was: string | null) => (cell === undefined ? was : cell || null);
  const email = text('email');
  const colour = text('color');
  const profile: TechnicianProfile = {
    ...(before ?? newProfile(businessUnitId, zone)),
    name: nameOf(cells, before?.name ?? null),
    email:
      email?.toLowerCase() === ownEmail
        ? (before?.email ?? email ?? null)
        : orNull(email, before?.email ?? null),
    phone: orNull(text('phone'), before?.phone ?? null),
    comment: cells.has('comment') ? (cells.get('comment') ?? null) : (before?.comment ?? null),
    colour: colour ? (colour.startsWith('#') ? colour : `#${colour}`) : (before?.colour ?? usualColour),
    zone: text('zone') || (before?.zone ?? zone),
    active: readBoolean('active', cells.get('active') ?? '') ?? before?.active ?? true,
    maxDistanceKm: cells.has('radius')
      ? readNumber('radius', cells.get('radius') ?? '')
      : (before?.maxDistanceKm ?? null),
    base,
  };
  try {
    return readNewTechnician({ profile, idempotencyKey: '' }).profile;
  } catch (error) {
    throw asLineProblem(error, columnOfField);
  }
}

function newProfile(businessUnitId: string, zone: string): Omit<TechnicianProfile, 'name' | 'base'> {
  return {
    phone: null,
    email: null,
    comment: null,
    colour: usualColour,
    active: true,
    staffUserId: null,
    businessUnitIds: [businessUnitId],
    laterBases: [],
    zone,
    commute: 'working-time',
    maxDistanceKm: null,
    area: null,
    limits: null,
    skills: {},
  };
}

/** A name is one here: the last word is the last name. */
export function nameParts(name: string): { first: string; last: string } {
  const at = name.lastIndexOf(' ');
  return { first: name.slice(0, Math.max(0, at)), last: name.slice(at + 1) };
}

function nameOf(cells: ReadonlyMap<string, string>, before: string | null): string {
  const was = nameParts(before ?? '');
  const first = cells.get('first_name')?.trim() ?? was.first;
  const last = cells.get('last_name')?.trim() ?? was.last;
  if (before === null && first === '') throw new LineProblem('required', 'first_name');
  if (last === '') throw new LineProblem('required', 'last_name');
  return [first, last].filter((part) => part !== '').join(' ');
}
