import { createCore } from '@itinera/core';
import type { CoreConfig, CoreOutside } from '@itinera/core';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDemoClock } from '../demo/demo-clock.ts';
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
  if (existsSync(demoStore(data))) return readAccounts(data);
  console.log('Making the demo company, once...');
  const draft = join(data, 'demo.sqlite.draft');
  for (const file of filesOf(draft)) rmSync(file, { force: true });
  const clock = createDemoClock(Math.floor(Date.now() / 1000));
  const core = await createCore(
    { ...config, store: { engine: 'sqlite', file: draft }, osrm: null },
    { clock, recordedMatrix: demoMatrix(), mailer: { send: () => Promise.resolve() } },
  );
  let accounts: DemoAccounts;
  try {
    accounts = await makeDemo(core, { clock, dataFolder: demoData });
  } finally {
    await core.close();
  }
  writeFileSync(accountsFile(data), JSON.stringify(accounts, null, 2), { mode: 0o600 });
  renameSync(draft, demoStore(data));
  return accounts;
}

function readAccounts(data: string): DemoAccounts | undefined {
  try {
    return JSON.parse(readFileSync(accountsFile(data), 'utf8')) as DemoAccounts;
  } catch {
    return undefined;
  }
}

/** A SQLite store is up to three files. */
function filesOf(store: string): string[] {
  return [store, `${store}-wal`, `${store}-shm`];
}
