import { plainDisplay } from '@itinera/core/shared';
import { contextOf } from '@itinera/core/set-up';
import {
  findAccess,
  findActivityType,
  findAnyBusinessUnit,
  findCustomer,
  findIntervention,
  updateAccess,
  updateActivityType,
  updateBusinessUnit,
  updateCustomer,
} from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, type Answer } from './ask.ts';
import type { Tenant, Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/** Every layer of activation, outermost first; the last two are the action's alone. */
const layers = [
  ...(['portal on', 'customer active', 'access on', 'type shown', 'status shown'] as const),
  ...(['action configured', 'conditions hold'] as const),
] as const;
type Layers = Record<(typeof layers)[number], boolean>;

const table = Array.from(
  { length: 2 ** layers.length },
  (_, row) => Object.fromEntries(layers.map((layer, n) => [layer, (row & (1 << n)) !== 0])) as Layers,
);

/** Data of a page, and not where one is sent instead, which names what was asked for. */
function isData(answer: Answer | undefined): answer is Answer {
  return answer?.status === 200 && !answer.body.startsWith('{"type":"redirect"');
}

/** Whether the data of a visit's page say that it can be canceled: a list of values in which objects name places of the list. */
function saysAvailable(body: string): boolean {
  const { nodes } = JSON.parse(body) as { nodes: ({ data?: unknown[] } | null)[] };
  const values = nodes.find((node) => node?.data && 'visit' in (node.data[0] as object))?.data;
  if (!values) return false;
  const inside = (of: unknown, name: string) => values[(of as Record<string, number>)[name] ?? -1];
  const available = inside(inside(inside(values[0], 'visit'), 'cancel'), 'available');
  expect(available, 'the data say whether').toBeTypeOf('boolean');
  return available === true;
}

/* CAD-BU-14 over HTTP: what a browser gets as pages and as data, and what it can have done. */
describe.each(triedEngines)('the layers of activation on %s', (engine) => {
  let town: Town;
  let unit: Unit;
  let tenant: Tenant;
  beforeAll(async () => {
    town = await openTown(engine);
    unit = town.units[0];
    tenant = unit.tenants[0]!;
  });
  afterAll(() => town.close());

  /** Past the use cases, so that nothing but the layer changes: no session is ended by it. */
  async function set(to: Layers): Promise<void> {
    const { companyId, businessUnitId, typeId } = unit;
    const { customerId, accessIds } = tenant.customer;
    const accessId = accessIds[0]!;
    await contextOf(town.core).db.write(async (tx) => {
      const row = await findAnyBusinessUnit(tx, businessUnitId);
      const access = await findAccess(tx, businessUnitId, accessId);
      const customer = await findCustomer(tx, businessUnitId, customerId);
      const type = await findActivityType(tx, businessUnitId, typeId);
      if (!row || !access || !customer || !type) throw new Error('the unit is not whole');
      const status = to['customer active'] ? ('active' as const) : ('inactive' as const);
      const display = { ...plainDisplay, hiddenStatuses: to['status shown'] ? [] : ['pending'] };
      await updateBusinessUnit(tx, companyId, row.id, row.revision, { portalOn: to['portal on'] });
      await updateCustomer(tx, row.id, customerId, customer.revision, { status });
      await updateAccess(tx, row.id, accessId, access.revision, { enabled: to['access on'] });
      await updateActivityType(tx, row.id, typeId, type.revision, { portalShown: to['type shown'], display });
      const holds = {
        fact: 'status',
        is: 'one-of',
        values: [to['conditions hold'] ? 'pending' : 'canceled'],
      };
      await tx
        .update(tx.tables.portalAction)
        .set({ enabled: to['action configured'], conditions: { all: [holds] } });
    });
  }

  const ask = (method: string, path: string, question = {}) =>
    town.portal(unit)(method, path, { headers: { cookie: tenant.cookie }, ...question });
  const at = () => `/visits/${tenant.visit}`;
  const status = async () =>
    (await findIntervention(contextOf(town.core).db.read, unit.businessUnitId, tenant.visit))?.status;
  const cancel = () =>
    ask(
      'POST',
      `${at()}/cancel`,
      form(
        `http://${unit.slug}.portal.example.test`,
        { reason: 'other', details: 'd', key: crypto.randomUUID() },
        tenant.cookie,
      ),
    );

  /** What of the visit, and of one of its actions, is there: in pages, and in the data that they are made of. */
  async function exposed() {
    const [home, homeData, page, data, calendar, asked] = await Promise.all([
      ...['/', '/__data.json', at(), `${at()}/__data.json`, `${at()}/calendar.ics`, `${at()}/cancel`].map(
        (path) => ask('GET', path),
      ),
    ]);
    const link = `${at()}/cancel`;
    return {
      visit: {
        home: home!.body.includes(at()),
        homeData: isData(homeData) && homeData.body.includes(tenant.visit),
        page: page!.status === 200,
        data: isData(data) && data.body.includes(tenant.visit),
        calendar: calendar!.status === 200,
      },
      action: {
        page: page!.body.includes(link),
        data: isData(data) && saysAvailable(data.body),
        form: asked!.body.includes('name="reason"'),
      },
    };
  }

  test('CAD-BU-14 of the 128 combinations only all of them expose an action in page or data, and have it done', async () => {
    for (const row of table) {
      await set(row);
      const name = `off: ${layers.filter((layer) => !row[layer]).join(', ')}`;
      const all = layers.every((layer) => row[layer]);
      const seen = layers.slice(0, 5).every((layer) => row[layer]);
      const found = await exposed();
      expect(found.visit, name).toEqual({
        ...{ home: seen, homeData: seen, page: seen, data: seen, calendar: seen },
      });
      expect(found.action, name).toEqual({ page: all, data: all, form: all });
      if (all) continue;
      expect((await cancel()).status, name).not.toBe(200);
      expect(await status(), name).toBe('pending');
    }
    // The control: with every layer on the same form does it.
    await set(table.at(-1)!);
    await cancel();
    expect(await status()).toBe('canceled');
  }, 120_000);
});
