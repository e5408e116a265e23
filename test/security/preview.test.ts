import { policy } from '@itinera/portal/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../contract/db/stores.ts';
import { form, json, type Answer } from './ask.ts';
import { canariesIn, mayRead, rowsOf } from './canaries.ts';
import { officePath } from './office-routes.ts';
import { commonForms, forms, lastingForms, ownForms, pathOf, type Target } from './portal-routes.ts';
import type { Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/* Staff see the portal as a customer: the same pages to the letter, and no request that changes anything. */

const grantRoute = '/api/v1/business-units/:businessUnitId/accesses/:accessId/preview';

/** What the store does of it is tested on both in test/contract/core/previews.test.ts. */

describe.each(triedEngines)('seeing the portal as a customer on %s', (engine) => {
  let town: Town;
  let unit: Unit;
  let own: Target;
  let origin: string;
  beforeAll(async () => {
    town = await openTown(engine);
    [unit] = town.units;
    own = { unit, tenant: unit.tenants[0]! };
    origin = `http://${unit.slug}.portal.example.test`;
  });
  afterAll(() => town.close());

  const grant = (staff: string, target: Target, inUnit?: string) =>
    town.backoffice('POST', officePath(grantRoute, target, inUnit), json({}, staff));
  const cookieIn = (answer: Answer, name: string) =>
    answer.headers['set-cookie']?.map((one) => one.split(';')[0]!).find((one) => one.startsWith(`${name}=`));

  /** From the button in the back office to the portal; the cookie of the preview. */
  async function previewOf(staff: string, target = own): Promise<string> {
    const { url } = JSON.parse((await grant(staff, target)).body) as { url: string };
    const there = await town.portal(unit)('GET', new URL(url).pathname);
    expect(there.headers.location).toBe('/preview');
    const opened = await town.portal(unit)(
      'POST',
      '/preview?/open',
      form(origin, {}, cookieIn(there, 'itinera_portal_grant')),
    );
    expect([opened.status, opened.headers.location]).toEqual([303, '/']);
    return cookieIn(opened, 'itinera_portal_preview')!;
  }

  const page = (path: string, cookie: string) => town.portal(unit)('GET', path, { headers: { cookie } });

  /** What stands in the page, without what is made anew for every page: keys of forms. */
  function mainOf({ body }: Answer): string {
    const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '';
    return main.replaceAll(/name="key" value="[\w-]{36}"/g, 'name="key"');
  }

  test('every page is the same to the letter, but for the banner and that nothing does anything', async () => {
    const cookie = await previewOf(unit.staff.supervisor);
    town.clock.advance(11 * 60); // what the person proved is no longer fresh
    const compared: string[] = [];
    for (const route of Object.keys(policy).filter((one) => policy[one] !== 'anyone')) {
      const path = pathOf(route, own);
      const [seen, theirs] = [await page(path, cookie), await page(path, own.tenant.cookie)];
      expect([route, seen.status, seen.headers.location]).toEqual([
        route,
        theirs.status,
        theirs.headers.location,
      ]);
      expect(canariesIn(seen).filter((canary) => !mayRead(unit, own.tenant)(canary))).toEqual([]);
      if (route === '/account') continue; // "this device" is nowhere, below
      if (theirs.status !== 200 || !theirs.headers['content-type']?.startsWith('text/html')) {
        expect(seen.body, route).toBe(theirs.body);
        continue;
      }
      expect(mainOf(seen), route).toBe(mainOf(theirs));
      expect(mainOf(seen).length, route).toBeGreaterThan(100);
      expect(seen.body, route).toContain(`You see the portal as ${own.tenant.canary}-person.`);
      expect(seen.body.indexOf('<fieldset disabled'), route).toBeLessThan(seen.body.indexOf('<header'));
      expect(theirs.body, route).not.toContain('<fieldset disabled');
      compared.push(route);
    }
    console.log(`preview: ${compared.length} pages compared`);
    expect(compared.length).toBeGreaterThan(7);
    const account = await page('/account', cookie);
    const emails = account.body.match(/person-\d@[\w.-]+example/g);
    expect([...new Set(emails)]).toEqual([`person-0@${unit.slug}.example`]);
    const sibling = await page('/', unit.tenants[1]!.cookie);
    expect(mainOf(sibling), 'another’s page differs (the control)').not.toBe(mainOf(await page('/', cookie)));
  });

  test('nothing can be sent: every form is refused with words, and no row changes; the person’s own session changes them', async () => {
    const cookie = await previewOf(unit.staff['call-agent']);
    const others = [
      'portal_session',
      'sign_in_challenge',
      'sign_in_identifier',
      'known_device',
      'access_link',
    ];
    const rows = async () => [
      await rowsOf(town, unit),
      ...(await Promise.all(others.map((table) => sql<object>(town.target, `SELECT * FROM ${table}`)))),
    ];
    const all: [string, Record<string, string>][] = [
      ...Object.entries({ ...forms, ...ownForms }).map(
        ([route, fields]): [string, Record<string, string>] => [pathOf(route, own), fields(own)],
      ),
      ...Object.entries(commonForms).map(([path, fields]): [string, Record<string, string>] => [
        path,
        fields(),
      ]),
      ...Object.keys(policy)
        .filter((route) => !route.startsWith('/preview'))
        .map((route): [string, Record<string, string>] => [pathOf(route, own), { key: 'k' }]),
    ];
    const before = await rows();
    let refused = 0;
    for (const [path, fields] of all)
      for (const jar of [cookie, `${cookie}; ${own.tenant.cookie}`]) {
        const answer = await town.portal(unit)('POST', path, form(origin, fields, jar));
        expect([path, answer.status]).toEqual([path, 403]);
        expect(answer.body).toBe('You see the portal as somebody else: nothing can be changed here.\n');
        refused++;
      }
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      for (const route of Object.keys(policy).filter((one) => !one.startsWith('/preview'))) {
        const answer = await town.portal(unit)(method, pathOf(route, own), form(origin, {}, cookie));
        expect([method, route, answer.status]).toEqual([method, route, 403]);
        refused++;
      }
    expect(await rows()).toEqual(before);
    console.log(`preview: ${refused} requests that could change something refused`);
    let changed = 0;
    for (const [route, fields] of lastingForms) {
      const earlier = JSON.stringify(await rows());
      const path = pathOf(route, own);
      await town.portal(unit)('POST', path, form(origin, fields(own), own.tenant.cookie));
      if (JSON.stringify(await rows()) !== earlier) changed++;
    }
    expect(changed, 'the same forms of the person’s own session (the control)').toBeGreaterThan(2);
  });

  test('CLV-04 who may not look gets none; other units’ people are not found; an address works once', async () => {
    expect((await grant(unit.staff.technician, own)).status).toBe(403);
    const [, sibling, other] = town.units;
    for (const there of [sibling, other]) {
      const target = { unit: there, tenant: there.tenants[0]! };
      for (const inUnit of [there.businessUnitId, unit.businessUnitId])
        expect((await grant(unit.staff.administrator, target, inUnit)).status).toBe(404);
    }
    const { url } = JSON.parse((await grant(unit.staff.administrator, own)).body) as { url: string };
    const jar = `itinera_portal_grant=${url.split('/').at(-1)}`;
    const shown = await page('/preview', jar);
    expect(shown.body).toContain(`${own.tenant.canary}-person`);
    const press = () => town.portal(unit)('POST', '/preview?/open', form(origin, {}, jar));
    const forged = { ...form('https://evil.example', {}, jar) };
    expect((await town.portal(unit)('POST', '/preview?/open', forged)).status).toBe(403);
    expect((await press()).status).toBe(303);
    expect((await press()).status).toBe(422);
    expect((await page('/preview', jar)).body).toContain('This preview has ended.');
  });

  test('it ends when staff sign out or leave: what is asked for then leads to the page that says so', async () => {
    const cookie = await previewOf(unit.staff.supervisor);
    expect((await page('/', cookie)).status).toBe(200);
    const left = await town.portal(unit)('POST', '/preview?/leave', form(origin, {}, cookie));
    expect(left.headers.location).toBe('/preview?left');
    const again = await previewOf(unit.staff.supervisor);
    await town.backoffice('POST', '/api/v1/sign-out', json({}, unit.staff.supervisor));
    for (const over of [cookie, again]) {
      // Also where the browser has a session of its own: a page of the preview that is still open must not act as that.
      for (const jar of [over, `${over}; ${own.tenant.cookie}`]) {
        const answer = await page('/', jar);
        expect([answer.status, answer.headers.location]).toEqual([303, '/preview']);
        const path = pathOf('/visits/[id]/cancel', own);
        const fields = forms['/visits/[id]/cancel']!(own);
        expect((await town.portal(unit)('POST', path, form(origin, fields, jar))).status).toBe(403);
      }
      const told = await page('/preview', over);
      expect(told.body).toContain('This preview has ended.');
      expect(told.headers['set-cookie']?.join()).toMatch(/itinera_portal_preview=;/);
    }
    expect((await page('/', own.tenant.cookie)).status, 'the person’s own session goes on').toBe(200);
  });

  test('where the person finds the portal closed, the page says so in words', async () => {
    const target = { unit, tenant: unit.tenants[2]! };
    const cookie = await previewOf(unit.staff.administrator, target);
    const enabled = officePath('/api/v1/business-units/:businessUnitId/accesses/:accessId/enabled', target);
    await town.backoffice('PUT', enabled, json({ enabled: false }, unit.staff.administrator));
    expect((await page('/', cookie)).headers.location).toBe('/preview');
    const told = await page('/preview', cookie);
    expect(told.body).toContain('finds the portal closed');
    expect(told.body).toContain('the access is not allowed');
    expect(JSON.parse((await grant(unit.staff.administrator, target)).body)).toEqual({
      kind: 'closed',
      why: 'access-off',
    });
  });
});
