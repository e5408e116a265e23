import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@itinera/db';
import pg from 'pg';
import { cleanerOf, structureOf, type Cleaner } from './clean-database.ts';
import { nobody, postgresBinaries } from './postgres-binaries.ts';
import { removeLeftovers } from './postgres-leftovers.ts';

/** Where `createDatabase` finds the server; set by the global set-up of the test projects, or by a person. */
const serverVariable = 'ITINERA_TEST_POSTGRES_URL';
/** The name of the migrated database of that server which others are copied from. */
const templateVariable = 'ITINERA_TEST_POSTGRES_TEMPLATE';
const prefix = 'itinera-pg-';

/** A PostgreSQL server of our own, reachable through a unix socket only. */
export interface PostgresServer {
  /** Address of its database `postgres`, with the right to create others. */
  readonly url: string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes from npm, on an empty data folder.
 * @param options.durable waits for the disk at every commit as in production; tests do without, figures need it
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<PostgresServer> {
  removeLeftovers(tmpdir(), prefix);
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const data = join(folder, 'data');
  const socket = join(folder, 's');
  const asNobody = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  chmodSync(folder, 0o755);
  for (const path of [data, socket]) {
    mkdirSync(path, { mode: 0o700 });
    if ('uid' in asNobody) chownSync(path, nobody, nobody);
  }
  const binaries = postgresBinaries(folder);
  const run = (program: string, args: string[]) =>
    spawn(join(binaries, 'bin', program), args, {
      ...asNobody,
      cwd: folder,
      env: { ...process.env, LD_LIBRARY_PATH: join(binaries, 'lib'), TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  await ended(
    run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync']),
  );
  const settings = ['listen_addresses=', 'max_connections=200', 'shared_buffers=64MB'];
  if (options.durable !== true)
    settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'deadlock_timeout=100ms');
  const server = run('postgres', [
    '-D',
    data,
    '-k',
    socket,
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const killNow = () => server.kill('SIGQUIT');
  process.once('exit', killNow);
  const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socket)}`;
  await answers(server, url);
  return {
    url,
    async stop() {
      process.off('exit', killNow);
      const gone = new Promise((resolve) => server.once('close', resolve));
      server.kill('SIGINT'); // "fast": ends the connections, then itself
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the program has ended well; rejects with what it printed when not. */
function ended(child: ChildProcess): Promise<void> {
  const output = outputOf(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb ended with ${String(code)}: ${output()}`)),
    );
  });
}

/** Resolves when the server takes connections; rejects when it ends before. */
async function answers(server: ChildProcess, url: string): Promise<void> {
  const output = outputOf(server);
  for (let attempt = 0; attempt < 600; attempt++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at once: ${output()}`);
    const client = new pg.Client(url);
    try {
      await client.connect();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error(`PostgreSQL takes no connections after 30 s: ${output()}`);
}

/** Collects what a program prints, and hands out the end of it. */
function outputOf(child: ChildProcess): () => string {
  let text = '';
  const keep = (chunk: Buffer) => (text = (text + chunk.toString('utf8')).slice(-4000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => text;
}

/** An empty database of its own on the server of this test run. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Makes an empty database with a random name (about 20 ms), so that test files never meet in one.
 * @throws Error outside the test projects that start a server
 */
export function createDatabase(server = process.env[serverVariable]): Promise<TestDatabase> {
  return databaseFrom('template0', server);
}

/** Databases of this process that nobody uses any more, emptied; who empties each; and what all of them are like. */
const emptied: TestDatabase[] = [];
const cleaners = new Map<string, Cleaner>();
let structure: string | undefined;

/**
 * Gives a database in which every migration was applied and nothing else is: one that another test is done with, emptied,
 * else a copy of the template. To copy and drop one takes some 200 ms of processor time, to empty one a tenth. What
 * is still there at the end goes with the server, or with `setup`'s end.
 * @throws Error outside the test projects that start a server
 */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  const database = emptied.pop() ?? (await copyOfTemplate());
  const { url } = database;
  const cleaner = cleaners.get(url) ?? cleanerOf(url);
  cleaners.set(url, cleaner);
  return {
    url,
    drop: async () => {
      if (await cleaner.empty(structure ?? '').catch(() => false)) return void emptied.push(database);
      await cleaner.letGo();
      cleaners.delete(url);
      await database.drop();
    },
  };
}

async function copyOfTemplate(): Promise<TestDatabase> {
  const database = await databaseFrom(process.env[templateVariable], process.env[serverVariable]);
  structure ??= await structureOf(database.url);
  return database;
}

/** Makes a copy of a database to which nobody is connected. */
export async function copyDatabase(url: string): Promise<TestDatabase> {
  await cleaners.get(url)?.letGo();
  return databaseFrom(new URL(url).pathname.slice(1), process.env[serverVariable]);
}

async function databaseFrom(template: string | undefined, server: string | undefined): Promise<TestDatabase> {
  if (!server || !template)
    throw new Error(`${serverVariable} is not set: run this file in the project "contract" or "e2e"`);
  const name = `${template === 'template0' ? 'itinera' : template}_${randomBytes(8).toString('hex')}`;
  await command(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => command(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** On a server that stays: the template, and copies of it that were emptied and not given again. */
async function dropWithCopies(server: string, template: TestDatabase): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [new URL(template.url).pathname.slice(1)],
    );
    for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * vitest's global set-up: one server for all files of a project, unless the person has named one, and in it a migrated
 * database to copy. Where they are goes to the test files through the environment.
 */
export async function setup(): Promise<() => Promise<void>> {
  const named = process.env[serverVariable];
  const own = named === undefined ? await startPostgres() : undefined;
  const template = await createDatabase(own?.url ?? named);
  const db = await openDatabase({ url: template.url });
  await db.migrate();
  await db.close();
  if (own) process.env[serverVariable] = own.url;
  process.env[templateVariable] = new URL(template.url).pathname.slice(1);
  return async () => {
    Reflect.deleteProperty(process.env, templateVariable);
    if (named !== undefined) await dropWithCopies(named, template);
    if (!own) return;
    Reflect.deleteProperty(process.env, serverVariable);
    await own.stop();
  };
}
