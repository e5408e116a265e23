import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Database } from './engine/database.ts';
import type { DatabaseTarget } from './engine/open.ts';
import { unlocked } from './engine/unlocked.ts';

/*
 * For the negative controls of race tests only: a test that finds no overlap proves something when the same test
 * finds some without lock and belt. An entry of its own, so that no application reaches it by accident.
 */

/** The same database whose writes take no turns, are no transactions on SQLite, and lock no days. */
export function withoutLocks(database: Database): Database {
  const queries = unlocked(database);
  return Object.create(database, {
    write: {
      value: queries
        ? async (work: (tx: typeof queries) => Promise<unknown>) => work(queries)
        : database.write,
    },
    lockTechnicianDays: { value: async () => undefined },
  }) as Database;
}

/** Takes the belt off a migrated store, through a connection of its own. */
export async function dropBelt(target: DatabaseTarget): Promise<void> {
  if ('file' in target) {
    const connection = new Sqlite(target.file);
    connection.exec('DROP TRIGGER assignment_belt_insert; DROP TRIGGER assignment_belt_update');
    connection.close();
    return;
  }
  const client = new pg.Client(target.url);
  await client.connect();
  await client.query('ALTER TABLE assignment DROP CONSTRAINT assignment_belt');
  await client.end();
}
