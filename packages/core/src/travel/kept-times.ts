import { findTravelTimes, storeTravelTimes, type Database } from '@itinera/db';
import type { TravelStore } from '@itinera/planner';
import type { Clock } from '../outside/clock.ts';

/** Road times kept in the store, for one road network (`profile`). Not inside a write: keeping is a write of its own. */
export function keptTimes(db: Database, clock: Clock, profile: string): TravelStore {
  return {
    async getMany(keys) {
      const rows = await findTravelTimes(db.read, profile, keys.map(journeyOf));
      return rows.map((row) => ({
        key: `${row.fromKey};${row.toKey}`,
        seconds: row.seconds,
        metres: row.metres ?? -1,
      }));
    },
    async putMany(entries) {
      const fetchedAt = clock.now();
      const rows = entries.map(({ key, seconds, metres }) => ({
        profile,
        ...journeyOf(key),
        seconds,
        metres: metres < 0 ? null : metres,
        fetchedAt,
      }));
      await db.write((tx) => storeTravelTimes(tx, rows));
    },
  };
}

/** Under which key a place is kept: `lon,lat` with six decimals at most, as the planner writes it. */
export function keptKey({ lon, lat }: { lon: number; lat: number }): string {
  return [lon, lat].map((degrees) => String(Number(degrees.toFixed(6)))).join(',');
}

/** `lon,lat;lon,lat` as the planner writes it. */
function journeyOf(key: string): { fromKey: string; toKey: string } {
  const [fromKey = '', toKey = ''] = key.split(';');
  return { fromKey, toKey };
}
