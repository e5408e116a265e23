import { policy } from '@itinera/portal/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, json, type Answer } from './ask.ts';
import { bodies } from './office-bodies.ts';
import { credentialsFor, officePath, officeRoutes } from './office-routes.ts';
import { commonForms, forms, ownForms, pathOf, uploads, type Target } from './portal-routes.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/*
 * S22: the header set on every answer of both applications: every route, asked by its owner, by nobody and from elsewhere, what is
 * not there, files, redirects and refusals. S20: the flags of every cookie that any of them sets. S21: the policy of every page.
 */

/** Files that are the same for everybody, and may be kept. */
const kept = /^\/(_app\/|favicon|logo\/|theme\/|service-worker\.js|manifest\.webmanifest|icon-|basemap)/;
const referrers = ['same-origin', 'strict-origin-when-cross-origin', 'no-referrer'];

/** What is wrong with the headers of an answer; nothing where all is well. */
function wrong({ status, headers, body }: Answer, path: string): string[] {
  const said = (name: string) => String(headers[name] ?? '');
  const csp = said('content-security-policy');
  const directive = (name: string) =>
    new Set((csp.split(/;\s*/).find((one) => one.startsWith(`${name} `)) ?? '').split(' ').slice(1));
  const isHtml = said('content-type').startsWith('text/html');
  const isPage = isHtml && body !== '';
  const scripts = directive('script-src');
  const checks: [string, boolean][] = [
    ['nosniff', said('x-content-type-options') === 'nosniff'],
    ['referrer-policy', referrers.includes(said('referrer-policy'))],
    ['opener', said('cross-origin-opener-policy') === 'same-origin'],
    ['resource', said('cross-origin-resource-policy') === 'same-origin'],
    ['permissions', /camera=\((self)?\).*microphone=\(\)/.test(said('permissions-policy'))],
    [
      'frames',
      said('x-frame-options') === 'DENY' &&
        (directive('frame-ancestors').has("'none'") || csp.includes('sandbox')),
    ],
    [
      'kept nowhere',
      /no-store/.test(said('cache-control')) ||
        (kept.test(path) && status < 500) ||
        (isHtml && said('cache-control') === 'no-cache'),
    ],
    [
      'default-src',
      [...directive('default-src')].every((one) => one === "'self'" || one === "'none'") &&
        directive('default-src').size === 1,
    ],
    ['inline scripts', ![...scripts].some((one) => /unsafe-(inline|eval)|^https?:|^\*$|^data:/.test(one))],
    [
      'scripts of a page',
      !isPage ||
        scripts.size === 0 ||
        [...scripts].some((one) => /^'(nonce-[\w+/]{22,}={0,2}|sha256-.{44})'$/.test(one)),
    ],
    ['shared', !Object.keys(headers).some((name) => name.startsWith('access-control-'))],
    ['who serves', headers['server'] === undefined && headers['x-powered-by'] === undefined],
    [
      'cookies',
      (headers['set-cookie'] ?? []).every(
        (one) => /; Path=\/;/.test(one) && /; HttpOnly/i.test(one) && /; SameSite=(Lax|Strict)/i.test(one),
      ),
    ],
  ];
  return checks.filter(([, holds]) => !holds).map(([what]) => what);
}

