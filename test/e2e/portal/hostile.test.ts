import { connect } from 'node:net';
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
  test('a plain request is answered (the control)', async () => {
    expect(await raw('GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toBe(
      'HTTP/1.1 200 OK',
    );
  });
  test('bodies that are broken off, again and again', async () => {
    const head = 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n';
    const type = 'Content-Type: application/x-www-form-urlencoded\r\n\r\nidentifier=';
    const { hostname, port } = new URL(system.portalUrl);
    const brokenOff = () =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(head + type);
          setTimeout(() => socket.resetAndDestroy(), 5);
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    await Promise.all(Array.from({ length: 50 }, brokenOff));
    expect((await fetch(`${system.portalUrl}/healthz`)).status, 'alive').toBe(200);
    expect(system.log.filter((line) => line.includes('"level":50'))).toEqual([]);
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
