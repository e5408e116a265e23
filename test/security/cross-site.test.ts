import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../contract/db/stores.ts';
import { form, json, type Answer, type Ask } from './ask.ts';
import { rowsOf } from './canaries.ts';
import { bodies } from './office-bodies.ts';
import { officePath, officeRoutes } from './office-routes.ts';
import { commonForms, forms, ownForms, pathOf, uploads, type Target } from './portal-routes.ts';
import type { Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/*
 * S24: every request of both applications that changes something, as another site could have caused it: with the cookie, by
 * whichever method and content type. The short version takes content types and places in turn, so that each route meets some.
 */

const full = Boolean(process.env['ITINERA_FULL']);
const contentTypes = [
  'application/x-www-form-urlencoded',
  'APPLICATION/X-WWW-FORM-URLENCODED',
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/plain;json',
  'application/json',
  'application/octet-stream',
  'text/xml',
  '',
];
/** What a browser says of where a request comes from: Sec-Fetch-Site and Origin; null: nothing. */
type Place = [site: string | null, origin: string | null];
const places = (own: string): Place[] => [
  [null, null],
  ['cross-site', null],
  ['same-site', null],
  ['cross-site', 'https://evil.example'],
  ['same-site', own.replace('://', '://evil.')],
  ['same-origin', 'https://evil.example'],
  ['cross-site', 'null'],
  [null, 'null'],
  [null, 'https://evil.example'],
  [null, `${own}.evil.example`],
  [null, `${own}:81`],
  [null, own.replace('http:', 'https:')],
];

/** Every form and upload of the portal. */
const changing: Record<string, (target: Target) => Record<string, string>> = {
  ...{ ...forms, ...ownForms, ...commonForms, ...uploads },
  '/preview?/open': () => ({}),
  '/preview?/leave': () => ({}),
};

test('S24 every route of the portal that changes something is asked', () => {
  const routes = fileURLToPath(new URL('../../apps/portal/src/routes/', import.meta.url));
  const changes = /const actions\b|export const (POST|PUT|PATCH|DELETE)\b/;
  const found = readdirSync(routes, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('server.ts') && changes.test(readFileSync(`${routes}${file}`, 'utf8')),
  );
  const asked = new Set(Object.keys(changing).map((route) => route.replace(/\?.*$/, '')));
  expect([...asked].sort()).toEqual(found.map((file) => `/${dirname(file)}`).sort());
  expect(found.length).toBeGreaterThan(20);
});

interface Change {
  ask: Ask;
  path: string;
  method: string;
  body: string;
  headers: Record<string, string>;
}

describe.each(triedEngines)('requests that another site causes, on %s (S24)', (engine) => {
  let town: Town;
  let unit: Unit;
  let own: Target;
  beforeAll(async () => {
    town = await openTown(engine);
    [unit] = town.units;
    own = { unit, tenant: unit.tenants[0]! };
  });
  afterAll(() => town.close());

  /** What requests change that belongs to no unit, besides what does. */
  const rows = async () => [
    await rowsOf(town, unit),
    ...(await Promise.all(
      [
        'portal_session',
        'sign_in_challenge',
        'sign_in_identifier',
        'staff_session',
        'staff_user',
        'attempt_limit',
      ].map((table) => sql<object>(town.target, `SELECT * FROM ${table}`)),
    )),
  ];

  async function allRefused(changes: readonly Change[], from: readonly Place[]): Promise<number> {
    const before = await rows();
    let turn = 0;
    let tried = 0;
    for (const { ask, path, method, body, headers } of changes) {
      const combinations = contentTypes.flatMap((type) => from.map((place) => [type, place] as const));
      // Two numbers without a common divisor: in turn every route meets other pairs.
      const chosen = full
        ? combinations
        : [0, 1, 2, 3].map(() => combinations[(turn += 31) % combinations.length]!);
      const answers = chosen.map(async ([type, [site, origin]]) => {
        const answer = await ask(method, path, {
          body,
          headers: {
            ...headers,
            'content-type': type,
            ...(site !== null && { 'sec-fetch-site': site }),
            ...(origin !== null && { origin }),
          },
        });
        const what = `${method} ${path} as ${type} from ${site} ${origin}`;
        expect(answer.status, what).toBeOneOf([403, 405, 415]);
        expect(answer.headers['set-cookie'], what).toBeUndefined();
        tried += 1;
      });
      await Promise.all(answers);
    }
    expect(await rows()).toEqual(before);
    return tried;
  }

  test('no route of the portal', async () => {
    const origin = `http://${unit.slug}.portal.example.test`;
    const changes = Object.entries(changing).flatMap(([route, fields]) =>
      ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
        ask: town.portal(unit),
        path: pathOf(route, own),
        method,
        body: new URLSearchParams(fields(own)).toString(),
        headers: { cookie: own.tenant.cookie },
      })),
    );
    const tried = await allRefused(changes, places(origin));
    console.log(`S24 portal, ${engine}: ${tried} requests`);
    expect(tried).toBeGreaterThanOrEqual(full ? 15_000 : 500);
    const { status } = await town.portal(unit)(
      'POST',
      pathOf('/visits/[id]/cancel', own),
      form(origin, forms['/visits/[id]/cancel']!(own), own.tenant.cookie),
    );
    expect(status, 'the same from the portal itself (the control)').toBe(303);
  }, 600_000);

  test('no route of the back office', async () => {
    const open = officeRoutes.filter(({ method, permission }) => method !== 'GET' && permission !== 'key');
    const changes = open.map(({ route, method, path }) => ({
      ask: town.backoffice,
      path: officePath(path, own),
      method,
      body: JSON.stringify(bodies[route]?.(own) ?? {}),
      headers: { cookie: unit.staff.administrator, 'idempotency-key': 'another-site' },
    }));
    const tried = await allRefused(changes, [
      ...places('http://office.example.test'),
      ['cross-site', 'http://office.example.test'],
      ['none', null],
    ]);
    console.log(`S24 back office, ${engine}: ${tried} requests`);
    expect(tried).toBeGreaterThanOrEqual(full ? 10_000 : 300);
    const route = `POST /api/v1/business-units/:businessUnitId/customers`;
    const answer: Answer = await town.backoffice(
      'POST',
      officePath(route.slice(5), own),
      json(bodies[route]!(own), unit.staff.administrator),
    );
    expect(answer.status, 'the same from the back office itself (the control)').toBeLessThan(300);
  }, 600_000);
});
