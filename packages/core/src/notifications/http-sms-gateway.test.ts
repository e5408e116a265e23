import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describeFailure } from '../jobs/describe-failure.ts';
import { httpSmsGateway } from './http-sms-gateway.ts';

const key = 'a key of tests, of thirty-two characters and more';
const sms = { to: '+423660200101', text: 'Vaduz Heating: 012345\nOr open: x', reference: 'message-1' };
const clock = { now: () => 1_799_647_200 };

let server: Server;
let asked: { url: string; method: string; headers: IncomingHttpHeaders; body: string }[];
let answer: { status: number; headers?: Record<string, string>; body?: string } | null;

beforeEach(async () => {
  asked = [];
  answer = { status: 202, body: '{"id":"x"}' };
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers, body });
      if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

function gateway(from: string | null = null) {
  const { port } = server.address() as AddressInfo;
  return httpSmsGateway({ url: `http://127.0.0.1:${port}/send?tenant=1`, key, from }, clock);
}

test('one signed request: whoever has the key can tell that it is ours, whole and of now', async () => {
  await gateway('Vaduz Heat').send(sms);
  expect(asked).toHaveLength(1);
  const [request] = asked;
  expect(request).toMatchObject({
    url: '/send?tenant=1',
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': 'message-1',
      'itinera-timestamp': '1799647200',
    },
  });
  expect(JSON.parse(request?.body ?? '')).toEqual({ ...sms, from: 'Vaduz Heat' });
  const signed = (body: string, time = '1799647200') =>
    `sha256=${createHmac('sha256', key).update(`${time}.${body}`).digest('hex')}`;
  const signature = request?.headers['itinera-signature'];
  expect(signature).toBe(signed(request?.body ?? ''));
  // The control: another body, another time or another key signs otherwise.
  expect(signature).not.toBe(signed(`${request?.body} `));
  expect(signature).not.toBe(signed(request?.body ?? '', '1799647201'));
});

test.each([
  [400, true],
  [422, true],
  [401, false],
  [429, false],
  [500, false],
  [503, false],
])('R12 the status %i is a refusal, for good: %s', async (status, permanent) => {
  answer = { status, body: `no such number ${sms.to}` };
  const failure = await gateway()
    .send(sms)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'SmsError', code: `http-${status}`, permanent });
  expect(describeFailure(failure)).toBe(`SmsError http-${status}`);
});

test('R12 a redirect is a refusal and is not followed', async () => {
  answer = { status: 307, headers: { location: '/elsewhere' } };
  await expect(gateway().send(sms)).rejects.toMatchObject({ code: 'http-307', permanent: false });
  expect(asked.map(({ url }) => url)).toEqual(['/send?tenant=1']);
});

test('R12 a gateway that is away or says nothing costs no more than its time', async () => {
  const away = gateway();
  answer = null;
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const short = new AbortController();
    setTimeout(() => short.abort(new DOMException('late', 'TimeoutError')), 50);
    return short.signal;
  });
  await expect(away.send(sms)).rejects.toMatchObject({ code: 'timeout', permanent: false });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await expect(away.send(sms)).rejects.toMatchObject({ code: 'network', permanent: false });
});
