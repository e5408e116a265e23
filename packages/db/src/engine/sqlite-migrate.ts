import type Sqlite from 'better-sqlite3';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { DbError } from './errors.ts';
import { migrationTable, pendingMigrations, readMigrations, type Migration } from './migrations.ts';

/**
 * Applies what is pending, each migration in a transaction of its own. A file that already has tables is copied
 * beside itself first (`<file>.before-<migration>-<time>`).
 */
export function migrateSqlite(connection: Sqlite.Database, file: string): void {
  const known = readMigrations('sqlite');
  const first = pendingMigrations(known, appliedMigrations(connection))[0];
  if (!first) return;
  if (appliedMigrations(connection).size > 0)
    backUp(connection, `${file}.before-${first.name}-${Date.now()}`);
  // Tables are rebuilt by dropping them; that must not drop what refers to them. It cannot be set in a transaction.
  connection.pragma('foreign_keys = OFF');
  try {
    for (const migration of known) apply(connection, migration);
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

function apply(connection: Sqlite.Database, { name, sql }: Migration): void {
  connection
    .transaction(() => {
      connection.exec(migrationTable);
      // Another process may have applied it while this one waited for the lock.
      if (appliedMigrations(connection).has(name)) return;
      connection.exec(sql);
      const broken = connection.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) {
        throw new DbError('refused', `Migration ${name} leaves ${broken.length} rows that refer to nothing`);
      }
      connection.prepare('INSERT INTO schema_migration (name) VALUES (?)').run(name);
    })
    .immediate();
}

function appliedMigrations(connection: Sqlite.Database): Set<string> {
  const table = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'").get();
  if (!table) return new Set();
  return new Set(connection.prepare('SELECT name FROM schema_migration').pluck().all() as string[]);
}

function backUp(connection: Sqlite.Database, copy: string): void {
  connection.prepare('VACUUM INTO ?').run(copy);
  const handle = openSync(copy, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
