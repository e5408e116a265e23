import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createCore, type AccessScope, type Core, type CoreConfig, type SlotRequest } from '@itinera/core';
import { contextOf, setUp } from '@itinera/core/set-up';
import type { RecordedMatrix } from '@itinera/planner';
import { pino } from 'pino';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { createDemoClock } from '../../scripts/demo/demo-clock.ts';
import { demoWeb } from '../../scripts/demo/demo-web.ts';
import { makeDemo } from '../../scripts/demo/make-demo.ts';
import { accessScope } from '../fixtures/scopes.ts';
import { mondayMorning, testConfig, testMailer } from '../fixtures/small-company.ts';
import { createDatabase, startPostgres } from '../helpers/postgres.ts';

const runs = 200;
const dataFolder = fileURLToPath(new URL('../../data/liechtenstein', import.meta.url));
const recordedMatrix = JSON.parse(
  readFileSync(join(dataFolder, 'matrix-300.json'), 'utf8'),
) as RecordedMatrix;

/**
 * The whole path behind the page on which a customer chooses a time: portal layers, every blocker of the horizon, the
 * planner, the recorded road times, three best and two weeks of windows. The demo company: six technicians, three weeks
 * of planned visits; each run another customer, site and activity type.
 */
export async function benchWhenPage(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'itinera-bench-'));
  const sqlite = await benchStore('SQLite', { engine: 'sqlite', file: join(folder, 'itinera.sqlite') });
  rmSync(folder, { recursive: true, force: true });
  const server = await startPostgres({ durable: true });
  const { url } = await createDatabase(server.url);
  const postgres = await benchStore('PostgreSQL', { engine: 'postgres', url });
  await server.stop();
  return [...sqlite, ...postgres];
}

async function benchStore(name: string, store: CoreConfig['store']): Promise<BenchRow[]> {
  const clock = createDemoClock(mondayMorning);
  const core = await createCore(testConfig(store), {
    clock,
    web: demoWeb(),
    recordedMatrix,
    mailer: testMailer(),
    logger: pino({ level: 'silent' }),
  });
  try {
    await makeDemo(core, { clock, dataFolder });
    const { requests, stops, horizon } = await everythingToAsk(core);
    await answerQuestions(core, requests);
    const note = `${stops} planned stops, horizon of ${horizon} days`;
    return [
      await measure(`${name}, when page of a customer`, note, requests, ([scope, request]) =>
        core.availability.find(scope, request),
      ),
      await measure(
        `${name}, assistant of staff`,
        `${note}, every technician`,
        requests,
        async ([scope, request]) =>
          core.availability.assist(await setUp(core).systemScope(scope.businessUnitId), request),
      ),
    ];
  } finally {
    await core.close();
  }
}

type Asked = readonly [AccessScope, SlotRequest];

async function everythingToAsk(core: Core): Promise<{ requests: Asked[]; stops: number; horizon: number }> {
  const q = contextOf(core).db.read;
  const { activityType, portalAction, address, customer, accessCustomer, businessUnit, assignment } =
    q.tables;
  const [unit] = await q.select().from(businessUnit);
  if (!unit) throw new Error('the demo made no business unit');
  const bookable = (await q.select().from(portalAction)).filter(
    ({ kind, enabled }) => kind === 'book' && enabled,
  );
  const types = (await q.select().from(activityType)).filter(({ id }) =>
    bookable.some(({ activityTypeId }) => activityTypeId === id),
  );
  const active = new Set(
    (await q.select().from(customer)).filter(({ status }) => status === 'active').map(({ id }) => id),
  );
  const links = await q.select().from(accessCustomer);
  const sites = (await q.select().from(address)).filter(({ lon, active }) => lon !== null && active);
  const requests = sites.flatMap(({ id: addressId, customerId }, n): Asked[] => {
    const link = links.find((one) => one.customerId === customerId);
    const type = types[n % types.length];
    if (!link || !type || !active.has(customerId)) return [];
    const owner = { customerId, reference: '', addressIds: [addressId], accessIds: [link.accessId] };
    const scope = accessScope({ companyId: unit.companyId, businessUnitId: unit.id }, owner);
    return [[scope, { activityTypeId: type.id, addressId }]];
  });
  return {
    requests,
    stops: (await q.select().from(assignment)).length,
    horizon: Math.max(...types.map(({ horizonDays }) => horizonDays)),
  };
}

/** What has to be answered before times are shown; both engines the same. */
async function answerQuestions(core: Core, requests: readonly Asked[]): Promise<void> {
  for (const [n, [scope, { activityTypeId, addressId }]] of requests.entries()) {
    const asked = await core.bookings.questions(scope, { activityTypeId, addressId });
    if (!asked) continue;
    const { fields } = asked.form.definition;
    const required = fields.filter((one) => one.required && one.shownWhen === null);
    const answered = await core.bookings.answerQuestions(scope, {
      activityTypeId,
      addressId,
      version: asked.form.version,
      answers: Object.fromEntries(required.map(({ code, options }) => [code, options[0]?.code ?? 6])),
      mode: 'final',
      idempotencyKey: `answers-${n}`,
    });
    if (!answered.done) throw new Error(`not answered: ${JSON.stringify(answered.problems)}`);
  }
}

async function measure(
  name: string,
  note: string,
  requests: readonly Asked[],
  work: (asked: Asked) => Promise<unknown>,
): Promise<BenchRow> {
  for (let run = 0; run < runs / 10; run++) await work(requests[run % requests.length]!);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const asked = requests[(run * 7) % requests.length]!;
    const start = performance.now();
    await work(asked);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)]!;
  return { name, n: runs, p50: at(0.5), p95: at(0.95), unit: 'ms', note };
}
