import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { asker } from './ask.ts';

let system: System;
let session: string;
let when: string;
let ask: ReturnType<typeof asker>['ask'];
let send: ReturnType<typeof asker>['send'];

beforeAll(async () => {
  system = await startSystem();
  session = await system.sessionFor('mario@example.com');
  ({ ask, send } = asker(system, () => session));
  const { company } = system;
  when = `/book/${company.types.service}/${company.customers.mario.addressIds[0]}/when`;
});
afterAll(() => system.close());

test('S24: a request from another origin changes nothing', async () => {
  const window = /name="window" value="([\d-]+)"/.exec(await (await ask(when)).text())?.[1] ?? '';
  const fields = { window, comment: 'forged', key: 'k' };
  const body = new URLSearchParams(fields).toString();
  const types = [
    'application/x-www-form-urlencoded',
    'APPLICATION/X-WWW-FORM-URLENCODED',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain;json',
    'application/json',
    'application/octet-stream',
    'text/xml',
    undefined,
  ];
  const origins = [
    undefined,
    'null',
    'https://evil.example',
    `${system.portalUrl}.evil.example`,
    'http://127.0.0.1',
  ];
  const unsafe = [
    '/sign-in',
    '/sign-in/code?/verify',
    '/sign-in/code?/resend',
    '/sign-in/choose',
    '/sign-in/link',
    '/enter',
    '/preview?/open',
    '/preview?/leave',
    '/account?/end',
    '/account?/endOthers',
    '/account/change?/prove',
    '/account/change?/proof',
    '/account/change?/ask',
    '/account/change?/confirm',
    '/account/details',
    '/account/addresses/new?/save',
    '/account/addresses/x?/standard',
    '/account/addresses/x?/off',
    '/account/addresses/x?/on',
    '/sign-out',
    '/language',
    '/book',
    `/book/${system.company.types.service}/where`,
    when.replace('when', 'questions'),
    when,
    '/book/check/x?/confirm',
    '/book/check/x?/extend',
    '/changes',
    '/visits/export.csv',
    '/visits/x/changes',
    '/visits/x/cancel',
    '/visits/x/schedule',
    '/visits/x/sign/x',
    '/visits/x/reschedule',
    '/visits/x/form/activity',
    '/visits/x/form/activity/files',
    '/visits/x/ask/x/files',
    '/ask/x/files',
    when.replace('when', 'questions/files'),
    '/files/x',
  ];
  const full = Boolean(process.env['ITINERA_FULL']);
  let turn = 0;
  /** In the short version three types, and one origin of each, in turn. */
  const typesOf = () => (full ? types : [0, 1, 2].map((n) => types[(turn + n * 3) % types.length]));
  const originsOf = () => (full ? origins : [origins[turn++ % origins.length]]);
  let tried = 0;
  for (const path of unsafe) {
    const forged = ['POST', 'PUT', 'PATCH', 'DELETE'].flatMap((method) =>
      typesOf().flatMap((type) =>
        originsOf().map(async (origin) => {
          const answer = await ask(path, {
            method,
            headers: {
              ...(type === undefined ? {} : { 'content-type': type }),
              ...(origin === undefined ? {} : { origin }),
              'sec-fetch-site': 'cross-site',
            },
            ...(type === undefined ? {} : { body }),
          });
          await answer.arrayBuffer();
          expect([403, 404, 405, 415], `${method} ${path} ${type} from ${origin}`).toContain(answer.status);
          expect(answer.headers.getSetCookie()).toEqual([]);
          tried++;
        }),
      ),
    );
    await Promise.all(forged);
  }
  console.log(`S24: ${tried} forged requests`);
  expect(tried).toBeGreaterThanOrEqual(full ? 6000 : 450);
  const home = await (await ask('/')).text();
  expect(home, 'still signed in').toContain('Hello, Mario');
  expect(home, 'nothing booked').toContain('No visit is booked.');

  const own = await send(when, fields);
  expect(own.status, 'the control: the same form from the portal itself').toBe(303);
  expect(own.headers.get('location')).toMatch(/^\/book\/check\//);
});

test('S24: every route that changes something is in the list above', async () => {
  const routes = fileURLToPath(new URL('../../../apps/portal/src/routes/', import.meta.url));
  const files = readdirSync(routes, { recursive: true, encoding: 'utf8' });
  const withActions = files.filter(
    (file) =>
      file.endsWith('.server.ts') && readFileSync(join(routes, file), 'utf8').includes('const actions'),
  );
  expect(withActions.map((file) => dirname(file)).sort()).toEqual(
    [
      'account',
      'account/addresses/[address]',
      'account/change',
      'account/details',
      'ask/[action]',
      'book',
      'book/[type]/[address]/questions',
      'book/[type]/[address]/when',
      'book/[type]/where',
      'book/check/[hold]',
      'enter',
      'language',
      'preview',
      'sign-in',
      'sign-in/choose',
      'sign-in/code',
      'sign-in/link',
      'sign-out',
      'visits/[id]/ask/[action]',
      'visits/[id]/cancel',
      'visits/[id]/schedule',
      'visits/[id]/form/[purpose]',
      'visits/[id]/reschedule',
      'visits/[id]/sign/[action]',
    ].sort(),
  );
  const endpoints = files.filter(
    (file) =>
      file.endsWith('+server.ts') &&
      /export const (POST|PUT|PATCH|DELETE)/.test(readFileSync(join(routes, file), 'utf8')),
  );
  expect(endpoints.map((file) => dirname(file)).sort()).toEqual([
    'ask/[action]/files',
    'book/[type]/[address]/questions/files',
    'files/[file]',
    'visits/[id]/ask/[action]/files',
    'visits/[id]/form/[purpose]/files',
  ]);
});

test('S25: nobody is sent elsewhere', async () => {
  const payloads = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
  ];
  for (const to of payloads) {
    const signedIn = await ask(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(signedIn.headers.get('location'), to).toBe('/');
    const language = await send('/language', { language: 'en', to });
    expect(language.headers.get('location'), to).toBe('/');
  }
  const control = await ask(`/sign-in?to=${encodeURIComponent('/book')}`);
  expect(control.headers.get('location')).toBe('/book');
});

describe('S26: odd requests on the wire', () => {
  /** The first line of what comes back, or '' when the connection is closed without an answer. */
  function raw(text: string): Promise<string> {
    const { hostname, port } = new URL(system.portalUrl);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(text));
      let answer = '';
      socket.on('data', (data) => {
        answer += data.toString('latin1');
        if (answer.includes('\r\n')) socket.end();
      });
      socket.on('error', () => resolve(answer));
      socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
      socket.setTimeout(3000, () => socket.destroy());
    });
  }
  const odd: Record<string, string> = {
    'two slashes': 'GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'two slashes and a host': 'GET //evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'absolute form': 'GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'no host': 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    'two hosts': 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
    'a host that is none': 'GET / HTTP/1.1\r\nHost: a b/c?d\r\nConnection: close\r\n\r\n',
    'length and chunks':
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'huge headers': `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`,
    'broken escapes': 'GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'a zero byte': 'GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'not HTTP': 'HELLO\r\n\r\n',
  };
  test.each(Object.entries(odd))('%s', async (_, text) => {
    const line = await raw(text);
    expect(line).not.toMatch(/^HTTP\/1\.1 5/);
    expect((await fetch(`${system.portalUrl}/healthz`)).status, 'alive').toBe(200);
  });
});

test('a body that is too large is refused, and the next request is served', async () => {
  const answer = await send(when, { comment: 'x'.repeat(200_000) });
  expect(answer.status).toBe(413);
  expect((await ask('/')).status).toBe(200);
});

test('bad fields answer with a page that names them, and nothing is a server error', async () => {
  const forms: [path: string, fields: Record<string, string>, field: string][] = [
    ['/book', { type: 'x' }, 'type'],
    [`/book/${system.company.types.service}/where`, { address: '__proto__' }, 'address'],
    [when, { window: '9-1' }, 'window'],
    [when, { window: `${'9'.repeat(30)}-1` }, 'window'],
    [when, { window: '1-2', comment: 'x'.repeat(2001) }, 'comment'],
    [when, { window: '1-2' }, 'window'],
    [when, { window: '4000000000-4000007200' }, 'window'],
    ['/sign-in/choose', { access: 'x' }, 'access'],
  ];
  for (const [path, fields, field] of forms) {
    const answer = await send(path, fields);
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    expect(answer.status, path).toBeLessThan(500);
    expect(await answer.text(), `${path} ${JSON.stringify(fields)}`).toContain(`href="#${field}"`);
  }
});
