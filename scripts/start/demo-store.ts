import { createCore } from '@itinera/core';
import type { Core, CoreConfig, CoreOutside } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDemoClock, type DemoClock } from '../demo/demo-clock.ts';
import { demoWeb } from '../demo/demo-web.ts';
import { makeDemo } from '../demo/make-demo.ts';
import type { DemoAccounts } from '../demo/make-demo.ts';
import { root } from '../words/places.ts';

/** The demo's places, their road times and its base map. */
export const demoData = join(root, 'data/liechtenstein');
export const demoBasemap = join(demoData, 'basemap.geojson');

/** The recorded road times, for a core that runs the demo without an OSRM. */
export function demoMatrix(): NonNullable<CoreOutside['recordedMatrix']> {
  return JSON.parse(readFileSync(join(demoData, 'matrix-300.json'), 'utf8')) as NonNullable<
    CoreOutside['recordedMatrix']
  >;
}

/** The addresses that a core of the demo knows without a geocoder. */
export function demoAddresses(): NonNullable<CoreOutside['collectedAddresses']> {
  const { addresses } = JSON.parse(readFileSync(join(demoData, 'addresses.json'), 'utf8')) as {
    addresses: NonNullable<CoreOutside['collectedAddresses']>;
  };
  return addresses;
}

const accountsFile = (data: string) => join(data, 'demo-accounts.json');
export const demoStore = (data: string) => join(data, 'demo.sqlite');

/** Deletes the demo store and what belongs to it, and nothing else. */
export function deleteDemo(data: string): void {
  for (const file of filesOf(demoStore(data))) rmSync(file, { force: true });
  rmSync(accountsFile(data), { force: true });
}

/**
 * Makes the demo company when its store is not there yet. The store is made under another name and renamed when it is
 * whole: a start that was broken off begins again.
 * @returns how to sign in; nothing when the store was there and its accounts are not known
 */
export async function ensureDemo(data: string, config: CoreConfig): Promise<DemoAccounts | undefined> {
  if (existsSync(demoStore(data))) return readAccounts(accountsFile(data));
  const draft = join(data, 'demo.sqlite.draft');
  for (const file of filesOf(draft)) rmSync(file, { force: true });
  const accounts = await withDemoCore({ ...config, store: { engine: 'sqlite', file: draft } }, makeInto);
  writeAccounts(accountsFile(data), accounts);
  renameSync(draft, demoStore(data));
  return accounts;
}

/**
 * Makes the demo company in a PostgreSQL database that holds no business unit yet. A database has no draft name: after a
 * start that was broken off, begin with an empty one.
 * @returns how to sign in; nothing when the database holds something else
 */
export async function ensurePostgresDemo(
  data: string,
  config: CoreConfig,
  url: string,
): Promise<DemoAccounts | undefined> {
  const file = join(
    data,
    `demo-accounts-${createHash('sha256').update(url).digest('hex').slice(0, 12)}.json`,
  );
  const made = await withDemoCore(config, async (core, clock) =>
    (await setUp(core).isEmpty()) ? makeInto(core, clock) : undefined,
  );
  if (made === undefined) return readAccounts(file);
  mkdirSync(data, { recursive: true });
  writeAccounts(file, made);
  return made;
}

function makeInto(core: Core, clock: DemoClock): Promise<DemoAccounts> {
  console.log('Making the demo company, once...');
  return makeDemo(core, { clock, dataFolder: demoData });
}

/** A core whose clock can be set, whose roads are the recorded ones, and whose mails go nowhere. */
async function withDemoCore<T>(
  config: CoreConfig,
  work: (core: Core, clock: DemoClock) => Promise<T>,
): Promise<T> {
  const clock = createDemoClock(Math.floor(Date.now() / 1000));
  const core = await createCore(
    { ...config, osrm: null },
    { clock, web: demoWeb(), recordedMatrix: demoMatrix(), mailer: { send: () => Promise.resolve() } },
  );
  try {
    return await work(core, clock);
  } finally {
    await core.close();
  }
}

function writeAccounts(file: string, accounts: DemoAccounts): void {
  writeFileSync(file, JSON.stringify(accounts, null, 2), { mode: 0o600 });
}

function readAccounts(file: string): DemoAccounts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DemoAccounts;
  } catch {
    return undefined;
  }
}

/** A SQLite store is up to three files. */
function filesOf(store: string): string[] {
  return [store, `${store}-wal`, `${store}-shm`];
}
