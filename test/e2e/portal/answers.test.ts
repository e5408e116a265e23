import { setUp } from '@itinera/core/set-up';
import { createPortalServer } from '@itinera/portal/server';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { asker } from './ask.ts';

let system: System;
let session: string;
let ask: ReturnType<typeof asker>['ask'];
let send: ReturnType<typeof asker>['send'];

beforeAll(async () => {
  system = await startSystem();
  session = await system.sessionFor('mario@example.com');
  ({ ask, send } = asker(system, () => session));
});
afterAll(() => system.close());

async function someAsset(): Promise<string> {
  const html = await (await ask('/sign-in', { signedIn: false })).text();
  const path = /_app\/immutable\/[\w./-]+\.js/.exec(html)?.[0];
  if (path === undefined) throw new Error('the page names no script');
  return `/${path}`;
}

test('S22: every answer carries the header set, whatever it is', async () => {
  const asset = await someAsset();
  const answers: Record<string, Promise<Response>> = {
    page: ask('/'),
    'sign-in': ask('/sign-in', { signedIn: false }),
    redirect: ask('/', { signedIn: false }),
    'not found': ask('/visits/nothing'),
    'no route': ask('/no/such/page'),
    'no asset': ask('/_app/immutable/nothing.js'),
    asset: ask(asset),
    theme: ask('/theme/1f5f8b.css'),
    'bad form': send('/sign-in', {}, { signedIn: false }),
    'forged form': send('/sign-in', {}, { headers: { origin: 'https://evil.example' } }),
    'wrong method': ask('/', { method: 'DELETE', headers: { origin: system.portalUrl } }),
    data: ask('/__data.json'),
    health: ask('/healthz'),
    ready: ask('/readyz'),
  };
  for (const [name, pending] of Object.entries(answers)) {
    const { headers } = await pending;
    const seen = Object.fromEntries(headers);
    expect(seen, name).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()') as string,
      'content-security-policy': expect.stringContaining("object-src 'none'") as string,
    });
    const cached = name === 'asset' || name === 'theme';
    expect(headers.get('cache-control'), name).toMatch(
      cached ? /immutable/ : name === 'no asset' ? /max-age=0/ : /no-store/,
    );
    expect(headers.get('access-control-allow-origin'), name).toBeNull();
    expect(headers.get('server') ?? headers.get('x-powered-by'), name).toBeNull();
  }
});

test('S21: pages allow scripts by a nonce of their own, never by "unsafe-inline"', async () => {
  const policies = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const answer = await ask('/sign-in', { signedIn: false });
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([A-Za-z0-9+/=]+)'/.exec(policy)?.[1] ?? '';
      expect(await answer.text()).toContain(`nonce="${nonce}"`);
      return { policy, nonce };
    }),
  );
  for (const { policy, nonce } of policies) {
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(Buffer.from(nonce, 'base64').length).toBeGreaterThanOrEqual(16);
  }
  expect(new Set(policies.map(({ nonce }) => nonce)).size).toBe(5);
});

test('S20: every cookie is HttpOnly, SameSite=Lax and for the whole site', async () => {
  system.clock.advance(3600);
  const asked = await send('/sign-in', { identifier: 'lisa@example.com' }, { signedIn: false });
  const challenge = asked.headers.getSetCookie().find((each) => each.startsWith('itinera_portal_challenge='));
  const code = await system.codeFor('lisa@example.com');
  const cookie = challenge?.split(';')[0] ?? '';
  const verified = await send('/sign-in/code?/verify', { code }, { signedIn: false, headers: { cookie } });
  expect(verified.status).toBe(303);
  const language = await send('/language', { language: 'it', to: '/book' });
  const cookies = [asked, verified, language].flatMap(({ headers }) => headers.getSetCookie());
  expect(cookies.map((each) => each.split('=')[0])).toEqual(
    expect.arrayContaining(['itinera_portal', 'itinera_portal_device', 'itinera_portal_language']),
  );
  for (const each of cookies) expect(each).toMatch(/; Path=\/; (Max-Age=\d+; )?.*HttpOnly.*SameSite=Lax/i);

  const token = verified.headers.getSetCookie().find((each) => /^itinera_portal=./.test(each));
  const out = await send(
    '/sign-out',
    {},
    { signedIn: false, headers: { cookie: token?.split(';')[0] ?? '' } },
  );
  expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"');
  const replay = await ask('/', { signedIn: false, headers: { cookie: token?.split(';')[0] ?? '' } });
  expect(replay.headers.get('location')).toBe('/sign-in');
});

test('S20: behind https cookies are bound to the host and to TLS; proxies are believed only when trusted', async () => {
  const server = await createPortalServer({
    core: system.core,
    publicUrl: 'https://portal.example',
    trustedProxies: ['127.0.0.1'],
    production: true,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const signIn = (origin: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        origin,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: 'identifier=nobody@example.com',
    });
  const secure = await signIn(`https://127.0.0.1:${port}`);
  expect(secure.status).toBe(303);
  const [cookie] = secure.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-itinera_portal_challenge=.*; Secure/);
  expect(cookie).not.toContain('Domain=');
  expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  expect((await signIn(`http://127.0.0.1:${port}`)).status).toBe(403);
  const forwarded = { 'x-forwarded-proto': 'http' };
  expect((await signIn(`http://127.0.0.1:${port}`, forwarded)).status, 'a trusted proxy').not.toBe(403);
  expect((await send('/sign-in', {}, { headers: { 'x-forwarded-proto': 'https' } })).status).not.toBe(403);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

test('an error page has the number that the log has, and the log has no personal data', async () => {
  const answer = await ask('/visits/01890000-0000-7000-8000-000000000000');
  const id = /Number of this error: ([0-9a-f]{8})/.exec(await answer.text())?.[1] ?? 'none';
  const lines = system.log.filter((line) => line.includes(id));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ app: 'portal', route: '/visits/[id]', errorId: id });
  expect(system.log.join('')).not.toContain('mario@example.com');
  expect(system.log.join('')).not.toContain(session);
});

test('S16: a session ends with its access', async () => {
  const { company, core } = system;
  system.clock.advance(3600);
  const token = await system.sessionFor('lisa@example.com');
  const asLisa = () => ask('/', { signedIn: false, headers: { cookie: `itinera_portal=${token}` } });
  expect((await asLisa()).status).toBe(200);
  await setUp(core).setAccessEnabled(
    company.businessUnitId,
    company.customers.lisa.accessIds[0] ?? '',
    false,
  );
  expect((await asLisa()).headers.get('location')).toBe('/sign-in');
});
