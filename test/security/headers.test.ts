import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canariesIn } from './canaries.ts';
import { pathOf, type Target } from './portal-routes.ts';
import { openTown, type Town } from './town.ts';

/* S39: headers that cannot be right open nothing: what is closed stays closed, and nothing breaks. */

const full = Boolean(process.env['ITINERA_FULL']);
const allJunk = [
  '',
  ' ',
  ',',
  ';',
  '=',
  '%',
  '%00',
  '%ff%fe',
  '../..',
  '{}',
  '[]',
  "' OR 1=1 --",
  '__proto__',
  '\u00ff\u00fe',
  'x'.repeat(4000),
  '-1',
  '1e999',
];
/** Every third of them in the quick version. */
const junk = allJunk.filter((_, at) => full || at % 3 === 0);
const names = [
  'cookie',
  'authorization',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-user',
  'x-original-url',
  'x-rewrite-url',
  'x-http-method-override',
  'x-real-ip',
  'forwarded',
  'accept',
  'accept-language',
  'accept-encoding',
  'content-type',
  'if-none-match',
  'if-modified-since',
  'range',
  'origin',
  'referer',
  'sec-fetch-site',
  'user-agent',
];

describe('malformed headers (S39)', () => {
  let town: Town;
  let own: Target;
  beforeAll(async () => {
    town = await openTown('sqlite');
    own = { unit: town.units[0], tenant: town.units[0].tenants[0]! };
  });
  afterAll(() => town.close());

  test('open no closed page, and break none', async () => {
    const { unit, tenant } = own;
    const visit = pathOf('/visits/[id]', own);
    let asked = 0;
    for (const name of names)
      for (const value of junk) {
        const headers = { [name]: value };
        const what = `${name}: ${value.slice(0, 40)}`;
        const portal = await town.portal(unit)('GET', visit, { headers });
        expect(portal.status, what).toBeOneOf([303, 400, 401, 404]);
        const office = await town.backoffice('GET', '/api/v1/me', { headers });
        expect(office.status, what).toBeOneOf([400, 401, 403]);
        for (const answer of [portal, office])
          expect(
            canariesIn(answer).filter((canary) => canary.startsWith(tenant.canary)),
            what,
          ).toEqual([]);
        asked += 2;
      }
    console.log(`S39: ${asked} malformed headers`);
    const open = await town.portal(unit)('GET', visit, { headers: { cookie: tenant.cookie } });
    expect(open.status, 'the control').toBe(200);
    expect(canariesIn(open).some((canary) => canary.startsWith(tenant.canary))).toBe(true);
    const me = await town.backoffice('GET', '/api/v1/me', { headers: { cookie: unit.staff.administrator } });
    expect(me.status, 'the control').toBe(200);
  });

  test('make nobody somebody else: with a session, it is still one’s own', async () => {
    const { unit, tenant } = own;
    const other = pathOf('/visits/[id]', { unit, tenant: unit.tenants[1]! });
    for (const name of names.filter((one) => one !== 'cookie'))
      for (const value of [...junk, unit.tenants[1]!.customer.accessIds[0]!, other]) {
        const headers = { cookie: tenant.cookie, [name]: value };
        const answer = await town.portal(unit)('GET', other, { headers });
        expect(answer.status, `${name}: ${value.slice(0, 40)}`).toBeOneOf([400, 404]);
        expect(canariesIn(answer).filter((canary) => canary.startsWith(unit.tenants[1]!.canary))).toEqual([]);
      }
  });

  test('a host that nobody serves shows no unit', async () => {
    for (const host of [
      '',
      'x',
      '127.0.0.1',
      'nobody.portal.example.test',
      'portal.example.test:80:80',
      '[::1',
      'a'.repeat(300),
    ]) {
      const answer = await town.portal(own.unit)('GET', '/sign-in', { headers: { host } });
      expect(answer.status, host).toBeOneOf([303, 400, 404]);
      expect(canariesIn(answer), host).toEqual([]);
    }
  });
});
