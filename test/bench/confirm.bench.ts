import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createCore, type AccessScope, type Core, type CoreConfig } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import type { RecordedMatrix } from '@itinera/planner';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { pino } from 'pino';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { accessScope } from '../fixtures/scopes.ts';
import { mondayMorning, testClock, testConfig, testMailer } from '../fixtures/small-company.ts';
import { createDatabase, startPostgres } from '../helpers/postgres.ts';

/** Bookings that are made; eight people at a time confirm. */
const bookings = 200;
const atOnce = 8;
const technicians = 20;

interface MatrixFile extends RecordedMatrix {
  addresses: { lon: number; lat: number }[];
}
const recordedMatrix = JSON.parse(
  readFileSync(new URL('../../data/liechtenstein/matrix-300.json', import.meta.url), 'utf8'),
) as MatrixFile;

/**
 * Holds, and confirmations of holds, each on the disk before it is acknowledged, beside the engine's raw insert rate in
 * the same run. Twenty technicians at real addresses, two hundred customers, recorded road times, two weeks.
 */
export async function benchConfirm(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'itinera-bench-'));
  const file = join(folder, 'itinera.sqlite');
  const sqlite = await benchEngine('SQLite', { engine: 'sqlite', file }, () => sqliteInserts(file));
  rmSync(folder, { recursive: true, force: true });
  const server = await startPostgres({ durable: true });
  const { url } = await createDatabase(server.url);
  const postgres = await benchEngine('PostgreSQL', { engine: 'postgres', url }, () => postgresInserts(url));
  await server.stop();
  return [...sqlite, ...postgres];
}

async function benchEngine(
  name: string,
  store: CoreConfig['store'],
  rawInserts: () => Promise<number>,
): Promise<BenchRow[]> {
  const core = await createCore(testConfig(store), {
    clock: testClock(mondayMorning),
    mailer: testMailer(),
    logger: pino({ level: 'silent' }),
    recordedMatrix,
  });
  try {
    const people = await makePeople(core);
    const raw = await rawInserts();
    const holdIds: string[] = [];
    const held = await timed(people, async ({ scope, request, start }, n) => {
      const slot = { start, end: start + 7200, idempotencyKey: `bench-hold-${n}` };
      const result = await core.bookings.hold(scope, { ...request, ...slot });
      if (result.kind === 'held') holdIds[n] = result.hold.id;
    });
    const confirmed = await timed(people, async ({ scope }, n) => {
      const holdId = holdIds[n];
      if (holdId === undefined) return;
      const result = await core.bookings.confirm(scope, { holdId, idempotencyKey: `bench-confirm-${n}` });
      if (result.kind !== 'confirmed') throw new Error(`confirmation ${n} was answered with ${result.kind}`);
    });
    const note = `${atOnce} at once, ${holdIds.filter(Boolean).length} of ${bookings} windows could be held`;
    return [
      {
        name: `${name}, raw insert`,
        n: 500,
        value: raw,
        unit: 'per second',
        note: 'one row per transaction',
      },
      ...rows(`${name}, hold`, held, note),
      ...rows(`${name}, confirm`, confirmed, note),
    ];
  } finally {
    await core.close();
  }
}

interface Person {
  scope: AccessScope;
  request: { activityTypeId: string; addressId: string };
  start: number;
}

async function makePeople(core: Core): Promise<Person[]> {
  const make = setUp(core);
  const { companyId } = await make.company({ name: 'Bench' });
  const { businessUnitId } = await make.businessUnit({
    companyId,
    slug: 'bench',
    name: 'Bench',
    zone: 'Europe/Vaduz',
    languages: ['en'],
    defaultLanguage: 'en',
  });
  const hours = [
    { from: '08:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ];
  for (let n = 0; n < technicians; n++)
    await make.technician({
      companyId,
      businessUnitIds: [businessUnitId],
      name: `Technician ${n}`,
      colour: '#336699',
      base: { label: 'Home', ...placeAt(n) },
      zone: 'Europe/Vaduz',
      weeklyHours: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, hours])),
    });
  const { activityTypeId } = await make.activityType({
    businessUnitId,
    reference: 'SERVICE',
    name: { en: 'Service' },
    duration: 3600,
    horizonDays: 14,
    actions: { book: {}, reschedule: {}, cancel: {} },
  });
  const customers = await make.customers({
    businessUnitId,
    customers: Array.from({ length: bookings }, (_, n) => ({
      name: `Customer ${n}`,
      kind: 'individual' as const,
      language: 'en' as const,
      addresses: [
        { line1: `Road ${n}`, postalCode: '9490', city: 'Vaduz', country: 'LI', ...placeAt(technicians + n) },
      ],
      accesses: [{ name: `Person ${n}`, email: `person-${n}@example.com`, language: 'en' as const }],
    })),
  });
  return customers.map((customer, n) => ({
    scope: accessScope({ companyId, businessUnitId }, customer, `Person ${n}`),
    request: { activityTypeId, addressId: customer.addressIds[0]! },
    // 08:00, 10:00, 13:00 and 15:00 of the ten work days, from tomorrow on.
    start: mondayMorning + [3600, 10_800, 21_600, 28_800][n % 4]! + dayOf(n) * 86_400,
  }));
}

/** Tuesday to Friday, then Monday to Friday. */
function dayOf(n: number): number {
  return [1, 2, 3, 4, 7, 8, 9, 10, 11][Math.floor(n / 4) % 9]!;
}

function placeAt(n: number): { lon: number; lat: number } {
  const { lon, lat } = recordedMatrix.addresses[n % recordedMatrix.addresses.length]!;
  return { lon, lat };
}

/** Milliseconds of each run, in order, and the seconds that all took, `atOnce` at a time. */
async function timed<T>(
  items: readonly T[],
  work: (item: T, n: number) => Promise<void>,
): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const n = next++;
      const start = performance.now();
      await work(items[n]!, n);
      times.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { times: times.sort((a, b) => a - b), seconds: (performance.now() - start) / 1000 };
}

function rows(
  name: string,
  { times, seconds }: { times: number[]; seconds: number },
  note: string,
): BenchRow[] {
  const at = (share: number): number => times[Math.floor(times.length * share)]!;
  const n = times.length;
  return [
    { name, n, value: n / seconds, unit: 'per second', note },
    { name, n, p50: at(0.5), p95: at(0.95), unit: 'ms', note },
  ];
}

const insert = 'INSERT INTO company (id, name, created_at) VALUES';
const idOf = (n: number): string => `01980000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`;

async function sqliteInserts(file: string): Promise<number> {
  const bare = new Sqlite(file);
  bare.pragma('synchronous = FULL');
  const statement = bare.prepare(`${insert} (?, ?, ?)`);
  const start = performance.now();
  for (let n = 0; n < 500; n++) statement.run(idOf(n), 'bench', 1_800_000_000);
  const seconds = (performance.now() - start) / 1000;
  bare.close();
  return 500 / seconds;
}

async function postgresInserts(url: string): Promise<number> {
  const bare = new pg.Client(url);
  await bare.connect();
  const start = performance.now();
  for (let n = 0; n < 500; n++)
    await bare.query(`${insert} ($1, $2, to_timestamp($3))`, [idOf(n), 'bench', 1_800_000_000]);
  const seconds = (performance.now() - start) / 1000;
  await bare.end();
  return 500 / seconds;
}
