import { listServiceZones, type Queries } from '@itinera/db';
import { zoneKey } from '../customers/zone-of-address.ts';
import { LineProblem } from './problems.ts';
import type { ImportRow } from './target.ts';

/** Key of the name -> id, of every service zone of a unit. */
export type ZoneNames = ReadonlyMap<string, string>;

export async function zoneNames(q: Queries, businessUnitId: string): Promise<ZoneNames> {
  return new Map((await listServiceZones(q, businessUnitId)).map(({ key, id }) => [key, id]));
}

/**
 * The service zone that a line names; null: an empty cell, none; undefined: no column says it. Zones are drawn by
 * people, never made by a file.
 * @throws LineProblem `unknown`.
 */
export function zoneOfCells(cells: ImportRow['cells'], zones: ZoneNames): string | null | undefined {
  const cell = cells.get('service_zone');
  if (cell === undefined) return undefined;
  if (cell.trim() === '') return null;
  const id = zones.get(zoneKey(cell));
  if (id === undefined) throw new LineProblem('unknown', 'service_zone');
  return id;
}
