import type { Database } from './database.ts';
import { DbError } from './errors.ts';
import { openPostgres, type PostgresTarget } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

/** A SQLite file (made when missing), or a PostgreSQL server. */
export type DatabaseTarget = { file: string } | PostgresTarget;

/**
 * Opens a store; `migrate` it before use.
 * Errors: `refused` for a target that cannot be one, `unavailable` for a file that cannot be opened.
 */
export async function openDatabase(target: DatabaseTarget): Promise<Database> {
  if ('file' in target) {
    if (target.file === '' || target.file.startsWith(':') || target.file.startsWith('file:')) {
      throw new DbError(
        'refused',
        `"${target.file}" is no path of a SQLite file (there is no store in memory)`,
      );
    }
    return openSqlite(target.file);
  }
  if (!/^postgres(ql)?:\/\//.test(target.url)) {
    throw new DbError('refused', 'The database URL must begin with postgres:// or postgresql://');
  }
  return openPostgres(target);
}
