import { createBackofficeServer } from '@itinera/backoffice/server';
import type { Core, CoreOutside, Mail } from '@itinera/core';
import { contextOf, setUp } from '@itinera/core/set-up';
import { listInterventions, type DatabaseTarget, type Engine } from '@itinera/db';
import { createPortalServer } from '@itinera/portal/server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino, type Logger } from 'pino';
import { copyOf, makeMigratedTarget, type TestTarget } from '../contract/db/stores.ts';
import { straightRoads } from '../fixtures/booking-office.ts';
import { openTestCore, testClock, type TestClock, type TestMailer } from '../fixtures/small-company.ts';
import { asker, type Ask } from './ask.ts';
import { makeUnit, type Unit } from './tenants.ts';

export interface Town {
  core: Core;
  target: DatabaseTarget;
  clock: TestClock;
  mailer: TestMailer;
  /** What core and applications logged. */
  log: string[];
  /** North's two units, then south's. */
  units: [Unit, Unit, Unit, Unit];
  /** A request to the portal of a unit. */
  portal: (unit: Unit) => Ask;
  backoffice: Ask;
  close(): Promise<void>;
}

/** A town without applications, whose store nobody has open. */
interface MadeTown {
  store: TestTarget;
  now: number;
  sent: Mail[];
  log: string[];
  units: Unit[];
}

const made = new Map<Engine, Promise<MadeTown>>();

/** Made once in each process; tests have copies. The last test to end leaves it to the folder of the run. */
async function makeTown(engine: Engine): Promise<MadeTown> {
  const store = await makeMigratedTarget(engine);
  process.once('exit', () => void store.drop());
  const { logger, log } = keepLog();
  const test = await openTestCore(store.store, { travel: straightRoads, logger });
  const units: Unit[] = [];
  for (const company of ['north', 'south']) {
    const { companyId } = await setUp(test.core).company({ name: `canary-${company}` });
    for (const letter of ['a', 'b']) units.push(await makeUnit(test, companyId, `${company}-${letter}`));
  }
  await test.close();
  return { store, now: test.clock.now(), sent: test.mailer.sent, log, units };
}

function keepLog(): { logger: Logger; log: string[] } {
  const log: string[] = [];
  return { logger: pino({ level: 'info' }, { write: (line) => void log.push(line) }), log };
}

/**
 * A town on a store of its own, with both applications as they are built, on free ports.
 * @param spoil changes the core the applications are given: for the controls
 * @param quota of searches; none unless given
 */
export async function openTown(
  engine: Engine,
  spoil: (core: Core) => Core = (core) => core,
  quota: Pick<CoreOutside, 'searchLimits'> = {},
): Promise<Town> {
  const before = made.get(engine) ?? makeTown(engine);
  made.set(engine, before);
  const { store: first, ...town } = await before;
  const { now, sent, log: begun, units } = structuredClone(town);
  const { target, store, drop } = await copyOf(first);
  const { logger, log } = keepLog();
  log.push(...begun);
  const clock = testClock(now);
  const test = await openTestCore(store, { travel: straightRoads, logger, clock, ...quota });
  const { core, mailer } = test;
  mailer.sent.push(...sent);
  const common = { core: spoil(core), trustedProxies: [], production: false };
  const portal = await listening(
    await createPortalServer({ ...common, publicUrl: 'http://portal.example.test' }),
  );
  const backoffice = await listening(
    await createBackofficeServer({ ...common, publicUrl: 'http://office.example.test' }),
  );
  return {
    core,
    target,
    clock,
    mailer,
    log,
    units: units as Town['units'],
    portal: ({ slug }) => asker(portal.port, `${slug}.portal.example.test`),
    backoffice: asker(backoffice.port, 'office.example.test'),
    async close() {
      await Promise.all([portal.stop(), backoffice.stop()]);
      await test.close();
      await drop();
    },
  };
}

/** Everything of a unit that a request can name, as the store has it now. */
export async function idsOf(town: Town, unit: Unit): Promise<string[]> {
  const { rows } = await listInterventions(contextOf(town.core).db.read, unit.businessUnitId, {
    filter: {},
    order: 'newest',
    page: { limit: 1000, offset: 0 },
  });
  return [
    unit.businessUnitId,
    unit.technicianId,
    unit.typeId,
    unit.staffUserId,
    unit.invitationId,
    ...rows.map(({ intervention }) => intervention.id),
    ...unit.tenants.flatMap(({ customer, contactId, requestId, lateReportId, hold }) => [
      customer.customerId,
      contactId,
      requestId,
      lateReportId,
      hold,
      ...customer.addressIds,
      ...customer.accessIds,
    ]),
  ];
}

async function listening(server: Server): Promise<{ port: number; stop(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
