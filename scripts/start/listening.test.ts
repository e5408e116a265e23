import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { close, expectFree, listen } from './listening.ts';

const place = (port: number) => ({ what: 'the portal', host: '127.0.0.1', port, option: '--portal-port' });

test('a taken port is refused in one line with its option; a free one passes and stays free', async () => {
  const server = createServer();
  await listen(server, place(0));
  const { port } = server.address() as AddressInfo;
  await expect(expectFree([place(port)])).rejects.toThrow(
    `Port ${port} for the portal is taken (is Itinera running already?): choose another with --portal-port <n>.`,
  );
  await close(server, 5);
  await expectFree([place(port)]);
  await expectFree([place(port)]);
});

test('an address of another machine is refused in one line', async () => {
  await expect(expectFree([{ ...place(0), host: '192.0.2.1' }])).rejects.toThrow(
    /^192\.0\.2\.1 is no address.*--host/,
  );
});

test('closing lets a running answer end and cuts one that never does', async () => {
  let answer: (() => void) | undefined;
  const server = createServer((request, response) => {
    if (request.url === '/slow') answer = () => response.end('whole');
  });
  await listen(server, place(0));
  const { port } = server.address() as AddressInfo;
  const slow = fetch(`http://127.0.0.1:${port}/slow`).then((response) => response.text());
  const never = new Promise((resolve) => get(`http://127.0.0.1:${port}/never`).on('error', resolve));
  await expect.poll(() => answer).toBeDefined();
  const closing = close(server, 1);
  answer?.();
  expect(await slow).toBe('whole');
  await closing;
  expect(await never).toMatchObject({ code: 'ECONNRESET' });
});
