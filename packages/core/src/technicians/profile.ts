import { listSkills, type Queries, type Technician } from '@itinera/db';
import { ItineraError } from '../shared/errors.ts';
import type { ReadProfile } from './profile-schema.ts';
import type { TechnicianProfile } from './types.ts';

/** The columns of a profile; skills and units have tables of their own. */
export function columnsOf({
  base,
  laterBases,
  maxDistanceKm,
  active,
  limits,
  skills: _skills,
  businessUnitIds: _units,
  ...same
}: ReadProfile) {
  return {
    ...same,
    status: active ? ('active' as const) : ('inactive' as const),
    baseLabel: base.label,
    baseLon: base.lon,
    baseLat: base.lat,
    laterBases: laterBases.length > 0 ? laterBases : null,
    maxDistance: maxDistanceKm === null ? null : Math.round(maxDistanceKm * 1000),
    limits: limits && withoutUndefined(limits),
  };
}

export function profileOf(
  row: Technician,
  businessUnitIds: string[],
  skills: Record<string, number>,
): TechnicianProfile {
  const { name, phone, email, comment, colour, staffUserId, zone, commute, area, limits } = row;
  return {
    name,
    phone,
    email,
    comment,
    colour,
    active: row.status === 'active',
    staffUserId,
    businessUnitIds,
    base: { label: row.baseLabel, lon: row.baseLon, lat: row.baseLat },
    laterBases: row.laterBases ?? [],
    zone,
    commute,
    maxDistanceKm: row.maxDistance === null ? null : row.maxDistance / 1000,
    area,
    limits,
    skills,
  };
}

/** The ids of skills given by code. @throws ItineraError `invalid` for a code that the company does not have. */
export async function idsOfSkills(
  q: Queries,
  companyId: string,
  levels: Record<string, number>,
): Promise<{ skillId: string; level: number }[]> {
  const known = new Map((await listSkills(q, companyId)).map(({ code, id }) => [code, id]));
  return Object.entries(levels).map(([code, level]) => {
    const skillId = known.get(code);
    if (skillId) return { skillId, level };
    const field = `profile.skills.${code}`;
    throw new ItineraError('invalid', `${field} is no skill of the company: create it first`, { field });
  });
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;
}
