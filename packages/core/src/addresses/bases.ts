import { listTechniciansOfBusinessUnit, type Queries } from '@itinera/db';
import type { Point } from '../outside/geocoder.ts';
import type { Metres } from '../shared/units.ts';

/** Where an active technician of the unit starts, and how far they go. */
export interface Base extends Point {
  maxDistance: Metres | null;
}

export async function basesOf(q: Queries, businessUnitId: string): Promise<Base[]> {
  const technicians = await listTechniciansOfBusinessUnit(q, businessUnitId);
  return technicians
    .filter(({ status }) => status === 'active')
    .map(({ baseLon, baseLat, maxDistance }) => ({ lon: baseLon, lat: baseLat, maxDistance }));
}

/** The middle of some places that are not far from each other. */
export function middleOf(places: readonly Point[]): Point | undefined {
  if (places.length === 0) return undefined;
  const mean = (part: 'lon' | 'lat') => places.reduce((sum, place) => sum + place[part], 0) / places.length;
  return { lon: mean('lon'), lat: mean('lat') };
}
