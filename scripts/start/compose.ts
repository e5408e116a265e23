import { createCore, createMailbox, ItineraError, readConfig } from '@itinera/core';
import type { Core, CoreConfig } from '@itinera/core';
import { startWorker } from '@itinera/backoffice/worker';
import { hostname } from 'node:os';
import type { Server } from 'node:http';
import { demoWeb } from '../demo/demo-web.ts';
import type { DemoAccounts } from '../demo/make-demo.ts';
import { createMailboxServer } from '../dev-mailbox.ts';
import { developmentSecret, takeStore } from './data-folder.ts';
import {
  deleteDemo,
  demoAddresses,
  demoBasemap,
  demoMatrix,
  demoStore,
  ensureDemo,
  ensurePostgresDemo,
} from './demo-store.ts';
import { close, expectFree, listen } from './listening.ts';
import type { Place } from './listening.ts';
import { StartError } from './settings.ts';
import type { StartSettings } from './settings.ts';

/** Seconds that running requests get to end when the process is told to stop. */
const stopSeconds = 10;

/** A running system: one core, the applications around it, and how to end it. */
export interface Running {
  readonly config: CoreConfig;
  readonly accounts: DemoAccounts | undefined;
  /** Where the local mailbox is, when mail stays on this machine. */
  readonly mailbox: string | undefined;
  /** What is stored where, in words. */
  readonly store: string;
  /** Ends requests, the worker and the store, in this order. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

/** Something that people or their browsers talk to. */
export interface Part {
  /** @returns how to end it; it ends what runs and takes nothing new */
  start(): Promise<() => Promise<void>>;
}

/** Makes the two applications of a core; they take no requests before they are started. */
export type Applications = (
  core: Core,
  config: CoreConfig,
  settings: StartSettings,
) => Promise<readonly Part[]>;

/** A server that listens at a place. */
export function served(server: Server, place: Place): Part {
  return {
    async start() {
      await listen(server, place);
      return () => close(server, stopSeconds);
    },
  };
}

/**
 * Puts a whole system together in this process, in the order in which something can go wrong: settings, ports, folder,
 * store, applications.
 * @throws StartError, or ConfigError of core, in one readable line
 */
export async function compose(
  settings: StartSettings,
  env: Readonly<Record<string, string | undefined>>,
  applications: Applications,
): Promise<Running> {
  const open: (() => Promise<void>)[] = [];
  const ends: (() => Promise<void> | void)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= endAll(open, ends));
  try {
    const production = env['NODE_ENV'] === 'production';
    const config = readConfig(production ? env : { LOG_LEVEL: 'warn', ...env }, {
      sqliteFile: demoStore(settings.data),
      portalUrl: `http://localhost:${settings.portalPort}`,
      backofficeUrl: `http://localhost:${settings.backofficePort}`,
      developmentSecret: production ? '' : developmentSecret(settings.data),
    });
    const { store } = config;
    const demo = !production && store.engine === 'sqlite' && store.file === demoStore(settings.data);
    if (production && store.engine === 'sqlite' && store.file === demoStore(settings.data))
      throw new StartError(
        'SQLITE_FILE or DATABASE_URL must be set in production: the demo store is no place for it.',
      );
    if (settings.fresh && !demo)
      throw new StartError(
        '--fresh deletes the demo store only, and this start uses another one: leave it out.',
      );
    await expectFree(placesOf(settings, !production && config.smtp === null));
    if (store.engine === 'sqlite') ends.push(takeStore(store.file));
    if (settings.fresh) deleteDemo(settings.data);
    let accounts = demo ? await ensureDemo(settings.data, config) : undefined;
    if (!production && store.engine === 'postgres')
      accounts = await ensurePostgresDemo(settings.data, config, store.url);

    const mailbox = production || config.smtp !== null ? undefined : createMailbox();
    const isDemo = demo || accounts !== undefined;
    const core = await createCore(config, {
      ...(mailbox && { mailer: mailbox, ...(config.sms === null && { smsSender: mailbox.sms }) }),
      ...(isDemo && { web: demoWeb() }),
      ...(isDemo && config.osrm === null && { recordedMatrix: demoMatrix() }),
      ...(isDemo && config.geocoder === null && { collectedAddresses: demoAddresses() }),
    });
    ends.push(() => core.close());
    const basemap = settings.basemap ?? (production ? undefined : demoBasemap);
    const parts = [...(await applications(core, config, { ...settings, basemap }))];
    const worker = startWorker({ core, owner: `${hostname()}-${process.pid}` });
    ends.push(() => worker.stop());
    if (mailbox !== undefined)
      parts.push(served(createMailboxServer(mailbox, accounts?.staff), mailboxPlace(settings)));
    for (const part of parts) open.push(await part.start());
    return {
      config,
      accounts,
      mailbox: mailbox === undefined ? undefined : `http://localhost:${settings.mailboxPort}`,
      store: store.engine === 'sqlite' ? store.file : 'PostgreSQL',
      stop,
    };
  } catch (error) {
    await stop();
    if (error instanceof ItineraError) throw new StartError(error.message);
    throw error;
  }
}

/** What people talk to first, all at once; then the rest, the last one first. */
async function endAll(open: (() => Promise<void>)[], ends: (() => Promise<void> | void)[]): Promise<void> {
  await Promise.all(open.map((end) => end()));
  for (const end of ends.reverse()) await end();
}

export function portalPlace(settings: StartSettings): Place {
  return { what: 'the portal', host: settings.host, port: settings.portalPort, option: '--portal-port' };
}

export function backofficePlace(settings: StartSettings): Place {
  return {
    what: 'the back office',
    host: settings.host,
    port: settings.backofficePort,
    option: '--backoffice-port',
  };
}

function mailboxPlace(settings: StartSettings): Place {
  return {
    what: 'the local mailbox',
    host: '127.0.0.1',
    port: settings.mailboxPort,
    option: '--mailbox-port',
  };
}

function placesOf(settings: StartSettings, withMailbox: boolean): Place[] {
  return [portalPlace(settings), backofficePlace(settings), ...(withMailbox ? [mailboxPlace(settings)] : [])];
}
