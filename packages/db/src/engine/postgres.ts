import { setTimeout } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { postgresTables } from '../schema/tables.ts';
import { finished } from './before-commit.ts';
import type { Database, Queries } from './database.ts';
import { DbError, passedOver } from './errors.ts';
import { mapPostgresError } from './postgres-errors.ts';
import { lockPostgresDays } from './locks.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { makeQueries, makeTransactionQueries, mapDriverErrors } from './queries.ts';
import { WriteScope } from './write-scope.ts';

const attempts = 5;

export interface PostgresTarget {
  /** `postgres://user:password@host:port/database`. */
  url: string;
  /** Connections at most; default 10. */
  poolSize?: number;
}

/** Opens a PostgreSQL database. Nothing is connected yet: `ready` and `migrate` say whether it answers. */
export function openPostgres({ url, poolSize = 10 }: PostgresTarget): Database {
  const tables = postgresTables;
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    allowExitOnIdle: true,
  });
  // A connection that breaks is replaced by the pool, and who uses it then is told by the next statement; without
  // listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const reading = mapDriverErrors(drizzle({ client: pool }), mapPostgresError);
  const scope = new WriteScope();
  let closed = false;

  const refuseClosed = (): void => {
    if (closed) throw new DbError('closed', 'The store is closed');
  };

  const mapped = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      throw mapPostgresError(error);
    }
  };

  const transaction = async <T>(work: (tx: Queries) => Promise<T>): Promise<T> => {
    const client = await mapped(() => pool.connect());
    const { tx, end } = makeTransactionQueries(
      mapDriverErrors(drizzle({ client }), mapPostgresError),
      'postgres',
      tables,
    );
    let broken = false;
    try {
      await mapped(() => client.query('BEGIN ISOLATION LEVEL READ COMMITTED'));
      const result = await scope.run(() => finished(tx, work));
      end();
      const { command } = await mapped(() => client.query('COMMIT'));
      // The server answers ROLLBACK to the commit of a transaction in which a statement failed.
      if (command !== 'COMMIT') throw passedOver();
      return result;
    } catch (error) {
      end();
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
  };

  const retried = async <T>(work: (tx: Queries) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await transaction(work);
      } catch (error) {
        const again = error instanceof DbError && error.code === 'serialization' && attempt < attempts;
        if (!again) throw error;
        await setTimeout(10 * 2 ** attempt * Math.random());
      }
    }
  };

  return {
    engine: 'postgres',
    tables,
    read: makeQueries(reading, 'postgres', tables, refuseClosed),
    async write(work) {
      refuseClosed();
      scope.refuseNested();
      return retried(work);
    },
    lockTechnicianDays: lockPostgresDays,
    async migrate() {
      refuseClosed();
      await mapped(() => migratePostgres(pool));
    },
    async clearLog() {
      return true;
    },
    async ready() {
      refuseClosed();
      await mapped(() => pool.query('SELECT 1'));
    },
    async close() {
      if (closed) return;
      closed = true;
      await pool.end();
    },
    get writeConnections() {
      return pool.totalCount;
    },
  };
}
