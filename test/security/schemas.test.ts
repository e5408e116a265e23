import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, json, type Answer } from './ask.ts';
import { rowsOf } from './canaries.ts';
import { bodies } from './office-bodies.ts';
import { officePath, officeRoutes } from './office-routes.ts';
import { pathOf, type Target } from './portal-routes.ts';
import type { Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/* S30: input of another shape than a route asks for is refused, and changes nothing. */

describe.each(triedEngines)('input of the wrong shape on %s (S30)', (engine) => {
  let town: Town;
  let here: Unit;
  let own: Target;
  beforeAll(async () => {
    town = await openTown(engine);
    [here] = town.units;
    own = { unit: here, tenant: here.tenants[0]! };
  });
  afterAll(() => town.close());

  /** The same fields, one of them of a type that no field has, or the whole of another shape. */
  function spoilt(body: Record<string, unknown>): unknown[] {
    const each = Object.keys(body).flatMap((name) => [
      { ...body, [name]: { $gt: '' } },
      { ...body, [name]: [[body[name]]] },
      ...(typeof body[name] === 'string' ? [{ ...body, [name]: 'x'.repeat(30_000) }] : []),
      ...(typeof body[name] === 'number'
        ? [
            { ...body, [name]: 'x' },
            // Degrees of a place may be any fraction, and west or south.
            ...(Number.isInteger(body[name])
              ? [
                  { ...body, [name]: 1.5 },
                  { ...body, [name]: -1 },
                ]
              : [{ ...body, [name]: 1e9 }]),
          ]
        : []),
    ]);
    return [...each, [body], JSON.stringify(JSON.stringify(body)), 'null', '', '{'];
  }

  test('every field of every write of the back office', async () => {
    const cookie = here.staff.administrator;
    const before = await rowsOf(town, here);
    let asked = 0;
    for (const { route, method, path } of officeRoutes) {
      const body = bodies[route]?.(own);
      if (!body || Object.keys(body).length === 0) continue;
      for (const wrong of spoilt(body)) {
        const answer = await town.backoffice(method, officePath(path, own), json(wrong, cookie));
        const what = `${route} ${JSON.stringify(wrong).slice(0, 200)}`;
        expect(answer.status, what).toBeOneOf([400, 401, 403, 404, 409, 413, 415]);
        asked++;
      }
    }
    console.log(`S30: ${asked} malformed writes of the back office on ${engine}`);
    expect(asked).toBeGreaterThan(200);
    expect(await rowsOf(town, here)).toEqual(before);
  });

  test('windows, keys and reasons of the portal’s forms', async () => {
    const { tenant } = own;
    const origin = `http://${here.slug}.portal.example.test`;
    const ask = (path: string, fields: Record<string, string>): Promise<Answer> =>
      town.portal(here)('POST', path, form(origin, fields, tenant.cookie));
    const before = await rowsOf(town, here);
    const windows = [
      '',
      'x',
      '-',
      '1-2-3',
      '1e9-2e9',
      '1799827200',
      '1799834400-1799827200',
      'NaN-NaN',
      '0x6b-0x6c',
      '1799827200.5-1799834400',
      '-1-1',
      '9'.repeat(400),
    ];
    const when = pathOf('/book/[type]/[address]/when', own);
    const move = pathOf('/visits/[id]/reschedule', own);
    for (const window of windows)
      for (const path of [when, move]) {
        const { status } = await ask(path, { window, key: `window-${window.slice(0, 20)}` });
        expect(status, `${path} ${window}`).toBeOneOf([400, 409, 422]);
      }
    const cancel = pathOf('/visits/[id]/cancel', own);
    for (const reason of ['', 'x', 'constructor', '__proto__', 'other,other'])
      expect((await ask(cancel, { reason, details: 'd', key: 'k-cancel' })).status, reason).toBeOneOf([
        400, 422,
      ]);
    const long = await ask(cancel, { reason: 'other', details: 'x'.repeat(2001), key: 'k-long' });
    expect(long.status).toBeOneOf([400, 413, 422]);
    expect(await rowsOf(town, here)).toEqual(before);
  });

  test('the same requests, well formed, are taken (the control)', async () => {
    const before = await rowsOf(town, here);
    let taken = 0;
    for (const { route, method, path } of officeRoutes) {
      const body = bodies[route]?.(own);
      if (!body || Object.keys(body).length === 0 || !path.includes('/business-units/')) continue;
      const answer = await town.backoffice(
        method,
        officePath(path, own),
        json(body, here.staff.administrator),
      );
      if (answer.status < 300) taken++;
    }
    expect(taken).toBeGreaterThan(5);
    expect(await rowsOf(town, here)).not.toEqual(before);
  });
});
