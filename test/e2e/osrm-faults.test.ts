import { createCore, type Core } from '@itinera/core';
import { createPortalServer } from '@itinera/portal/server';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { osrmFaults } from '../fixtures/osrm-faults.ts';
import { startOsrmStub, type OsrmStub } from '../fixtures/osrm-stub.ts';
import { codeFor, makeSmallCompany, testClock, testConfig, testMailer } from '../fixtures/small-company.ts';

/* R11 through the portal of the production build: whatever OSRM does, times are offered and nothing answers 500. */

let stub: OsrmStub;
let core: Core;
let portal: Server;
let folder: string;
/** The page on which Lisa chooses a time, and her session. */
let when: string;
let cookie: string;

beforeAll(async () => {
  stub = await startOsrmStub();
});
afterAll(() => stub.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itinera-osrm-'));
  const config = testConfig({ engine: 'sqlite', file: join(folder, 'itinera.sqlite') });
  const mailer = testMailer();
  core = await createCore(
    { ...config, osrm: { url: stub.url, profile: 'driving' } },
    { clock: testClock(), mailer, logger: pino({ level: 'silent' }) },
  );
  const { types, customers, businessUnitId } = await makeSmallCompany(core);
  const url = await listen();
  when = `${url}/book/${types.service}/${customers.lisa.addressIds[0]}/when`;
  const network = '192.0.2.1';
  const identifier = 'lisa@example.com';
  const { challengeToken } = await core.signIn.requestCode({
    businessUnitId,
    identifier,
    language: 'en',
    network,
  });
  while ((await core.jobs.runDue('osrm')) > 0);
  const code = codeFor(mailer, identifier);
  const result = await core.signIn.verifyCode({ challengeToken, code, network });
  if (result.kind !== 'signed-in') throw new Error(`Lisa was not signed in: ${result.kind}`);
  cookie = `itinera_portal=${result.sessionToken}; itinera_portal_language=en`;
});

afterEach(async () => {
  portal.closeAllConnections();
  await new Promise((resolve) => portal.close(resolve));
  await core.close();
  rmSync(folder, { recursive: true, force: true });
  await stub.fault(undefined);
});

async function listen(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const publicUrl = `http://127.0.0.1:${port}`;
  portal = await createPortalServer({ core, publicUrl, trustedProxies: [], production: false });
  await new Promise<void>((resolve) => portal.listen(port, '127.0.0.1', resolve));
  return publicUrl;
}

/** What the page says: how many times it offers, and whether it owns up to estimates. */
async function offered(): Promise<{ status: number; times: number; marked: boolean }> {
  const response = await fetch(when, { headers: { cookie } });
  const html = await response.text();
  return {
    status: response.status,
    times: html.match(/type="radio"/g)?.length ?? 0,
    marked: html.includes('rest on an estimate of the way'),
  };
}

test('R11: with OSRM in health times rest on roads and nothing is marked', async () => {
  const page = await offered();
  expect(page).toMatchObject({ status: 200, marked: false });
  expect(page.times).toBeGreaterThan(3);
  expect(stub.requests.length).toBeGreaterThan(0);
});

test.each(osrmFaults)('R11: times are offered and marked while OSRM does this: %s', async (fault) => {
  await stub.fault(fault);
  const page = await offered();
  expect(page).toMatchObject({ status: 200, marked: true });
  expect(page.times).toBeGreaterThan(3);
});

test('R11: what was fetched before OSRM went away is still a road time', async () => {
  const healthy = await offered();
  await stub.fault('refused');
  expect(await offered()).toEqual(healthy);
});
