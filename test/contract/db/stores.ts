import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database, type DatabaseTarget, type Engine } from '@itinera/db';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { createDatabase } from '../../helpers/postgres.ts';

export const engines: Engine[] = ['sqlite', 'postgres'];

/** An empty store of its own, not migrated yet. */
export interface TestTarget {
  target: DatabaseTarget;
  drop(): Promise<void>;
}

export async function makeTarget(engine: Engine): Promise<TestTarget> {
  if (engine === 'postgres') {
    const { url, drop } = await createDatabase();
    return { target: { url }, drop };
  }
  const folder = mkdtempSync(join(tmpdir(), 'itinera-db-'));
  return {
    target: { file: join(folder, 'store.sqlite') },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A migrated store of its own on a real engine, and what removes it. */
export async function makeStore(
  engine: Engine,
): Promise<{ db: Database; target: DatabaseTarget; drop(): Promise<void> }> {
  const { target, drop } = await makeTarget(engine);
  const db = await openDatabase(target);
  await db.migrate();
  return {
    db,
    target,
    async drop() {
      await db.close();
      await drop();
    },
  };
}

/** Runs one statement past our code, on a connection of its own, and returns its rows. */
export async function sql<R extends object>(target: DatabaseTarget, statement: string): Promise<R[]> {
  if ('file' in target) {
    const connection = new Sqlite(target.file);
    try {
      const prepared = connection.prepare(statement);
      if (prepared.reader) return prepared.all() as R[];
      prepared.run();
      return [];
    } finally {
      connection.close();
    }
  }
  const client = new pg.Client(target.url);
  await client.connect();
  try {
    return (await client.query<R>(statement)).rows;
  } finally {
    await client.end();
  }
}
