import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { Queries, TechnicianDay } from '../engine/database.ts';
import { inPieces } from './in-pieces.ts';

/** Where something is, in degrees. */
export interface StoredPlace {
  lon: number;
  lat: number;
}

/** A stop of a day, with its place. */
export type PlacedStop = TechnicianDay & StoredPlace & { id: string };

/** The stops of a customer's interventions and holds that have a place. */
export async function listPlacedStops(
  q: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<PlacedStop[]> {
  const { assignment: a, part, intervention, hold } = q.tables;
  const rows = await q
    .select({ id: a.id, technicianId: a.technicianId, date: a.date, lon: a.lon, lat: a.lat })
    .from(a)
    .leftJoin(part, eq(part.id, a.partId))
    .leftJoin(intervention, eq(intervention.id, part.interventionId))
    .leftJoin(hold, eq(hold.id, a.holdId))
    .where(
      and(
        eq(a.businessUnitId, businessUnitId),
        isNotNull(a.lon),
        or(eq(intervention.customerId, customerId), eq(hold.customerId, customerId)),
      ),
    );
  return rows.flatMap(({ lon, lat, ...stop }) =>
    lon === null || lat === null ? [] : [{ ...stop, lon, lat }],
  );
}

/**
 * Days of the unit's technicians whose stored legs begin or end at one of these places: also where a hold stood that is
 * gone. Reads every day of theirs.
 */
export async function listDaysThrough(
  q: Queries,
  businessUnitId: string,
  places: readonly StoredPlace[],
): Promise<TechnicianDay[]> {
  if (places.length === 0) return [];
  const { technicianDay: d, technicianBusinessUnit: link } = q.tables;
  const rows = await q
    .select({ technicianId: d.technicianId, date: d.date, legs: d.legs })
    .from(d)
    .innerJoin(link, eq(link.technicianId, d.technicianId))
    .where(
      and(
        eq(link.businessUnitId, businessUnitId),
        or(...places.map(({ lon }) => sql`CAST(${d.legs} AS TEXT) LIKE ${`%${lon}%`}`)),
      ),
    );
  const named = new Set(places.map(({ lon, lat }) => `${lon},${lat}`));
  return rows
    .filter(({ legs }) => legs?.some(({ from, to }) => named.has(from.join()) || named.has(to.join())))
    .map(({ technicianId, date }) => ({ technicianId, date }));
}

/** Moves stops, and the ends of the legs of these locked days that are at `places`, to where `blur` puts them. */
export async function blurPlaces(
  tx: Queries,
  what: { stops: readonly PlacedStop[]; days: readonly TechnicianDay[]; places: readonly StoredPlace[] },
  blur: (place: StoredPlace) => StoredPlace,
): Promise<void> {
  const { assignment: a, technicianDay: d } = tx.tables;
  for (const stop of what.stops) await tx.update(a).set(blur(stop)).where(eq(a.id, stop.id));
  const named = new Set(what.places.map(({ lon, lat }) => `${lon},${lat}`));
  const end = (at: [number, number]): [number, number] => {
    if (!named.has(at.join())) return at;
    const { lon, lat } = blur({ lon: at[0], lat: at[1] });
    return [lon, lat];
  };
  for (const { technicianId, date } of what.days) {
    const ofDay = and(eq(d.technicianId, technicianId), eq(d.date, date));
    const [row] = await tx.select({ legs: d.legs }).from(d).where(ofDay);
    if (!row?.legs) continue;
    const legs = row.legs.map((leg) => ({ ...leg, from: end(leg.from), to: end(leg.to) }));
    await tx.update(d).set({ legs }).where(ofDay);
  }
}

/** Forgets the travel times kept from and to these places, by their keys; they are asked for again where needed. */
export async function deleteTravelTimesOf(tx: Queries, keys: readonly string[]): Promise<void> {
  const { travelTime: t } = tx.tables;
  await inPieces(keys, (piece) => tx.delete(t).where(or(inArray(t.fromKey, piece), inArray(t.toKey, piece))));
}
