import { policy } from '@itinera/portal/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideBySide } from '../helpers/side-by-side.ts';
import { collectGarbage } from '../helpers/collect-garbage.ts';
import { seededRandom, type Random } from '../helpers/random.ts';
import { form, json, type Answer, type Question } from './ask.ts';
import { flipped, nastyJson, nastyText } from './hostile-values.ts';
import { bodies } from './office-bodies.ts';
import { credentialsFor, officePath, officeRoutes } from './office-routes.ts';
import { lastingForms, pathOf, type Target } from './portal-routes.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/*
 * S53, with S42, S43 and S49: malformed requests of people who are signed in, over all routes of an application.
 * Nothing ends in a server's error, nothing changes what all objects share, and memory does not grow.
 */

const tries = process.env['ITINERA_FULL'] ? 25_000 : 300;
const seed = Number(process.env['FUZZ_SEED'] ?? 0) || Math.floor(Math.random() * 1e6);

/** A path with one segment or a query that nobody expects. */
function spoiltPath(random: Random, path: string): string {
  const parts = path.split('/');
  if (random.chance(0.5))
    parts[random.int(1, parts.length - 1)] = encodeURIComponent(nastyText(random).toWellFormed());
  const query = random.chance(0.5)
    ? `?${random.pick(['search', 'page', 'from', 'days', 'date', 'to', 'status', '__proto__[x]'])}=${encodeURIComponent(nastyText(random).toWellFormed())}`
    : '';
  return random.chance(0.1)
    ? flipped(random, parts.join('/')).replaceAll(/[^!-~]/g, '%00')
    : parts.join('/') + query;
}

function spoiltHeaders(random: Random, question: Question): Question {
  const headers = { ...question.headers };
  if (random.chance(0.1))
    headers['content-type'] = random.pick([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-7',
      'x',
    ]);
  if (random.chance(0.1))
    headers['accept-language'] = random.pick(['xx', ','.repeat(1_000), '*;q=NaN', 'it;q=1e9']);
  if (random.chance(0.1))
    headers['idempotency-key'] = random.pick(['', 'x', 'k'.repeat(1_000), "'; --......"]);
  if (random.chance(0.05)) headers['content-encoding'] = 'gzip';
  return { ...question, headers };
}

export function portalRequest(town: Town, { unit, tenant }: Target, random: Random): Promise<Answer> {
  if (random.chance(0.5)) {
    const path = pathOf(random.pick(Object.keys(policy)), { unit, tenant });
    return town.portal(unit)(
      'GET',
      spoiltPath(random, path),
      spoiltHeaders(random, { headers: { cookie: tenant.cookie } }),
    );
  }
  const [route, fields] = random.pick(lastingForms);
  const filled = Object.entries(fields({ unit, tenant })).map(([name, value]) => [
    name,
    random.chance(0.4) ? nastyText(random) : value,
  ]);
  const asked = form(
    `http://${unit.slug}.portal.example.test`,
    Object.fromEntries(filled) as Record<string, string>,
    tenant.cookie,
  );
  const body = random.chance(0.2) ? flipped(random, asked.body ?? '') : (asked.body ?? '');
  const path = random.chance(0.3)
    ? spoiltPath(random, pathOf(route, { unit, tenant }))
    : pathOf(route, { unit, tenant });
  return town.portal(unit)('POST', path, spoiltHeaders(random, { ...asked, body }));
}

export function officeRequest(town: Town, target: Target, random: Random): Promise<Answer> {
  const { route, method, path, permission } = random.pick(
    officeRoutes.filter((one) => !one.path.endsWith('/sign-out')),
  );
  const cookie = target.unit.staff.supervisor;
  const body = bodies[route]?.(target);
  const asked = body === undefined ? { headers: { cookie } } : json(nastyJson(random, body), cookie);
  const question = {
    ...asked,
    headers: { ...asked.headers, ...credentialsFor(permission, target.unit, cookie) },
  };
  const plain = officePath(path, target);
  return town.backoffice(
    method,
    random.chance(0.6) ? spoiltPath(random, plain) : plain,
    spoiltHeaders(random, question),
  );
}

/** Bytes that are still in use after a collection: of client and servers together, they share this process. */
function keptMemory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export type Request = (town: Town, target: Target, random: Random) => Promise<Answer>;

/** Statuses by how often they came; a broken connection counts as 599. */
export async function fuzz(town: Town, request: Request, count: number): Promise<Map<number, number>> {
  const random = seededRandom(seed);
  const [unit] = town.units;
  const target = { unit, tenant: unit.tenants[0]! };
  const statuses = new Map<number, number>();
  await sideBySide(count, async () => {
    const status = await request(town, target, random).then(
      (answer) => answer.status,
      // The client itself refuses what is no HTTP; a server that breaks off is seen by the next test.
      (error: NodeJS.ErrnoException) => (error.code?.startsWith('ERR_') ? 0 : 599),
    );
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  });
  return statuses;
}

/** What every object has, beside what it had when this was read first. */
const shared = new Set(Object.getOwnPropertyNames(Object.prototype));
export function pollution(): string[] {
  const more = Object.getOwnPropertyNames(Object.prototype).filter((name) => !shared.has(name));
  return ({} as { polluted?: unknown }).polluted === undefined ? more : [...more, 'polluted'];
}

/** Bytes by which memory may have grown, whatever was asked. */
export const mostGrown = 30 * 2 ** 20;

export interface Fuzzed {
  statuses: Map<number, number>;
  /** What was logged as an error. */
  errors: string[];
  /** Bytes in use after a collection that were not before. */
  grown: number;
}

/** `count` requests, after a tenth of them by which caches are filled. */
export async function fuzzed(town: Town, request: Request, count: number): Promise<Fuzzed> {
  await fuzz(town, request, count / 10);
  const before = keptMemory();
  const statuses = await fuzz(town, request, count);
  // What the requests logged is kept by this test alone.
  const errors = town.log.splice(0).filter((line) => line.includes('"level":50'));
  return { statuses, errors, grown: keptMemory() - before };
}

/** The tests of one application, on each store. */
export function fuzzes(name: string, request: Request): void {
  describe.each(triedEngines)(`malformed requests on %s (S42, S43, S49, S53), seed ${seed}`, (engine) => {
    let town: Town;
    beforeAll(async () => {
      town = await openTown(engine);
    });
    afterAll(() => town.close());

    test(`${tries} to the ${name}: no server error`, async () => {
      const { statuses, errors, grown } = await fuzzed(town, request, tries);
      const counts = JSON.stringify(Object.fromEntries(statuses));
      console.log(`S53 ${name}, ${engine}: ${counts}, ${Math.round(grown / 2 ** 20)} MiB more, seed ${seed}`);
      // The log says what broke, of which the answer says nothing.
      expect(errors).toEqual([]);
      expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
      expect([...statuses.keys()], 'some are refused, some are not').toEqual(expect.arrayContaining([404]));
      expect(pollution()).toEqual([]);
      expect(grown).toBeLessThan(mostGrown);
      expect((await town.portal(town.units[0])('GET', '/healthz')).status).toBe(200);
      expect((await town.backoffice('GET', '/healthz')).status).toBe(200);
    }, 1_200_000);
  });
}