describe.each(triedEngines)('headers of every answer on %s (S22)', (engine) => {
  let town: Town;
  let own: Target;
  beforeAll(async () => {
    town = await openTown(engine);
    const [unit] = town.units;
    own = { unit, tenant: unit.tenants[0]! };
  });
  afterAll(() => town.close());

  /** What is wrong, with what was asked. */
  function judged(answer: Answer, method: string, path: string): string[] {
    return wrong(answer, path).map((what) => `${method} ${path} (${answer.status}): ${what}`);
  }

  test('an answer without one of them, or with a loose policy, is seen (the control)', async () => {
    const good = await town.portal(own.unit)('GET', '/', {
      headers: { cookie: own.unit.tenants[1]!.cookie },
    });
    expect(good.status).toBe(200);
    expect(wrong(good, '/')).toEqual([]);
    const csp = String(good.headers['content-security-policy']);
    for (const name of [
      'x-content-type-options',
      'referrer-policy',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
      'permissions-policy',
      'x-frame-options',
      'content-security-policy',
      'cache-control',
    ])
      expect(wrong({ ...good, headers: { ...good.headers, [name]: undefined } }, '/'), name).not.toEqual([]);
    for (const headers of [
      { 'content-security-policy': csp.replace('script-src ', "script-src 'unsafe-inline' ") },
      { 'content-security-policy': csp.replace(/'nonce-[^']+'/g, '') },
      { 'access-control-allow-origin': '*' },
      { 'set-cookie': ['a=b; Path=/; SameSite=Lax'] },
      { server: 'x' },
    ])
      expect(
        wrong({ ...good, headers: { ...good.headers, ...headers } }, '/'),
        JSON.stringify(headers),
      ).not.toEqual([]);
  });

  test('the portal', async () => {
    const { unit, tenant } = own;
    const ask = town.portal(unit);
    const origin = `http://${unit.slug}.portal.example.test`;
    const found: string[] = [];
    const statuses = new Map<number, number>();
    let cookies = 0;
    const look = (answer: Answer, method: string, path: string) => {
      found.push(...judged(answer, method, path));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      cookies += answer.headers['set-cookie']?.length ?? 0;
    };
    const { body } = await ask('GET', '/sign-in');
    const asset = /_app\/immutable\/[\w./-]+\.js/.exec(body)?.[0];
    expect(asset).toBeDefined();
    const others = [
      `/${asset}`,
      '/_app/immutable/nothing.js',
      '/no/such/page',
      '/__data.json',
      '/visits/nothing',
      '/healthz',
      '/readyz',
      '//',
      '/%00',
      '/favicon.svg',
    ];
    for (const path of [...Object.keys(policy).map((route) => pathOf(route, own)), ...others])
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE'])
        for (const cookie of ['', tenant.cookie])
          look(await ask(method, path, { headers: { cookie, accept: 'text/html' } }), method, path);
    for (const [route, fields] of Object.entries({ ...forms, ...ownForms, ...uploads, ...commonForms }))
      for (const [from, cookie] of [
        ['https://evil.example', tenant.cookie],
        [origin, ''],
        [origin, tenant.cookie],
      ] as const) {
        const path = pathOf(route, own);
        look(await ask('POST', path, form(from, fields(own), cookie)), 'POST', path);
      }
    look(
      await ask('POST', '/sign-in', form(origin, { identifier: 'x'.repeat(100_000) })),
      'POST',
      '/sign-in',
    );
    console.log(`S22 portal, ${engine}: ${JSON.stringify(Object.fromEntries(statuses))}, ${cookies} cookies`);
    expect(found).toEqual([]);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 303, 403, 404, 405, 413, 422]));
    expect(cookies).toBeGreaterThan(5);
  }, 600_000);

  test('the back office', async () => {
    const { unit } = own;
    const found: string[] = [];
    const statuses = new Map<number, number>();
    const look = (answer: Answer, method: string, path: string) => {
      found.push(...judged(answer, method, path));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    };
    const shell = await town.backoffice('GET', '/');
    const asset = /\/_app\/immutable\/[\w./-]+\.js/.exec(shell.body)?.[0];
    expect(asset).toBeDefined();
    for (const path of [
      '/',
      '/customers',
      asset!,
      '/_app/nothing.js',
      '/service-worker.js',
      '/manifest.webmanifest',
      '/healthz',
      '/readyz',
      '/api/v1/nowhere',
      '//',
      '/%zz',
    ])
      for (const method of ['GET', 'HEAD', 'POST']) look(await town.backoffice(method, path), method, path);
    for (const { route, method, path, permission } of officeRoutes) {
      const at = officePath(path, own);
      const body = bodies[route]?.(own) ?? {};
      for (const cookie of ['', unit.staff.technician, unit.staff.supervisor]) {
        const asked = method === 'GET' ? { headers: {} } : json(body);
        const headers = { ...asked.headers, ...credentialsFor(permission, unit, cookie) };
        if (!at.endsWith('/sign-out'))
          look(await town.backoffice(method, at, { ...asked, headers }), method, at);
      }
      look(await town.backoffice(method, at, { headers: { origin: 'https://evil.example' } }), method, at);
    }
    look(await town.backoffice('POST', '/api/v1/sign-in', json('{')), 'POST', '/api/v1/sign-in');
    look(
      await town.backoffice('POST', '/api/v1/sign-in', json({ email: 'x'.repeat(2_000_000) })),
      'POST',
      '/api/v1/sign-in',
    );
    console.log(`S22 back office, ${engine}: ${JSON.stringify(Object.fromEntries(statuses))}`);
    if (found.length) console.log('FOUND', found.join('\n'));
    expect(found).toEqual([]);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 413]));
  }, 600_000);
});
