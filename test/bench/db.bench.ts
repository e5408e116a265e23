import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import { insertRows, openDatabase, type Database } from '@itinera/db';
import pg from 'pg';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { createDatabase, startPostgres } from '../helpers/postgres.ts';

const n = 500;
const insert = 'INSERT INTO company (id, name, created_at) VALUES';

/**
 * The raw insert rate of each engine beside the rate through `write`, one transaction per row, each on the disk
 * before it is acknowledged (SQLite: synchronous=FULL; PostgreSQL: fsync on, over a unix socket).
 */
export async function benchDb(): Promise<BenchRow[]> {
  return [...(await benchSqlite()), ...(await benchPostgres())];
}

async function benchSqlite(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'itinera-bench-'));
  const file = join(folder, 'store.sqlite');
  const db = await openDatabase({ file });
  await db.migrate();
  const bare = new Sqlite(file);
  bare.pragma('synchronous = FULL');
  const statement = bare.prepare(`${insert} (?, ?, ?)`);
  const rows = [
    ...(await measure('SQLite, bare better-sqlite3', 1, async (id) => {
      statement.run(id, 'bench', 1_800_000_000);
    })),
    ...(await benchWrites('SQLite', db)),
  ];
  bare.close();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

async function benchPostgres(): Promise<BenchRow[]> {
  const server = await startPostgres({ durable: true });
  const { url } = await createDatabase(server.url);
  const db = await openDatabase({ url });
  await db.migrate();
  const bare = new pg.Client(url);
  await bare.connect();
  const rows = [
    ...(await measure('PostgreSQL, bare pg', 1, async (id) => {
      await bare.query(`${insert} ($1, $2, to_timestamp($3))`, [id, 'bench', 1_800_000_000]);
    })),
    ...(await benchWrites('PostgreSQL', db)),
  ];
  await bare.end();
  await db.close();
  await server.stop();
  return rows;
}

async function benchWrites(engine: string, db: Database): Promise<BenchRow[]> {
  const write = (id: string) =>
    db.write((tx) => insertRows(tx, 'company', [{ id, name: 'bench', createdAt: 1_800_000_000 }]));
  return [
    ...(await measure(`${engine}, write`, 1, write)),
    ...(await measure(`${engine}, write, 8 at once`, 8, write)),
  ];
}

let made = 0;

/** Runs `work` n times with fresh ids, `parallel` at once, after a tenth of that to warm up. */
async function measure(
  name: string,
  parallel: number,
  work: (id: string) => Promise<void>,
): Promise<BenchRow[]> {
  const fresh = (): string => `01980000-0000-7000-9000-${(++made).toString(16).padStart(12, '0')}`;
  for (let run = 0; run < n / 10; run++) await work(fresh());
  const times: number[] = [];
  const worker = async (): Promise<void> => {
    while (times.length < n - parallel + 1) {
      const start = performance.now();
      await work(fresh());
      times.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: parallel }, worker));
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  const note = 'one row per transaction, on the disk before it is acknowledged';
  return [
    { name, n: times.length, value: times.length / seconds, unit: 'per second', note },
    { name, n: times.length, p50: at(0.5), p95: at(0.95), unit: 'ms', note },
  ];
}
