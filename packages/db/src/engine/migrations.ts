import { readdirSync, readFileSync } from 'node:fs';
import type { Engine } from './database.ts';
import { DbError } from './errors.ts';

export interface Migration {
  /** The file's name without `.sql`: `0001_first-tables`. */
  name: string;
  sql: string;
}

/** Where the applied ones are written down; the same statement for both engines. */
export const migrationTable = 'CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY NOT NULL)';

/** Every migration of an engine, in order. */
export function readMigrations(engine: Engine): Migration[] {
  const folder = new URL(`../../migrations/${engine}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => /^\d{4}_.+\.sql$/.test(file))
    .sort()
    .map((file) => ({ name: file.slice(0, -4), sql: readFileSync(new URL(file, folder), 'utf8') }));
}

/**
 * Those not applied yet. Applied ones that are not known here are later ones of a newer version, which only ever
 * adds first and removes later: an older version goes on beside them. A gap is refused.
 */
export function pendingMigrations(known: Migration[], applied: ReadonlySet<string>): Migration[] {
  const pending = known.filter(({ name }) => !applied.has(name));
  const first = pending[0];
  const gap = first && known.find(({ name }) => name > first.name && applied.has(name));
  if (first && gap) {
    throw new DbError('refused', `Migration ${gap.name} was applied, but ${first.name} before it was not`);
  }
  return pending;
}
