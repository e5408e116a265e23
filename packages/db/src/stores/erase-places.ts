import { and, eq, inArray, isNotNull, or } from 'drizzle-orm';
import type { Queries, TechnicianDay } from '../engine/database.ts';
import { inPieces } from './in-pieces.ts';

/** Where something is, in degrees. */
export interface StoredPlace {
  lon: number;
  lat: number;
}

/** The stops of these interventions: their places, and the days they are in. */
export async function listStopsToErase(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<(TechnicianDay & StoredPlace & { id: string })[]> {
  const { assignment: a, part } = q.tables;
  const found: (TechnicianDay & StoredPlace & { id: string })[] = [];
  await inPieces(interventionIds, async (piece) => {
    const rows = await q
      .select({ id: a.id, technicianId: a.technicianId, date: a.date, lon: a.lon, lat: a.lat })
      .from(a)
      .innerJoin(part, and(eq(part.businessUnitId, a.businessUnitId), eq(part.id, a.partId)))
      .where(
        and(eq(a.businessUnitId, businessUnitId), inArray(part.interventionId, piece), isNotNull(a.lon)),
      );
    for (const { lon, lat, ...stop } of rows)
      if (lon !== null && lat !== null) found.push({ ...stop, lon, lat });
  });
  return found;
}

/** Moves these stops, and the ends of the stored legs that are theirs, to where `blur` puts them; the days are locked. */
export async function blurStops(
  tx: Queries,
  stops: readonly (TechnicianDay & StoredPlace & { id: string })[],
  blur: (place: StoredPlace) => StoredPlace,
): Promise<void> {
  const { assignment: a, technicianDay: d } = tx.tables;
  const days = new Map<string, { day: TechnicianDay; places: Set<string> }>();
  for (const stop of stops) {
    await tx.update(a).set(blur(stop)).where(eq(a.id, stop.id));
    const { technicianId, date } = stop;
    const key = `${technicianId} ${date}`;
    const known = days.get(key) ?? { day: { technicianId, date }, places: new Set<string>() };
    days.set(key, known);
    known.places.add(`${stop.lon},${stop.lat}`);
  }
  for (const { day, places } of days.values()) {
    const ofDay = and(eq(d.technicianId, day.technicianId), eq(d.date, day.date));
    const [row] = await tx.select({ legs: d.legs }).from(d).where(ofDay);
    if (!row?.legs) continue;
    const blurred = ([lon, lat]: [number, number]): [number, number] => {
      if (!places.has(`${lon},${lat}`)) return [lon, lat];
      const moved = blur({ lon, lat });
      return [moved.lon, moved.lat];
    };
    const legs = row.legs.map((leg) => ({ ...leg, from: blurred(leg.from), to: blurred(leg.to) }));
    await tx.update(d).set({ legs }).where(ofDay);
  }
}

/** Forgets the travel times kept from and to these places, by their keys; they are asked for again where needed. */
export async function deleteTravelTimesOf(tx: Queries, keys: readonly string[]): Promise<void> {
  const { travelTime: t } = tx.tables;
  await inPieces(keys, (piece) => tx.delete(t).where(or(inArray(t.fromKey, piece), inArray(t.toKey, piece))));
}
