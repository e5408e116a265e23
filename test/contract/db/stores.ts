import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database, type DatabaseTarget, type Engine } from '@itinera/db';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { copyMigratedSqlite } from '../../helpers/migrated-sqlite.ts';
import {
  copyDatabase,
  createDatabase,
  createMigratedDatabase,
  type TestDatabase,
} from '../../helpers/postgres.ts';

export const engines: Engine[] = ['sqlite', 'postgres'];

/** A store of its own with nothing in it. */
export interface TestTarget {
  target: DatabaseTarget;
  /** The same, as the core is told of it. */
  store: { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string };
  drop(): Promise<void>;
}

/** Not migrated yet. */
export async function makeTarget(engine: Engine): Promise<TestTarget> {
  return engine === 'postgres' ? postgresTarget(await createDatabase()) : sqliteTarget();
}

/** With every migration applied; made much sooner than by applying them. */
export async function makeMigratedTarget(engine: Engine): Promise<TestTarget> {
  if (engine === 'postgres') return postgresTarget(await createMigratedDatabase());
  const made = sqliteTarget();
  await copyMigratedSqlite(made.target.file);
  return made;
}

/** A copy of a store that nobody has open. */
export async function copyOf({ target }: TestTarget): Promise<TestTarget> {
  if (!('file' in target)) return postgresTarget(await copyDatabase(target.url));
  const made = sqliteTarget();
  copyFileSync(target.file, made.target.file);
  return made;
}

function postgresTarget({ url, drop }: TestDatabase): TestTarget {
  return { target: { url }, store: { engine: 'postgres', url }, drop };
}

function sqliteTarget(): TestTarget & { target: { file: string } } {
  const folder = mkdtempSync(join(tmpdir(), 'itinera-db-'));
  const file = join(folder, 'store.sqlite');
  return {
    target: { file },
    store: { engine: 'sqlite', file },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A migrated store of its own on a real engine, and what removes it. */
export async function makeStore(
  engine: Engine,
): Promise<{ db: Database; target: DatabaseTarget; drop(): Promise<void> }> {
  const { target, drop } = await makeMigratedTarget(engine);
  const db = await openDatabase(target);
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
export function sql<R extends object>(target: DatabaseTarget, statement: string): Promise<R[]> {
  return connected(target, (run) => run<R>(statement));
}

/** Runs a statement past our code, and returns its rows. */
type Run = <R extends object>(statement: string) => Promise<R[]>;

/** Does what runs many statements past our code, on one connection: a new one reads the whole schema first. */
export async function connected<T>(target: DatabaseTarget, work: (run: Run) => Promise<T>): Promise<T> {
  if ('file' in target) {
    const connection = new Sqlite(target.file);
    try {
      return await work(async <R extends object>(statement: string) => {
        const prepared = connection.prepare(statement);
        if (prepared.reader) return prepared.all() as R[];
        prepared.run();
        return [];
      });
    } finally {
      connection.close();
    }
  }
  const client = new pg.Client(target.url);
  await client.connect();
  try {
    return await work(async <R extends object>(statement: string) => (await client.query<R>(statement)).rows);
  } finally {
    await client.end();
  }
}
