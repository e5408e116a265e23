import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  insertRows,
  listCustomers,
  openDatabase,
  type CustomerFilter,
  type CustomerOrder,
  type Database,
  type NewAddress,
  type NewCustomer,
} from '@itinera/db';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { makeTown, morning, newId, type Town } from '../contract/db/town.ts';
import { createDatabase, startPostgres } from '../helpers/postgres.ts';
import { seededRandom, type Random } from '../helpers/random.ts';

/** `BENCH_SEARCH_CUSTOMERS` for a quicker look. */
const size = Number(process.env['BENCH_SEARCH_CUSTOMERS'] ?? 100_000);
const runs = 15;

const firstNames =
  'Mario Lisa Anna Giuseppe João Marie Jean Lukas Sofia Elena Paul Chiara Peter Inês Rui Nora Max Eva Luca Júlia'.split(
    ' ',
  );
const parts = 'ro ssi be ka mü ller sch mid fer rei ra do na ti lo ven gu ber han sen'.split(' ');
const cities = ['Vaduz', 'Schaan', 'São Paulo', 'Milano', 'Torino', 'Lyon', 'Rio de Janeiro', 'Zürich'];

/** What is asked for, each by the name under which it stands in the table. */
const searches: readonly (readonly [string, CustomerFilter, CustomerOrder?])[] = [
  ['nothing asked', {}],
  ['1 letter', { search: 'm' }],
  ['2 letters', { search: 'ma' }],
  ['3 letters, common', { search: 'mar' }],
  ['a name', { search: 'mullerka' }],
  ['two words', { search: 'mario schaan' }],
  ['a telephone number, national', { search: '079 123 45 67' }],
  ['last 4 digits', { search: '4567' }],
  ['a reference', { search: 'C-55555' }],
  ['an e-mail address', { search: 'lisa.rossiro@example.com' }],
  ['found nowhere', { search: 'qqqq' }],
  ['companies, by what changed last', { kind: 'company' }, 'updated'],
  ['leads with two letters', { search: 'ma', relationship: 'lead' }],
];

/** Searches over 100,000 customers: the first page of 25, the total and the four counts. */
export async function benchSearch(): Promise<BenchRow[]> {
  return [...(await benchSqlite()), ...(await benchPostgres())];
}

async function benchSqlite(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'itinera-bench-'));
  const db = await openDatabase({ file: join(folder, 'store.sqlite') });
  const rows = await measure('SQLite', db);
  await db.close();
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

async function benchPostgres(): Promise<BenchRow[]> {
  const server = await startPostgres({ durable: true });
  const { url } = await createDatabase(server.url);
  const db = await openDatabase({ url });
  const rows = await measure('PostgreSQL', db);
  await db.close();
  await server.stop();
  return rows;
}

async function measure(engine: string, db: Database): Promise<BenchRow[]> {
  await db.migrate();
  const town = await makeTown(db);
  const filling = performance.now();
  await fill(db, town);
  const seconds = (performance.now() - filling) / 1000;
  const rows: BenchRow[] = [
    {
      name: `${engine}, customers written with an address and indexed`,
      n: size,
      value: size / seconds,
      unit: 'per second',
    },
  ];
  const all: number[] = [];
  for (const [name, filter, order = 'relevance'] of searches) {
    const list = { filter, order, page: { limit: 25, offset: 0 } };
    const { total } = await listCustomers(db.read, town.businessUnitId, list);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      await listCustomers(db.read, town.businessUnitId, list);
      times.push(performance.now() - start);
    }
    all.push(...times);
    rows.push({ ...percentiles(times), name: `${engine}, ${name}`, note: `${total} found` });
  }
  rows.push({ ...percentiles(all), name: `${engine}, all of these`, note: 'page, total and counts' });
  return rows;
}

function percentiles(times: number[]): Pick<BenchRow, 'n' | 'p50' | 'p95' | 'unit'> & { n: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), unit: 'ms' };
}

export async function fill(db: Database, town: Town, customers = size): Promise<void> {
  const random = seededRandom(5);
  for (let first = 0; first < customers; first += 500) {
    const made = Array.from({ length: Math.min(500, customers - first) }, (_, n) =>
      customer(random, town.businessUnitId, first + n),
    );
    await db.write(async (tx) => {
      await insertRows(
        tx,
        'customer',
        made.map(([row]) => row),
      );
      await insertRows(
        tx,
        'address',
        made.map(([, site]) => site),
      );
    });
  }
}

function customer(
  random: Random,
  businessUnitId: string,
  n: number,
): [NewCustomer & { id: string }, NewAddress & { id: string }] {
  const id = newId();
  const name = Array.from({ length: 3 }, () => random.pick(parts)).join('');
  const firstName = random.pick(firstNames);
  const plain = `${firstName}.${name}@example.com`.toLowerCase();
  return [
    {
      id,
      businessUnitId,
      reference: `C-${n + 10}`,
      externalReference: `SAP-${n * 3}`,
      name: name.charAt(0).toUpperCase() + name.slice(1),
      firstName,
      kind: random.pick(['individual', 'individual', 'company'] as const),
      status: random.pick(['active', 'active', 'contact', 'inactive'] as const),
      email: plain,
      phone: `+4179${random.int(1_000_000, 9_999_999)}`,
      language: 'en',
      createdAt: morning + n,
    },
    {
      id: newId(),
      businessUnitId,
      customerId: id,
      line1: `${random.pick(parts)}${random.pick(parts)}strasse ${random.int(1, 200)}`,
      postalCode: String(random.int(9000, 9999)),
      city: random.pick(cities),
      country: 'CH',
      lon: 9 + random.int(0, 999_999) / 1e6,
      lat: 47 + random.int(0, 999_999) / 1e6,
      location: 'located',
      isStandard: true,
    },
  ];
}
