import type { Queries, TechnicianDay } from './database.ts';

/** The days without repeats, in the one order in which they are locked everywhere. */
export function sortedDays(days: readonly TechnicianDay[]): TechnicianDay[] {
  const unique = new Map(
    days.map(({ technicianId, date }) => [`${technicianId} ${date}`, { technicianId, date }]),
  );
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
}

/** Inserts the rows of days never seen before. On SQLite the write itself is the lock, and this is all there is to do. */
export async function addMissingDays(tx: Queries, days: readonly TechnicianDay[]): Promise<void> {
  const rows = sortedDays(days);
  if (rows.length > 0) await tx.insert(tx.tables.technicianDay).values(rows).onConflictDoNothing();
}
