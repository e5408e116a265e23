import type { Core } from '@itinera/core';
import { policy } from '@itinera/portal/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../contract/db/stores.ts';
import { seededRandom, type Random } from '../helpers/random.ts';
import { sideBySide } from '../helpers/side-by-side.ts';
import { form, json, type Answer, type Question } from './ask.ts';
import { canariesIn, mailsOf, mayRead, rowsOf } from './canaries.ts';
import { bodies } from './office-bodies.ts';
import { officePath, officeRoutes } from './office-routes.ts';
import { lastingForms, pathOf, type Target } from './portal-routes.ts';
import { staffRoles, type Unit } from './tenants.ts';
import { idsOf, openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/*
 * S29: requests of people who are signed in, with ids of other people's things in path, query, body and form. Nothing
 * foreign is ever read or changed. The control leaves out one condition, and the same requests see it.
 */

const swaps = process.env['ITINERA_FULL'] ? 6_000 : 250;
const seed = Number(process.env['SWAPS_SEED'] ?? 0) || Math.floor(Math.random() * 1e6);
const isId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const names = [
  'businessUnitId',
  'companyId',
  'customerId',
  'customer',
  'accessId',
  'technicianId',
  'hold',
  'id',
];

/** Somebody's requests: one after the other, with a judgement about the words in each answer. */
interface Swapper {
  ask(random: Random, foreign: readonly string[], own: Target, other: Target): Promise<Answer>;
  mayRead(canary: string): boolean;
}

/** Puts foreign ids where own ones are, most of the time, and some where none were. */
function swapped(random: Random, text: string, foreign: readonly string[]): string {
  return text.replaceAll(isId, (own) => (random.chance(0.5) ? random.pick(foreign) : own));
}
function extra(random: Random, foreign: readonly string[]): Record<string, string> {
  return random.chance(0.5) ? { [random.pick(names)]: random.pick(foreign) } : {};
}
function withQuery(random: Random, path: string, foreign: readonly string[]): string {
  const query = new URLSearchParams(extra(random, foreign)).toString();
  return query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

function customerOf(town: Town, unit: Unit, tenant: Target['tenant']): Swapper {
  const routes = Object.keys(policy).filter((route) => policy[route] === 'signed-in');
  return {
    mayRead: mayRead(unit, tenant),
    ask(random, foreign, own, other) {
      const target = random.chance(0.5) ? own : other;
      if (random.chance(0.6)) {
        const path = swapped(random, pathOf(random.pick(routes), target), foreign);
        const headers = { cookie: tenant.cookie };
        return town.portal(unit)('GET', withQuery(random, path, foreign), { headers });
      }
      const [route, fields] = random.pick(lastingForms);
      const values = Object.entries({
        ...fields(target),
        ...extra(random, foreign),
        key: String(random.int(0, 1e9)),
      });
      const filled = Object.fromEntries(
        values.map(([name, value]) => [name, swapped(random, value, foreign)]),
      );
      const path = withQuery(random, swapped(random, pathOf(route, target), foreign), foreign);
      const origin = `http://${unit.slug}.portal.example.test`;
      return town.portal(unit)('POST', path, form(origin, filled, tenant.cookie));
    },
  };
}

function staffOf(town: Town, unit: Unit): Swapper {
  const routes = officeRoutes.filter(({ permission }) => typeof permission !== 'string');
  return {
    mayRead: (canary) => canary.startsWith(`${unit.canary}-`),
    ask(random, foreign, own, other) {
      // Whoever may do little also sees little, so half of it is asked by whoever may most.
      const cookie = unit.staff[random.chance(0.5) ? 'administrator' : random.pick(staffRoles)];
      const target = random.chance(0.5) ? own : other;
      const { route, method, path } = random.pick(routes);
      const inUnit = random.chance(0.7) ? unit.businessUnitId : other.unit.businessUnitId;
      const [head, rest] = [
        officePath(path, target, inUnit).slice(0, 59),
        officePath(path, target).slice(59),
      ];
      const asked = withQuery(random, head + swapped(random, rest, foreign), foreign);
      const body = { ...bodies[route]?.(target), ...extra(random, foreign) };
      const question: Question =
        method === 'GET'
          ? { headers: { cookie } }
          : json(swapped(random, JSON.stringify(body), foreign), cookie);
      return town.backoffice(method, asked, question);
    },
  };
}

interface Seen {
  tried: number;
  /** Answers that gave or changed what was asked for. */
  done: number;
  ownWords: number;
  foreignWords: string[];
  failures: string[];
}

/** Up to `swaps` requests; `enough`: what was seen ends it. */
async function swapAll(
  town: Town,
  swapper: Swapper,
  others: readonly Target[],
  own: Target,
  enough: (seen: Seen) => boolean = () => false,
): Promise<Seen> {
  const random = seededRandom(seed);
  const pools = await Promise.all(others.map(({ unit }) => idsOf(town, unit)));
  const ownIds = new Set(
    own.tenant.customer.addressIds.concat(own.tenant.visit, own.tenant.closed, own.tenant.hold),
  );
  const foreign = pools.flat().filter((id) => !ownIds.has(id));
  const seen: Seen = { tried: 0, done: 0, ownWords: 0, foreignWords: [], failures: [] };
  await sideBySide(swaps, async () => {
    if (enough(seen)) return;
    const answer = await swapper.ask(random, foreign, own, random.pick(others));
    const words = canariesIn(answer);
    seen.tried += 1;
    seen.ownWords += words.filter((word) => swapper.mayRead(word)).length;
    seen.foreignWords.push(...words.filter((word) => !swapper.mayRead(word)));
    if (answer.status < 300) seen.done += 1;
    if (answer.status >= 500) seen.failures.push(`${answer.status} ${answer.body.slice(0, 200)}`);
  });
  return seen;
}

/** That nothing foreign was read says something only where much is read. Words come in bursts, so they alone say little. */
function expectToReach({ done, ownWords }: Seen): void {
  expect(done).toBeGreaterThan(swaps / 10);
  expect(ownWords).toBeGreaterThan(0);
}

/** The core with one condition left out: a visit is shown to whoever knows its id. */
function leaky(core: Core, units: () => readonly Unit[]): Core {
  const forAccess: Core['interventions']['forAccess'] = (scope, id) => {
    for (const { businessUnitId, tenants } of units())
      for (const { customer, visit, closed } of tenants)
        if ([visit, closed].includes(id)) {
          const whose = { customerIds: [customer.customerId], accessId: customer.accessIds[0]! };
          const wider = { ...scope, businessUnitId, ...whose };
          return core.interventions.forAccess(wider, id);
        }
    return core.interventions.forAccess(scope, id);
  };
  return Object.create(core, { interventions: { value: { ...core.interventions, forAccess } } }) as Core;
}

describe.each(triedEngines)(`ids of other people's things on %s (S29), seed ${seed}`, (engine) => {
  let town: Town;
  let own: Target;
  let others: Target[];
  beforeAll(async () => {
    town = await openTown(engine);
    const [a, b, c, d] = town.units;
    own = { unit: a, tenant: a.tenants[0]! };
    const sibling = { unit: a, tenant: a.tenants[1]! };
    others = [sibling, ...[b, c, d].map((unit) => ({ unit, tenant: unit.tenants[0]! }))];
  });
  afterAll(() => town.close());

  const elsewhere = () => Promise.all(town.units.slice(1).map((unit) => rowsOf(town, unit)));
  const ofSiblings = () => {
    const owner = `business_unit_id = '${own.unit.businessUnitId}' AND customer_id <> '${own.tenant.customer.customerId}'`;
    return sql<object>(town.target, `SELECT * FROM intervention WHERE ${owner} ORDER BY id`);
  };

  test(`a customer's ${swaps} requests read and change nothing foreign`, async () => {
    const before = [await elsewhere(), await ofSiblings()];
    const seen = await swapAll(town, customerOf(town, own.unit, own.tenant), others, own);
    console.log(
      `S29 portal, ${engine}: ${seen.tried} requests, ${seen.done} done, ${seen.ownWords} own canaries, seed ${seed}`,
    );
    expect(seen).toMatchObject({ foreignWords: [], failures: [] });
    expectToReach(seen);
    expect(seen.ownWords).toBeGreaterThan(swaps / 10);
    expect([await elsewhere(), await ofSiblings()]).toEqual(before);
    const { strange, own: read } = await mailsOf(town);
    expect(strange, 'what leaves by mail').toEqual([]);
    expect(read, 'mails say own words (the control)').toBeGreaterThan(0);
  }, 1_800_000);

  test(`the staff's ${swaps} requests read and change nothing of another unit`, async () => {
    const before = await elsewhere();
    const seen = await swapAll(town, staffOf(town, own.unit), others.slice(1), own);
    console.log(
      `S29 back office, ${engine}: ${seen.tried} requests, ${seen.done} done, ${seen.ownWords} own canaries, seed ${seed}`,
    );
    expect(seen).toMatchObject({ foreignWords: [], failures: [] });
    expectToReach(seen);
    expect(await elsewhere()).toEqual(before);
    expect((await mailsOf(town)).strange, 'what leaves by mail').toEqual([]);
  }, 1_800_000);
});

test('one condition left out is seen by the same requests (the control)', async () => {
  let town: Town | undefined = undefined;
  town = await openTown('sqlite', (core) => leaky(core, () => town?.units ?? []));
  const [a, b, c] = town.units;
  const own = { unit: a, tenant: a.tenants[0]! };
  const others = [b, c].map((unit) => ({ unit, tenant: unit.tenants[0]! }));
  const found = ({ foreignWords }: Seen) => foreignWords.length > 0;
  const seen = await swapAll(town, customerOf(town, a, own.tenant), others, own, found);
  expect(seen.foreignWords.length).toBeGreaterThan(0);
  await town.close();
}, 1_800_000);
