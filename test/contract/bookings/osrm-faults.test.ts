import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore, type AccessScope, type Core } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { loadTechnicianDays } from '@itinera/db';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { osrmFaults } from '../../fixtures/osrm-faults.ts';
import { startOsrmStub, type OsrmStub } from '../../fixtures/osrm-stub.ts';
import { accessScope } from '../../fixtures/scopes.ts';
import {
  makeSmallCompany,
  testClock,
  testConfig,
  testMailer,
  type SmallCompany,
} from '../../fixtures/small-company.ts';

/*
 * R11 through the whole core: whatever the travel server does, windows are offered and booked, and what rests on an
 * estimate says so.
 */

let stub: OsrmStub;
let folder: string;
let core: Core;
let company: SmallCompany;
let mario: AccessScope;

beforeAll(async () => {
  stub = await startOsrmStub();
});
afterAll(() => stub.close());
/** A core on the folder's store; its breaker has seen nothing yet. */
function openCore(): Promise<Core> {
  const store = { engine: 'sqlite', file: join(folder, 'itinera.sqlite') } as const;
  const config = { ...testConfig(store), osrm: { url: stub.url, profile: 'driving' } };
  const logger = pino({ level: 'silent' });
  return createCore(config, { clock: testClock(), mailer: testMailer(), logger });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itinera-osrm-'));
  core = await openCore();
  company = await makeSmallCompany(core);
  mario = accessScope(company, company.customers.mario);
});
afterEach(async () => {
  await stub.fault(undefined);
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

const service = (site = 0) => ({
  activityTypeId: company.types.service,
  addressId: company.customers.mario.addressIds[site]!,
});
const find = async (site = 0) =>
  (await core.availability.find(mario, service(site))).days.flatMap((day) => day.windows);

async function book({ start, end }: { start: number; end: number }) {
  const held = await core.bookings.hold(mario, { ...service(), start, end, idempotencyKey: `hold-${start}` });
  if (held.kind !== 'held') return held;
  return core.bookings.confirm(mario, { holdId: held.hold.id, idempotencyKey: `confirm-${start}` });
}

async function storedLegs() {
  const { q, technicianIds } = {
    q: contextOf(core).db.read,
    technicianIds: Object.values(company.technicians),
  };
  const range = { technicianIds, fromDate: '2027-01-01', toDate: '2027-12-31' };
  return (await loadTechnicianDays(q, company.companyId, range)).flatMap(({ legs }) => legs ?? []);
}

describe('with a travel server that', () => {
  test('answers, windows rest on road times', async () => {
    const windows = await find();
    expect(windows.length).toBeGreaterThan(50);
    expect(windows.filter(({ estimated }) => estimated)).toEqual([]);
    expect(await book(windows[0]!)).toMatchObject({ kind: 'confirmed' });
    const legs = await storedLegs();
    expect(legs.length).toBeGreaterThan(0);
    expect(legs.filter(({ estimated }) => estimated)).toEqual([]);
  });

  test.each(osrmFaults)('fails by "%s", windows are offered and booked, every one marked', async (fault) => {
    await stub.fault(fault);
    const windows = await find();
    expect(windows.length).toBeGreaterThan(50);
    expect(windows.filter(({ estimated }) => !estimated)).toEqual([]);
    expect(await book(windows[0]!)).toMatchObject({ kind: 'confirmed' });
    expect((await storedLegs()).filter(({ estimated, seconds }) => !estimated && seconds > 0)).toEqual([]);
  });

  test('goes away, kept road times still answer; a new place is estimated, and says so', async () => {
    const before = await find();
    await stub.fault('refused');
    expect(await find()).toEqual(before);
    expect(before.some(({ estimated }) => estimated)).toBe(false);
    const elsewhere = await find(1);
    expect(elsewhere.length).toBeGreaterThan(50);
    expect(elsewhere.every(({ estimated }) => estimated)).toBe(true);
  });

  test('comes back, days planned by estimates get road times when they next change', async () => {
    await stub.fault('refused');
    const [first] = await find();
    await book(first!);
    expect((await storedLegs()).some(({ estimated }) => estimated)).toBe(true);
    await stub.fault(undefined);
    // Started anew: the breaker would wait a quarter of a minute.
    await core.close();
    core = await openCore();
    const sameDay = (await find()).find(({ start }) => start >= first!.end);
    expect(sameDay!.estimated).toBe(false);
    await book(sameDay!);
    const legs = await storedLegs();
    expect(legs).toHaveLength(3);
    expect(legs.some(({ estimated }) => estimated)).toBe(false);
  });
});
