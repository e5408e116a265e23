import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../contract/db/stores.ts';
import { form, json } from './ask.ts';
import { answers } from './office-answers.ts';
import { bodies } from './office-bodies.ts';
import { credentialsFor, officePath, officeRoutes } from './office-routes.ts';
import { pathOf, type Target } from './portal-routes.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/* S28: what a request may write, and what an answer may say, to the letter. */

/** Columns of what is written, and what people try besides. */
const extras = {
  id: '01890000-0000-7000-8000-000000000000',
  businessUnitId: '01890000-0000-7000-8000-000000000001',
  business_unit_id: '01890000-0000-7000-8000-000000000001',
  bu_id: '1',
  companyId: '1',
  role: 'administrator',
  roles: 'administrator',
  status: 'terminated',
  result: 'ko',
  resultReason: 'x',
  reference: 'HACKED',
  externalReference: 'HACKED',
  price: '0',
  createdAt: '1',
  created_at: '1',
  createdByAccessId: '01890000-0000-7000-8000-000000000002',
  confirmedAt: '1',
  closedAt: '1',
  rescheduleCount: '-5',
  reschedule_count: '-5',
  revision: '99',
  duration: '1',
  promiseStart: '1',
  constructor: 'x',
};

/** The names of all fields of a JSON value, however deep. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

describe.each(triedEngines)('fields on %s (S28)', (engine) => {
  let town: Town;
  let own: Target;
  beforeAll(async () => {
    town = await openTown(engine);
    const [unit] = town.units;
    own = { unit, tenant: unit.tenants[0]! };
  });
  afterAll(() => town.close());

  const rows = (where: string) =>
    sql<Record<string, unknown>>(
      town.target,
      `SELECT * FROM intervention WHERE ${where} ORDER BY created_at, reference`,
    );
  /** What is different in every row. */
  const common = ({ id: _, reference: __, ...row }: Record<string, unknown>) => row;

  test('an intervention that staff make is the same with and without fields that nobody asked for', async () => {
    const route = 'POST /api/v1/business-units/:businessUnitId/interventions';
    const path = officePath(route.split(' ')[1]!, own);
    const body = bodies[route]!(own);
    const cookie = own.unit.staff.supervisor;
    const made: string[] = [];
    for (const more of [{}, extras]) {
      const text = JSON.stringify({ ...more, ...body }).replace(
        '{',
        more === extras ? '{"__proto__":{"status":"terminated"},' : '{',
      );
      const answer = await town.backoffice('POST', path, json(text, cookie));
      if (answer.status === 201)
        made.push((JSON.parse(answer.body) as { interventionId: string }).interventionId);
      else expect(answer.status).toBe(400);
    }
    const [plain, ...others] = (await rows(`id IN ('${made.join("','")}')`)).map(common);
    expect(plain).toMatchObject({ status: 'pending', reschedule_count: 0, revision: 1 });
    for (const other of others) expect(other).toEqual(plain);
    expect((await rows("reference = 'HACKED' OR status = 'terminated' AND result = 'ko'")).length).toBe(0);
  });

  test('a visit that its customer cancels says what the form may say, and nothing else', async () => {
    const origin = `http://${own.unit.slug}.portal.example.test`;
    const fields = { ...extras, reason: 'other', details: 'd', key: 'k' };
    const path = pathOf('/visits/[id]/cancel', own);
    const [before] = await rows(`id = '${own.tenant.visit}'`);
    const answer = await town.portal(own.unit)('POST', path, form(origin, fields, own.tenant.cookie));
    expect(answer.status).toBe(303);
    const [after] = await rows(`id = '${own.tenant.visit}'`);
    const changed = Object.keys(after!).filter(
      (column) => JSON.stringify(after![column]) !== JSON.stringify(before![column]),
    );
    expect(changed.sort()).toEqual(['cancel_details', 'cancel_reason', 'closed_at', 'revision', 'status']);
    const now = town.clock.now();
    // Seconds in SQLite, a Date from PostgreSQL.
    expect(Number(after!['closed_at']), 'by our clock').toBeOneOf([now, now * 1000]);
    expect(after).toMatchObject({ status: 'canceled', revision: Number(before!['revision']) + 1 });
  });

  test('every answer of the back office has the fields it should, and no other', async () => {
    const target = { ...own, tenant: own.unit.tenants[1]! };
    // A technician's feed has no fields and no session: S35 looks at what it holds. The OpenAPI document has a test of its own.
    const reading = officeRoutes.filter(
      ({ method, route }) => method === 'GET' && route.includes('/api/') && !route.endsWith('/openapi.json'),
    );
    expect(Object.keys(answers).sort()).toEqual(reading.map(({ route }) => route).sort());
    let fields = 0;
    for (const { route, path, permission } of reading) {
      const cookie = own.unit.staff.administrator;
      const headers = credentialsFor(permission, own.unit, cookie);
      const answer = await town.backoffice('GET', officePath(path, target), { headers });
      expect(answer.status, route).toBe(200);
      const isFile = /^(image\/png|text\/csv|text\/plain)/.test(String(answer.headers['content-type']));
      const seen = isFile ? [] : [...new Set(namesIn(JSON.parse(answer.body)))];
      expect(
        seen.filter((name) => !answers[route]!.includes(name)),
        route,
      ).toEqual([]);
      fields += seen.length;
    }
    expect(fields).toBeGreaterThan(50);
  });
});
