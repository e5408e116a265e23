import { createBackofficeServer } from '@itinera/backoffice/server';
import type { Core, CoreOutside } from '@itinera/core';
import { createPortalServer } from '@itinera/portal/server';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { pino } from 'pino';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { staffScope } from '../fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestClock,
  type TestMailer,
  type TestSmsSender,
} from '../fixtures/small-company.ts';
import { launchBrowser } from '../helpers/browser.ts';

const basemap = fileURLToPath(new URL('../../data/liechtenstein/basemap.geojson', import.meta.url));

function knownAddresses(): NonNullable<CoreOutside['collectedAddresses']> {
  const file = new URL('../../data/liechtenstein/addresses.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { addresses: ReturnType<typeof knownAddresses> })
    .addresses;
}

/** The whole of Itinera on a temporary SQLite file, with both applications on free ports and a real browser. */
export interface System {
  core: Core;
  company: SmallCompany;
  /** Stands still until a test moves it. Starts on a Monday, 07:00 in Vaduz. */
  clock: TestClock;
  mailer: TestMailer;
  sms: TestSmsSender;
  /** What core and applications logged, one JSON object a line. */
  log: string[];
  browser: Browser;
  portalUrl: string;
  backofficeUrl: string;
  /** Does what the worker would do now, until nothing is due. */
  work(): Promise<void>;
  /** The code in the newest message to this address or number. */
  codeFor(email: string): Promise<string>;
  /** A portal session without a browser, for tests of what comes after signing in. */
  sessionFor(email: string): Promise<string>;
  /** As staff would in the unit's settings. */
  letCustomersWriteAddresses(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it. The applications must be built (`npm run build`); `npm test` does that before. */
export async function startSystem(
  channels: ('email' | 'sms')[] = ['email'],
  outside: Pick<CoreOutside, 'web'> = {},
): Promise<System> {
  const log: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line) => void log.push(line) });
  const town = await openTestCore(undefined, { ...outside, logger, collectedAddresses: knownAddresses() });
  const { core, clock, mailer, sms } = town;
  const company = await makeSmallCompany(core, 'vaduz', ['en', 'it', 'fr', 'pt-BR'], channels);
  const common = { core, trustedProxies: [], production: false };
  const portal = await listening((publicUrl) => createPortalServer({ ...common, publicUrl }));
  // By name: browsers give passkeys to no bare address.
  const backoffice = await listening(
    (publicUrl) => createBackofficeServer({ ...common, publicUrl, basemap }),
    'localhost',
  );
  const browser = await browserOfWorker();

  const work = async () => {
    while ((await core.jobs.runDue('e2e')) > 0);
  };
  const codeFor = async (email: string) => {
    await work();
    const codes = [...mailer.sent, ...sms.sent]
      .filter((message) => message.to === email)
      .flatMap(({ text }) => /\b\d{6,8}\b/.exec(text)?.[0] ?? []);
    const code = codes.at(-1);
    if (!code) throw new Error(`No code was sent to ${email}`);
    return code;
  };
  return {
    core,
    company,
    clock,
    mailer,
    sms,
    log,
    browser,
    portalUrl: portal.url,
    backofficeUrl: backoffice.url,
    work,
    codeFor,
    async sessionFor(email) {
      const { challengeToken } = await core.signIn.requestCode({
        businessUnitId: company.businessUnitId,
        identifier: email,
        language: 'en',
        network: '192.0.2.1',
      });
      const code = await codeFor(email);
      const result = await core.signIn.verifyCode({ challengeToken, code, network: '192.0.2.1' });
      if (result.kind !== 'signed-in') throw new Error(`${email} was not signed in: ${result.kind}`);
      return result.sessionToken;
    },
    async letCustomersWriteAddresses() {
      const { companyId, businessUnitId, supervisor } = company;
      const admin = staffScope({ companyId, businessUnitId }, supervisor.staffUserId, ['administrator']);
      const { settings, revision } = await core.businessUnits.settings(admin);
      await core.businessUnits.save(admin, { ...settings, customersEditAddresses: true, revision });
    },
    async close() {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await Promise.all([portal, backoffice].map(({ stop }) => stop()));
      await town.close();
    },
  };
}

let running: Browser | undefined;

/** One for all test files of a worker; it ends with the worker. */
async function browserOfWorker(): Promise<Browser> {
  if (!running?.isConnected()) running = await launchBrowser();
  return running;
}

/** A server on a free port of this machine. It is made with its own address, which it needs to know. */
async function listening(
  make: (publicUrl: string) => Promise<Server>,
  host = '127.0.0.1',
): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const url = `http://${host}:${port}`;
  const server = await make(url);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
