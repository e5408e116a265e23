import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBookingOffice, type BookingOffice } from '../../../test/fixtures/booking-office.ts';
import { createBackofficeServer } from './server.ts';

let pages: string;
let office: BookingOffice;
let server: Server;
let port: number;
beforeAll(async () => {
  pages = mkdtempSync(join(tmpdir(), 'itinera-server-'));
  writeFileSync(join(pages, 'index.html'), '<!doctype html><p>shell</p>');
  office = await openBookingOffice();
  const publicUrl = 'http://office.example.test';
  server = await createBackofficeServer({
    core: office.core,
    publicUrl,
    trustedProxies: [],
    production: false,
    pages,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await office.close();
  rmSync(pages, { recursive: true });
});

/** Sends bytes as they are and gives back what came until the server closed, or half a second passed. */
function send(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const end = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', end);
    socket.on('error', end);
    socket.setTimeout(500, end);
  });
}

const isAlive = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200;

describe('a connection that speaks strangely (S26)', () => {
  const host = 'Host: office.example.test\r\n';
  it.each([
    ['a path of two slashes', `GET // HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ['an absolute form', `GET http://evil.test/api/v1/me HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ['a broken percent sign', `GET /%zz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ['two hosts', `GET /api/v1/me HTTP/1.1\r\n${host}Host: evil.test\r\nConnection: close\r\n\r\n`],
    ['no host', 'GET /api/v1/me HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a host that is none', 'GET /api/v1/me HTTP/1.1\r\nHost: a b/c@d\r\nConnection: close\r\n\r\n'],
    ['a huge header', `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(40_000)}\r\n\r\n`],
    [
      'length and chunks at once',
      `POST /api/v1/sign-out HTTP/1.1\r\n${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n${host}\r\n`,
    ],
    [
      'two lengths',
      `POST /api/v1/sign-out HTTP/1.1\r\n${host}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`,
    ],
    ['a body that never ends', `POST /api/v1/sign-in HTTP/1.1\r\n${host}Content-Length: 100\r\n\r\n{`],
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['CONNECT', `CONNECT evil.test:443 HTTP/1.1\r\n${host}\r\n`],
    ['TRACE', `TRACE / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
  ])('%s does no harm', async (_name, bytes) => {
    const answer = await send(bytes);
    expect(answer).not.toMatch(/^HTTP\/1.1 5/);
    expect(answer.match(/^HTTP\/1\.1 /gm)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(await isAlive()).toBe(true);
  });

  it('answers a plain request (the control)', async () => {
    expect(await send(`GET /api/v1/me HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 401/,
    );
  });
});

it('refuses to start with a proxy that is no address, in one line', async () => {
  const start = createBackofficeServer({
    core: office.core,
    publicUrl: 'http://office.example.test',
    trustedProxies: ['proxy.example'],
    production: false,
    pages,
  });
  await expect(start).rejects.toThrow('TRUSTED_PROXIES: "proxy.example" is no address or range');
});
