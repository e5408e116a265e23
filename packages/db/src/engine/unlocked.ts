import type { Database, Queries } from './database.ts';

const unlockedQueries = new WeakMap<Database, Queries>();

/** Remembers the write connection's own queries, for `withoutLocks` in `testing.ts` only. */
export function registerUnlocked(database: Database, queries: Queries): void {
  unlockedQueries.set(database, queries);
}

/** The queries registered for a database, none for PostgreSQL. */
export function unlocked(database: Database): Queries | undefined {
  return unlockedQueries.get(database);
}
