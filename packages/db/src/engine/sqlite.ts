import { realpathSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { sqliteTables } from '../schema/tables.ts';
import { finished } from './before-commit.ts';
import type { Database, Queries } from './database.ts';
import { DbError, passedOver } from './errors.ts';
import { keepStatements } from './kept-statements.ts';
import { makeQueries, makeTransactionQueries, mapDriverErrors } from './queries.ts';
import { openConnection } from './sqlite-connection.ts';
import { mapSqliteError } from './sqlite-errors.ts';
import { migrateSqlite } from './sqlite-migrate.ts';
import { addMissingDays } from './technician-days.ts';
import { registerUnlocked } from './unlocked.ts';
import { WriteScope } from './write-scope.ts';

/** Files open for writing in this process: two write connections to one file stall each other for seconds. */
const openFiles = new Set<string>();

/**
 * Opens a SQLite file: one connection that writes, one that reads.
 * Errors: `unavailable`, or `refused` when this process has it open already or a setting does not hold.
 */
export function openSqlite(file: string): Database {
  const tables = sqliteTables;
  const writer = openConnection(file, { readonly: false });
  const path = realpathSync(file);
  if (openFiles.has(path)) {
    writer.close();
    throw new DbError(
      'refused',
      `The SQLite file ${file} is open already in this process: share that database`,
    );
  }
  openFiles.add(path);
  let reader: typeof writer;
  try {
    reader = openConnection(file, { readonly: true });
  } catch (error) {
    openFiles.delete(path);
    writer.close();
    throw error;
  }

  const map = (error: unknown): unknown => mapSqliteError(error, tables);
  let statementFailed = false;
  const writing = mapDriverErrors(drizzle({ client: keepStatements(writer) }), (error) => {
    statementFailed = true;
    return map(error);
  });
  const reading = mapDriverErrors(drizzle({ client: keepStatements(reader) }), map);
  const scope = new WriteScope();
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;

  const statement = (sql: string): void => {
    try {
      writer.exec(sql);
    } catch (error) {
      throw map(error);
    }
  };

  const transaction = async <T>(work: (tx: Queries) => Promise<T>): Promise<T> => {
    statement('BEGIN IMMEDIATE');
    statementFailed = false;
    const { tx, end } = makeTransactionQueries(writing, 'sqlite', tables);
    try {
      const result = await scope.run(() => finished(tx, work));
      end();
      // PostgreSQL commits nothing after a failed statement, whoever caught its error: the same here.
      if (statementFailed) throw passedOver();
      statement('COMMIT');
      return result;
    } catch (error) {
      end();
      // A full disk ends the transaction by itself.
      if (writer.inTransaction) statement('ROLLBACK');
      throw error;
    }
  };

  /** Waits for its turn; when others wait too, lets timers and sockets run in between. */
  const takeTurn = async <T>(run: () => Promise<T> | T): Promise<T> => {
    if (closed) throw new DbError('closed', 'The store is closed');
    const before = queue;
    const turn = (async () => {
      await before;
      try {
        return await run();
      } finally {
        if (--waiting > 0) await setImmediate();
      }
    })();
    waiting++;
    queue = turn.catch(() => undefined);
    return turn;
  };

  const database: Database = {
    engine: 'sqlite',
    tables,
    read: makeQueries(reading, 'sqlite', tables, () => {
      if (closed) throw new DbError('closed', 'The store is closed');
    }),
    async write(work) {
      scope.refuseNested();
      return takeTurn(() => transaction(work));
    },
    lockTechnicianDays: addMissingDays,
    migrate: () =>
      takeTurn(() => {
        try {
          migrateSqlite(writer, file);
        } catch (error) {
          throw map(error);
        }
      }),
    clearLog: () =>
      takeTurn(() => {
        try {
          const [{ busy } = { busy: 1 }] = writer.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
          return busy === 0;
        } catch (error) {
          throw map(error);
        }
      }),
    async ready() {
      if (closed) throw new DbError('closed', 'The store is closed');
      try {
        reader.prepare('SELECT count(*) FROM sqlite_schema').get();
      } catch (error) {
        throw map(error);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await queue;
      reader.close();
      writer.close();
      openFiles.delete(path);
    },
    get writeConnections() {
      return closed ? 0 : 1;
    },
  };
  registerUnlocked(database, makeQueries(writing, 'sqlite', tables));
  return database;
}
