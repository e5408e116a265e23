import { createHash } from 'node:crypto';
import { contextOf } from '@itinera/core/set-up';
import { findBusinessUnit, updateBusinessUnit } from '@itinera/db';
import { policy } from '@itinera/portal/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../contract/db/stores.ts';
import { staffScope } from '../fixtures/scopes.ts';
import { form, type Answer } from './ask.ts';
import { officePath, officeRoutes } from './office-routes.ts';
import { pathOf, type Target } from './portal-routes.ts';
import type { Tenant, Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/*
 * S35: what stands in a link that anybody may open. Long enough, for one thing alone, over in its time, revocable; and
 * no GET changes anything, for mail programs open every link.
 */

const linkIn = {
  code: /\/sign-in\/link\/([\w-]+)/,
  enter: /\/enter\/([\w-]+)/,
  invitation: /\/invitation#([\w-]+)/,
};

describe.each(triedEngines)('links that anybody may open, on %s (S35)', (engine) => {
  let town: Town;
  let here: Unit;
  let tenant: Tenant;
  let own: Target;
  let asker = 0;
  beforeAll(async () => {
    town = await openTown(engine);
    [here] = town.units;
    tenant = here.tenants[0]!;
    own = { unit: here, tenant };
    const { companyId, businessUnitId } = here;
    const { db } = contextOf(town.core);
    const allowed = await db.write(async (tx) => {
      const { revision = 0 } = (await findBusinessUnit(tx, companyId, businessUnitId)) ?? {};
      return updateBusinessUnit(tx, companyId, businessUnitId, revision, { permanentLinks: true });
    });
    expect(allowed).toBeTruthy();
  });
  afterAll(() => town.close());

  const scope = () => staffScope(here, here.staffUserId, ['administrator']);
  const accessId = () => tenant.customer.accessIds[0]!;
  const work = async () => {
    while ((await town.core.jobs.runDue('town')) > 0);
  };

  async function codeLink(): Promise<string> {
    town.clock.advance(3600);
    const network = `203.0.113.${++asker}`;
    const { businessUnitId } = here;
    const identifier = `person-0@${here.slug}.example`;
    await town.core.signIn.requestCode({ businessUnitId, identifier, language: 'en', network });
    await work();
    const mail = town.mailer.sent.findLast(({ to }) => to === identifier);
    return linkIn.code.exec(mail?.text ?? '')?.[1] ?? '';
  }

  async function permanentLink(): Promise<string> {
    const { url } = await town.core.accessSignIn.makePermanentLink(scope(), { accessId: accessId() });
    return linkIn.enter.exec(url)?.[1] ?? '';
  }

  async function invitation(): Promise<string> {
    await town.core.staff.resendInvitation(scope(), { invitationId: here.invitationId });
    await work();
    const mail = town.mailer.sent.findLast(({ to }) => to === `invited@${here.slug}.example`);
    return linkIn.invitation.exec(mail?.text ?? '')?.[1] ?? '';
  }

  /** Opens a link as a browser, then presses the button; whether somebody is signed in. */
  async function opened(path: '/enter' | '/sign-in/link', token: string): Promise<boolean> {
    const landed = await get(`${path}/${token}`);
    const cookie = cookiesOf(landed);
    const origin = `http://${here.slug}.portal.example.test`;
    const pressed = await town.portal(here)('POST', path, form(origin, { key: 'k' }, cookie));
    return /itinera_portal=[\w-]{20}/.test(cookiesOf(pressed));
  }
  const get = (path: string, cookie = '', method = 'GET') =>
    town.portal(here)(method, path, { headers: { cookie } });
  const cookiesOf = ({ headers }: Answer): string =>
    (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');

  test('each has 128 random bits or more, and none is like another', async () => {
    const tokens = [
      await codeLink(),
      await codeLink(),
      await permanentLink(),
      await permanentLink(),
      await invitation(),
      await invitation(),
    ];
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
    for (const [at, token] of tokens.entries())
      for (const other of tokens.slice(at + 1)) expect(token.slice(0, 6)).not.toBe(other.slice(0, 6));
  });

  test('each opens one thing alone', async () => {
    const code = await codeLink();
    const enter = await permanentLink();
    const invited = await invitation();
    for (const [path, token] of [
      ['/enter', code],
      ['/enter', invited],
      ['/sign-in/link', enter],
      ['/sign-in/link', invited],
    ] as const)
      expect(await opened(path, token), `${path} ${token}`).toBe(false);
    for (const token of [code, enter])
      await expect(town.core.staff.viewInvitation(token)).rejects.toMatchObject({ code: 'not-found' });
    expect((await town.core.staff.viewInvitation(invited)).kind, 'the control').toBe('new');
    expect(await opened('/enter', enter), 'the control').toBe(true);
    expect(await opened('/sign-in/link', code), 'the control').toBe(true);
    expect(await opened('/sign-in/link', code), 'once').toBe(false);
  });

  test('each ends in its time, or when it is taken back', async () => {
    const [enter, code] = [await permanentLink(), await codeLink()];
    town.clock.advance(10 * 60);
    expect(await opened('/sign-in/link', code), 'ten minutes later').toBe(false);
    expect(await opened('/enter', enter), 'until it is revoked').toBe(true);
    await town.core.accessSignIn.revokePermanentLink(scope(), { accessId: accessId() });
    expect(await opened('/enter', enter), 'revoked').toBe(false);
    const invited = await invitation();
    town.clock.advance(24 * 3600);
    await expect(town.core.staff.viewInvitation(invited)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('no GET and no HEAD changes anything, however often', async () => {
    const [code, enter] = [await codeLink(), await permanentLink()];
    const cookie = (await sessionCookie()) ?? '';
    const before = await digest();
    let asked = 0;
    for (const method of ['GET', 'HEAD'])
      for (const path of [
        ...Array<string>(5).fill(`/sign-in/link/${code}`),
        ...Array<string>(5).fill(`/enter/${enter}`),
        ...Object.keys(policy).map((route) => pathOf(route, own)),
      ]) {
        await get(path, '', method);
        expect((await get(path, cookie, method)).status, path).toBeLessThan(500);
        asked += 2;
      }
    for (const { method, path, permission } of officeRoutes.filter((one) => one.method === 'GET')) {
      const { status } = await town.backoffice(method, officePath(path, own), {
        headers: { cookie: here.staff.administrator },
      });
      expect(status, `${path} ${String(permission)}`).toBeLessThan(500);
      asked++;
    }
    expect(asked).toBeGreaterThan(100);
    expect(await digest()).toEqual(before);
    expect(await opened('/sign-in/link', code), 'the link still works (the control)').toBe(true);
    expect(await digest()).not.toEqual(before);
  });

  /** A new session, for time has gone by. */
  async function sessionCookie(): Promise<string | undefined> {
    const landed = await get(`/enter/${await permanentLink()}`);
    const origin = `http://${here.slug}.portal.example.test`;
    const pressed = await town.portal(here)('POST', '/enter', form(origin, { key: 'k' }, cookiesOf(landed)));
    return /itinera_portal=[\w-]+/.exec(cookiesOf(pressed))?.[0];
  }

  /** Every row of the store, by table. */
  async function digest(): Promise<Record<string, string>> {
    const names = await sql<{ name: string }>(
      town.target,
      'file' in town.target
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    expect(names.length).toBeGreaterThan(30);
    const digests: Record<string, string> = {};
    for (const { name } of names) {
      const rows = await sql<object>(town.target, `SELECT * FROM "${name}"`);
      const lines = rows.map((row) => JSON.stringify(row)).sort();
      digests[name] = createHash('sha256').update(lines.join('\n')).digest('hex');
    }
    return digests;
  }
});
