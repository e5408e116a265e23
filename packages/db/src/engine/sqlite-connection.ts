import Sqlite from 'better-sqlite3';
import { DbError } from './errors.ts';

/**
 * What every connection is set to, and must report afterwards. `synchronous` 2 is FULL: better-sqlite3 is compiled
 * to open an existing WAL file at NORMAL, which loses acknowledged commits when the power fails.
 */
const settings = {
  journal_mode: 'wal',
  synchronous: 2,
  busy_timeout: 5000,
  foreign_keys: 1,
  trusted_schema: 0,
  // What is deleted or written over is filled with zeros in the file: erased data does not wait there to be found.
  secure_delete: 1,
  journal_size_limit: 64 * 1024 * 1024,
} as const;

/**
 * Opens a connection with the settings this store relies on.
 * Errors: `unavailable` when the file cannot be opened, `refused` when a setting does not hold.
 */
export function openConnection(file: string, { readonly }: { readonly: boolean }): Sqlite.Database {
  let connection: Sqlite.Database;
  try {
    connection = new Sqlite(file, { readonly, fileMustExist: readonly });
  } catch (error) {
    throw new DbError('unavailable', `The SQLite file ${file} cannot be opened: ${(error as Error).message}`);
  }
  try {
    for (const [name, value] of Object.entries(settings)) {
      connection.pragma(`${name} = ${value}`);
    }
    assertSettings(connection, file);
    // SQLite's own knows ASCII only.
    connection.function('lower', { deterministic: true }, (text: unknown) =>
      typeof text === 'string' ? text.toLowerCase() : text,
    );
    return connection;
  } catch (error) {
    connection.close();
    throw error instanceof DbError
      ? error
      : new DbError('unavailable', `The SQLite file ${file} cannot be used: ${(error as Error).message}`);
  }
}

/** Throws `refused` unless the connection reports every setting as it must be. */
export function assertSettings(connection: Sqlite.Database, file: string): void {
  for (const [name, value] of Object.entries(settings)) {
    const actual = connection.pragma(name, { simple: true }) as string | number;
    if (actual !== value) {
      const reason = name === 'journal_mode' ? ' (is it on a network or read-only file system?)' : '';
      throw new DbError(
        'refused',
        `The SQLite file ${file} runs with ${name}=${actual}, not ${value}${reason}`,
      );
    }
  }
}
