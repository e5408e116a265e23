import type pg from 'pg';
import { migrationTable, pendingMigrations, readMigrations } from './migrations.ts';

/** Any number, the same in every version: processes that start together take turns by it. */
const lockKey = 4_711_024;

/** Applies what is pending, each migration in a transaction of its own, one process at a time. */
export async function migratePostgres(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    // A migration of a large table, or the wait for another process's, may take longer than a query ever should.
    await client.query('SET lock_timeout = 0; SET statement_timeout = 0');
    await client.query(`SELECT pg_advisory_lock(${lockKey})`);
    await client.query(migrationTable);
    const { rows } = await client.query<{ name: string }>('SELECT name FROM schema_migration');
    const applied = new Set(rows.map(({ name }) => name));
    for (const { name, sql } of pendingMigrations(readMigrations('postgres'), applied)) {
      await client.query('BEGIN');
      await client.query(sql);
      await client.query('INSERT INTO schema_migration (name) VALUES ($1)', [name]);
      await client.query('COMMIT');
    }
  } finally {
    // The connection was changed and holds the lock: it is not used again, which also undoes what was not committed.
    client.release(true);
  }
}
