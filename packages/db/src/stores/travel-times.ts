import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { TravelTimeRow } from '../rows.ts';

/** A journey from one place to another, by their keys. */
export interface Journey {
  fromKey: string;
  toKey: string;
}

const pairsPerStatement = 5_000;
const rowsPerStatement = 2_000;

/** What is kept of every journey from one of `fromKeys` to one of `toKeys`. Not owned by anybody: roads are. */
export async function findTravelTable(
  q: Queries,
  profile: string,
  fromKeys: readonly string[],
  toKeys: readonly string[],
): Promise<TravelTimeRow[]> {
  const { travelTime: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.profile, profile), inArray(t.fromKey, [...fromKeys]), inArray(t.toKey, [...toKeys])));
}

/** What is kept of these journeys, in no order. */
export async function findTravelTimes(
  q: Queries,
  profile: string,
  journeys: readonly Journey[],
): Promise<TravelTimeRow[]> {
  const { travelTime: t } = q.tables;
  const found: TravelTimeRow[] = [];
  for (let start = 0; start < journeys.length; start += pairsPerStatement) {
    const pairs = journeys
      .slice(start, start + pairsPerStatement)
      .map(({ fromKey, toKey }) => sql`(${fromKey}, ${toKey})`);
    const rows = await q
      .select()
      .from(t)
      .where(
        and(eq(t.profile, profile), sql`(${t.fromKey}, ${t.toKey}) IN (VALUES ${sql.join(pairs, sql`, `)})`),
      );
    found.push(...rows);
  }
  return found;
}

/** Keeps travel times, newer ones in place of older. */
export async function storeTravelTimes(tx: Queries, rows: readonly TravelTimeRow[]): Promise<void> {
  const { travelTime: t } = tx.tables;
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await tx
      .insert(t)
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflictDoUpdate({
        target: [t.profile, t.fromKey, t.toKey],
        set: {
          seconds: sql`excluded.seconds`,
          metres: sql`excluded.metres`,
          fetchedAt: sql`excluded.fetched_at`,
        },
      });
  }
}

/** Some `limit` of the kept travel times. */
export async function sampleTravelTimes(
  q: Queries,
  profile: string,
  limit: number,
): Promise<TravelTimeRow[]> {
  const { travelTime: t } = q.tables;
  return q.select().from(t).where(eq(t.profile, profile)).limit(limit);
}
