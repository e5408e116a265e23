import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, type Answer } from './ask.ts';
import { canariesIn, rowsOf } from './canaries.ts';
import { bodies } from './office-bodies.ts';
import { credentialsFor, officePath, officeRoutes } from './office-routes.ts';
import type { Target } from './portal-routes.ts';
import type { Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/* S27 and S29 for other systems: every route of a key x whose things are asked for. */

describe.each(triedEngines)('other systems on %s (S27, S29)', (engine) => {
  let town: Town;
  let here: Unit;
  let own: Target;
  let keys = 0;
  beforeAll(async () => {
    town = await openTown(engine);
    [here] = town.units;
    own = { unit: here, tenant: here.tenants[0]! };
  });
  afterAll(() => town.close());

  const routes = officeRoutes.filter(({ permission }) => permission === 'key');

  /** Asks with the key of a unit for the things of another, or its own. */
  function ask({ route, method, path }: (typeof routes)[number], by: Unit, target: Target): Promise<Answer> {
    const headers = {
      ...credentialsFor('key', by, ''),
      'idempotency-key': `systems-${(keys += 1)}`,
      'content-type': 'application/json',
    };
    const body = bodies[route]?.(target);
    return town.backoffice(method, officePath(path, target), {
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** What a key may not change by asking: all but the log of its calls. */
  async function rows(unit: Unit): Promise<Record<string, string>> {
    await town.core.apiKeys.calls(await administrator(), { apiKeyId: here.apiKeyId }).catch(() => undefined);
    const { api_call: _, api_key: __, ...others } = await rowsOf(town, unit);
    return others;
  }
  async function administrator() {
    const session = await town.core.staff.session(here.staff.administrator.replace(/^.*?=/, ''));
    return session!.scope(here.businessUnitId);
  }

  test.each(['sibling unit', 'other company'] as const)(
    'things of a %s are not found by any route, and nothing of them is told or changed',
    async (whose) => {
      const there = town.units[whose === 'sibling unit' ? 1 : 2];
      const target: Target = { unit: there, tenant: there.tenants[0]! };
      const before = [await rows(here), await rows(there)];
      let asked = 0;
      for (const one of routes) {
        const answer = await ask(one, here, target);
        const strange = canariesIn(answer).filter((canary) => !canary.startsWith(`${here.canary}-`));
        expect(strange, one.route).toEqual([]);
        const names = /:\w+/.test(one.path) || /interventions$|slots$/.test(one.route);
        if (!names || (one.method === 'GET' && !one.path.includes(':'))) continue;
        expect([one.route, answer.status]).toEqual([one.route, 404]);
        asked += 1;
      }
      expect(asked).toBeGreaterThan(8);
      const after = [await rows(here), await rows(there)];
      expect(after[1]).toEqual(before[1]);
    },
  );

  test('the same requests are answered for its own things (the control), without what only staff read', async () => {
    let told = 0;
    for (const one of routes) {
      const answer = await ask(one, here, own);
      const usual = one.method === 'POST' && /(customers|interventions)$/.test(one.path) ? 201 : 200;
      // Its revision, or the slot, may be another by now; what was canceled cannot be closed.
      expect([one.route, answer.status]).toEqual([
        one.route,
        /\/(plan|close)$/.test(one.path) || one.method === 'PATCH' ? expect.toBeOneOf([200, 409]) : usual,
      ]);
      expect(canariesIn(answer).filter((canary) => /key-code|way-in|remarks/.test(canary))).toEqual([]);
      told += canariesIn(answer).length;
    }
    expect(told).toBeGreaterThan(5);
  });

  test('a malformed body changes nothing, and is refused by name', async () => {
    const before = await rows(here);
    for (const one of routes.filter(({ method }) => method !== 'GET'))
      for (const body of ['null', '[]', '"x"', '{', '{"__proto__":{"x":1}}', '{"role":"administrator"}']) {
        const answer = await town.backoffice(one.method, officePath(one.path, own), {
          headers: {
            ...credentialsFor('key', here, ''),
            'idempotency-key': `malformed-${(keys += 1)}`,
            'content-type': 'application/json',
          },
          body,
        });
        expect(answer.status, `${one.route} ${body}`).toBe(400);
        expect(answer.headers['content-type']).toBe('application/problem+json');
        expect(JSON.parse(answer.body)).toMatchObject({ code: 'invalid', status: 400 });
      }
    expect(await rows(here)).toEqual(before);
  });

  test('a revoked key opens nothing from the next request on, nor does a cookie open its routes', async () => {
    const [config] = routes.filter(({ path }) => path.endsWith('/config'));
    expect((await ask(config!, here, own)).status).toBe(200);
    const cookie = here.staff.administrator;
    expect((await town.backoffice('GET', '/api/v1/customers', { headers: { cookie } })).status).toBe(401);
    const revoke = 'POST /api/v1/business-units/:businessUnitId/api-keys/:apiKeyId/revoke';
    const path = officePath(revoke.split(' ')[1]!, own);
    expect((await town.backoffice('POST', path, json({}, cookie))).status).toBe(200);
    for (const one of routes) expect((await ask(one, here, own)).status, one.route).toBe(401);
  });

  test('no secret of a key is in the log, nor is the key in the store', async () => {
    const secret = here.apiKey.slice(-43);
    expect(town.log.join('\n')).not.toContain(secret);
    expect(town.log.length).toBeGreaterThan(50);
    const stored = await administrator().then((scope) => town.core.apiKeys.list(scope));
    expect(JSON.stringify(stored)).not.toContain(secret);
  });
});
