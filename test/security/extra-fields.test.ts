import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connected } from '../contract/db/stores.ts';
import { form, json } from './ask.ts';
import { bodies } from './office-bodies.ts';
import { credentialsFor, officePath, officeRoutes } from './office-routes.ts';
import { commonForms, forms, ownForms, pathOf, type Target } from './portal-routes.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/*
 * S28: every request of both applications that writes, with columns beside its fields that nobody may set. Whether a route refuses
 * them or leaves them aside, what they hold stands nowhere in the store.
 */

const token = 'extra-4711';
/** What rows have and no request sets: whose they are, how far they are, who may what, and secrets. As columns and as properties. */
const columns = [
  ...[
    'id',
    'business_unit_id',
    'company_id',
    'bu_id',
    'created_at',
    'updated_at',
    'created_by_access_id',
    'staff_user_id_',
  ],
  ...[
    'confirmed_at',
    'closed_at',
    'canceled_at',
    'reschedule_count',
    'promise_start',
    'promise_end',
    'planned_at',
    'price',
  ],
  ...[
    'token_hash',
    'id_hash',
    'key_hash',
    'code_mac',
    'password_hash',
    'totp_secret',
    'proven_at',
    'expires_at',
    'revoked_at',
  ],
  ...[
    'attempts',
    'consecutive_failures',
    'paused_until',
    'deleted_at',
    'erased_at',
    'is_admin',
    'permissions',
    'merged_into',
  ],
];
const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const extras = Object.fromEntries(
  [...columns, ...columns.map(camel), 'constructor', 'prototype'].map((name) => [name, token]),
);

describe.each(triedEngines)('fields that nobody asked for, on %s (S28)', (engine) => {
  let town: Town;
  let own: Target;
  beforeAll(async () => {
    town = await openTown(engine);
    const [unit] = town.units;
    own = { unit, tenant: unit.tenants[0]! };
  });
  afterAll(() => town.close());

  /** The tables in which the token stands. */
  const found = (): Promise<string[]> =>
    connected(town.target, async (run) => {
      const tables = await run<{ name: string }>(
        'file' in town.target
          ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'"
          : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
      );
      expect(tables.length).toBeGreaterThan(30);
      const holding: string[] = [];
      for (const { name } of tables)
        if (JSON.stringify(await run(`SELECT * FROM "${name}"`)).includes(token)) holding.push(name);
      return holding;
    });

  test('what they hold is written by no route', async () => {
    const { unit, tenant } = own;
    const answers = { taken: 0, refused: 0 };
    const failed: string[] = [];
    const count = (status: number, what: string) => {
      if (status >= 500) failed.push(`${status} ${what}`);
      answers[status < 400 ? 'taken' : 'refused'] += 1;
    };
    for (const { route, method, path, permission } of officeRoutes) {
      const body = bodies[route]?.(own);
      if (!body || method === 'GET' || path.endsWith('/sign-out')) continue;
      const asked = json(
        JSON.stringify({ ...extras, ...body }).replace('{', `{"__proto__":{"status":"${token}"},`),
      );
      const headers = { ...asked.headers, ...credentialsFor(permission, unit, unit.staff.administrator) };
      const { status } = await town.backoffice(method, officePath(path, own), { ...asked, headers });
      count(status, route);
    }
    const origin = `http://${unit.slug}.portal.example.test`;
    for (const [route, fields] of Object.entries({ ...forms, ...ownForms, ...commonForms })) {
      const all = { ...extras, '__proto__[x]': token, ...fields(own) };
      const { status } = await town.portal(unit)(
        'POST',
        pathOf(route, own),
        form(origin, all, tenant.cookie),
      );
      count(status, route);
    }
    console.log(
      `S28, ${engine}: with ${Object.keys(extras).length} fields too many ${JSON.stringify(answers)}`,
    );
    expect(failed).toEqual([]);
    expect(answers.taken).toBeGreaterThan(20);
    expect(answers.refused).toBeGreaterThan(20);
    expect(({} as { status?: unknown }).status).toBeUndefined();
    expect(await found()).toEqual([]);
  }, 300_000);

  test('what a field that is asked for holds is found (the control)', async () => {
    const route = 'POST /api/v1/business-units/:businessUnitId/interventions';
    const body = { ...bodies[route]!(own), comment: token };
    const path = officePath(route.split(' ')[1]!, own);
    const { status } = await town.backoffice('POST', path, json(body, own.unit.staff.administrator));
    expect(status).toBe(201);
    expect(await found()).toContain('intervention');
  });
});
