import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canariesIn } from './canaries.ts';
import { form, json } from './ask.ts';
import type { Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/* What a browser or a thief may carry: S19 (tokens), S23 (other origins), S36 (what must not be there), S37 (URLs). */

describe.each(triedEngines)('what is carried on %s', (engine) => {
  let town: Town;
  let unit: Unit;
  beforeAll(async () => {
    town = await openTown(engine);
    [unit] = town.units;
  });
  afterAll(() => town.close());

  const tokenIn = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1);
  const asCustomer = (cookie: string) => town.portal(unit)('GET', '/', { headers: { cookie } });
  const asStaff = (cookie: string) => town.backoffice('GET', '/api/v1/me', { headers: { cookie } });

  test('S19: no changed, foreign or invented token opens anything', async () => {
    const portal = tokenIn(unit.tenants[0]!.cookie);
    const staff = tokenIn(unit.staff.administrator);
    const signed = (header: object) =>
      `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from(
        JSON.stringify({ sub: 'x', sid: portal, aud: 'portal', exp: 9_999_999_999 }),
      ).toString('base64url')}.`;
    const changed = (token: string) => [
      ...[0, 1, 5, 20, token.length - 1].map(
        (at) => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1),
      ),
      ...[1, 8, token.length - 1].map((length) => token.slice(0, length)),
      `${token}A`,
      `A${token}`,
      `${token}=`,
      `${token}${token}`,
      token.toUpperCase(),
      token.toLowerCase(),
      [...token].reverse().join(''),
      `${token}; itinera_portal_device=x`.split(';')[0] + '%00',
      `"${token}x"`,
      encodeURIComponent(`${token}\n`),
      `${token}%20`,
      Buffer.from(token).toString('base64'),
    ];
    const invented = [
      '',
      'null',
      'undefined',
      '0',
      '{}',
      '[]',
      '*',
      '%',
      '%%%',
      '__proto__',
      'constructor',
      "' OR 1=1 --",
      '../../x',
      'A'.repeat(43),
      'A'.repeat(8_000),
      `${'🙂'.codePointAt(0)}`,
      '00000000-0000-7000-8000-000000000000',
      ...[
        { alg: 'none' },
        { alg: 'NONE' },
        { alg: 'HS256', kid: '../../dev/null' },
        { alg: 'RS256', jku: 'https://evil.example' },
        { alg: 'HS256', jwk: {} },
        { alg: 'HS256', crit: ['x'] },
      ].map(signed),
    ];
    let tried = 0;
    const refused = async (ask: typeof asCustomer, cookie: string, status: number) => {
      const answer = await ask(cookie);
      expect([cookie.slice(0, 80), answer.status]).toEqual([cookie.slice(0, 80), status]);
      expect(canariesIn(answer).filter((canary) => /customer|supervisor/.test(canary))).toEqual([]);
      tried++;
    };
    for (const token of [...changed(portal), ...invented, staff])
      await refused(asCustomer, `itinera_portal=${token}`, 303);
    for (const token of [...changed(staff), ...invented, portal])
      await refused(asStaff, `itinera_staff=${token}`, 401);
    // Each application looks for its own cookie alone.
    await refused(asCustomer, `itinera_staff=${portal}`, 303);
    await refused(asStaff, `itinera_portal=${staff}`, 401);
    console.log(`S19, ${engine}: ${tried} tokens`);
    expect(tried).toBeGreaterThan(60);
    expect((await asCustomer(unit.tenants[0]!.cookie)).status, 'the control').toBe(200);
    expect((await asStaff(unit.staff.administrator)).status, 'the control').toBe(200);
  });

  test('S23: nothing is shared with other origins', async () => {
    const origins = [
      'null',
      'http://evil.example',
      'https://evil.example',
      `http://${unit.slug}.portal.example.test.evil.example`,
      `http://evil${unit.slug}.portal.example.test`,
      `https://${unit.slug}.portal.example.test`,
      'http://office.example.test:81',
      'http://portal.example.test',
      'http://localhost',
      'file://',
      'http://OFFICE.example.test.',
      'chrome-extension://x',
    ];
    let tried = 0;
    for (const origin of origins)
      for (const method of ['GET', 'OPTIONS', 'POST'])
        for (const [ask, path, cookie] of [
          [town.portal(unit), '/', unit.tenants[0]!.cookie],
          [town.backoffice, '/api/v1/me', unit.staff.administrator],
        ] as const) {
          const headers = {
            cookie,
            origin,
            'access-control-request-method': 'PUT',
            'sec-fetch-site': 'cross-site',
          };
          const answer = await ask(method, path, { headers });
          const shared = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
          expect(shared, `${method} ${path} from ${origin}`).toEqual([]);
          if (method === 'POST') expect(answer.status).toBeGreaterThanOrEqual(400);
          tried++;
        }
    expect(tried).toBe(origins.length * 6);
  });

  test('S36: nothing answers that helps only whoever looks for holes', async () => {
    const paths = [
      '/metrics',
      '/debug',
      '/debug/pprof',
      '/.env',
      '/.git/config',
      '/server-status',
      '/swagger',
      '/openapi.json',
      '/api/docs',
      '/graphql',
      '/admin',
      '/package.json',
      '/src/hooks.server.ts',
      '/build/server/index.js',
      '/_app/env.js.map',
      '/@vite/client',
      '/@fs/etc/passwd',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/node_modules/.package-lock.json',
      '/var/itinera.sqlite',
    ];
    for (const path of paths) {
      const portal = await town.portal(unit)('GET', path, { headers: { cookie: unit.tenants[0]!.cookie } });
      expect(portal.status, path).toBeOneOf([400, 404]);
      // The back office's pages are one shell: the path is the browser's to understand.
      const office = await town.backoffice('GET', path, { headers: { cookie: unit.staff.administrator } });
      const shell = office.status === 200 && (office.headers['content-type'] ?? '').startsWith('text/html');
      if (!shell) expect(office.status, path).toBeOneOf([400, 404]);
      for (const { body } of [portal, office])
        expect(body, path).not.toMatch(/"dependencies"|\[core\]|root:x:|at .+\.[jt]s:\d+/);
    }
  });

  test('S37, S38: secrets stand in no address and no log; a log line stays one line', async () => {
    const origin = `http://${unit.slug}.portal.example.test`;
    const asked = await town.portal(unit)(
      'POST',
      '/sign-in',
      form(origin, { identifier: 'someone-new@example.com' }),
    );
    expect(asked.headers.location).not.toContain('someone-new');
    const wrong = { email: 'log\r\n{"level":50}@example.com', password: 'a secret of somebody' };
    await town.backoffice('POST', '/api/v1/sign-in', json(wrong));
    await town.portal(unit)('GET', '/visits/x%0d%0a{"level":60}', {
      headers: { cookie: unit.tenants[0]!.cookie },
    });
    const log = town.log.join('');
    for (const secret of [
      tokenIn(unit.tenants[0]!.cookie),
      tokenIn(unit.staff.administrator),
      'a secret of somebody',
      'someone-new@example.com',
      'person-0@',
    ])
      expect(log.includes(secret), secret.slice(0, 10)).toBe(false);
    for (const line of town.log) expect(line.trimEnd().split('\n')).toHaveLength(1);
    expect(town.log.length, 'something is logged (the control)').toBeGreaterThan(10);
  });
});
