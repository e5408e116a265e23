import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { CoreConfig } from '@itinera/core';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { openImportDesk } from '../fixtures/import-desk.ts';
import { makeSmallCompany, openTestCore } from '../fixtures/small-company.ts';
import { createDatabase, startPostgres } from '../helpers/postgres.ts';

/** Lines of the file; `BENCH_IMPORT_LINES` for a quicker look. */
const lines = Number(process.env['BENCH_IMPORT_LINES'] ?? 50_000);

/** One file of customers with addresses and places: tried, written, taken out and taken in again, on both engines. */
export async function benchImport(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'itinera-bench-'));
  const sqlite = await benchEngine('SQLite', { engine: 'sqlite', file: join(folder, 'itinera.sqlite') });
  rmSync(folder, { recursive: true, force: true });
  const server = await startPostgres({ durable: true });
  const { url } = await createDatabase(server.url);
  const postgres = await benchEngine('PostgreSQL', { engine: 'postgres', url });
  await server.stop();
  return [...sqlite, ...postgres];
}

async function benchEngine(name: string, store: CoreConfig['store']): Promise<BenchRow[]> {
  const town = await openTestCore(store);
  try {
    const desk = await openImportDesk(town.core, await makeSmallCompany(town.core));
    const file = fileOf(lines);
    const rows: BenchRow[] = [];
    const measure = async (what: string, run: () => Promise<unknown>): Promise<void> => {
      const memory = watchMemory();
      const started = performance.now();
      await run();
      const seconds = (performance.now() - started) / 1000;
      rows.push({
        name: `${name}: ${what}`,
        n: lines,
        value: lines / seconds,
        unit: 'lines/s',
        note: `memory ${memory.before} to ${memory.most()} MB`,
      });
    };
    const importId = await desk.upload(file);
    await measure('trial', () => desk.run(importId, { trial: true }));
    await measure('import', () => desk.run(importId));
    let text = '';
    await measure('export', async () => (text = await desk.taken()));
    await measure('the export taken in again (nothing changes)', () => desk.take(text));
    return rows;
  } finally {
    await town.close();
  }
}

function watchMemory(): { before: number; most: () => number } {
  const now = () => Math.round(process.memoryUsage.rss() / 2 ** 20);
  const before = now();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, now())), 200);
  return {
    before,
    most() {
      clearInterval(timer);
      return Math.max(most, now());
    },
  };
}

function fileOf(count: number): Uint8Array {
  const rows = [
    'reference,type,name,first_name,email,phone,address,postal_code,city,country,lon,lat,comment,tags,Boiler',
  ];
  for (let n = 0; n < count; n++)
    rows.push(
      `K-${n},individual,Sample ${n},Anna,anna.${n}@example.org,+423234${1000 + (n % 9000)},Street ${n % 200},9490,Vaduz,LI,9.52${n % 100},47.14${n % 100},"Key, at the neighbour’s",yearly;gas,type ${n % 7}`,
    );
  return new TextEncoder().encode(rows.join('\n'));
}
