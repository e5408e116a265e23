import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guardedWeb, publicWeb, type WebRules } from './guarded-fetch.ts';
import { isPublicAddress } from './public-address.ts';
import { WebError, type WebAnswer } from './web.ts';

const mostBytes = 1000;
const servers: Server[] = [];
/** A listener of somebody's own network: every connection to it is one too many. */
let connections = 0;
let canary = 0;

async function listening(server: Server, host: string): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).destroy();
  });
  // Every address of this machine, of both families.
  canary = await listening(server, '::').catch(() => listening(createServer(), '0.0.0.0'));
});
afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

/** Where names of the stub resolver lead; an answer that is a list of lists changes from one look-up to the next. */
const names: Record<string, string[]> = {
  localhost: ['127.0.0.1'],
  'loopback.example': ['127.0.0.1'],
  'loopback6.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'any.example': ['0.0.0.0'],
  'any6.example': ['::'],
  'private.example': ['10.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'shared.example': ['100.64.0.1'],
  'multicast.example': ['224.0.0.1'],
  'local6.example': ['fe80::1'],
  'unique6.example': ['fd00::1'],
  'mixed.example': ['192.0.78.9', '127.0.0.1'],
  'mixed6.example': ['2a00:1450:4001::1', '::1'],
  'nowhere.example': [],
};

function rules(more: Partial<WebRules> = {}): WebRules {
  return {
    ...publicWeb,
    protocols: ['https:', 'http:'],
    ports: [canary],
    patience: 500,
    longest: 2000,
    resolve: async (host) =>
      (names[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ...more,
  };
}

async function refusal(url: string, by: WebRules, redirects = 0): Promise<string> {
  try {
    await guardedWeb(by).fetch({ url, mostBytes, redirects });
    return 'answered';
  } catch (error) {
    if (!(error instanceof WebError)) throw error;
    return error.code;
  }
}

/** Spellings of addresses of one's own network. */
const hosts = [
  ...['127.0.0.1', '127.1', '127.0.1', '127.000.000.001', '0177.0.0.1', '0177.0.0.01', '0x7f.0.0.1'],
  ...['0x7f.1', '0x7f000001', '2130706433', '017700000001', '0x7F.0x0.0x0.0x1', '127.0.0.1.', '127.8.8.8'],
  ...['0', '0.0.0.0', '0x0', '00', '0.0', '127.255.255.254', '１２７.０.０.１', '127。0。0。1', '①②⑦.0.0.1'],
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.0.1', '192.168.1.254'],
  ...['169.254.169.254', '0xa9fea9fe', '2852039166', '100.64.0.1', '100.127.255.254', '192.0.0.1'],
  ...['198.18.0.1', '203.0.113.7', '224.0.0.1', '239.255.255.250', '255.255.255.255', '240.0.0.1'],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[0000::0001]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
  ...['[0:0:0:0:0:ffff:127.0.0.1]', '[::127.0.0.1]', '[::7f00:1]', '[64:ff9b::127.0.0.1]'],
  ...['[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]', '[2001:db8::1]', '[fe80::1]'],
  ...[
    '[fec0::1]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:169.254.169.254]',
  ],
  ...Object.keys(names),
  'LOCALHOST',
];
/** What is not asked whatever stands behind it. */
const addresses = (port: number) => [
  `file:///etc/passwd`,
  `ftp://127.0.0.1:${port}/`,
  `gopher://127.0.0.1:${port}/_x`,
  `dict://127.0.0.1:${port}/d:x`,
  `ldap://127.0.0.1:${port}/`,
  `ws://127.0.0.1:${port}/`,
  `data:text/calendar,BEGIN:VCALENDAR`,
  `javascript:1`,
  `blob:https://example.com/x`,
  `//127.0.0.1:${port}/`,
  `https://`,
  `https://[::1%25lo]:${port}/`,
  `https://user@loopback.example:${port}/`,
  `https://user:secret@loopback.example:${port}/`,
  `https://public.example:443@127.0.0.1:${port}/`,
  `https://127.0.0.1:22/`,
  `https://127.0.0.1/`,
  `https://loopback.example:6379/`,
  `https://256.256.256.256:${port}/`,
];

describe('S50 addresses that people typed', () => {
  test('0 connections to listeners of one’s own network, by whichever spelling; without the guard there are', async () => {
    const payloads = [...hosts.flatMap((host) => [`https://${host}:${canary}/x.ics`]), ...addresses(canary)];
    expect(payloads.length).toBeGreaterThanOrEqual(80);
    connections = 0;
    const refused = new Map<string, string>();
    for (const payload of payloads) refused.set(payload, await refusal(payload, rules()));
    expect(connections).toBe(0);
    expect(
      [...refused.values()].filter((code) => !['forbidden', 'address', 'unresolved'].includes(code)),
    ).toEqual([]);

    const open = rules({ allows: () => true, patience: 100 });
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', 'loopback.example', '[::ffff:127.0.0.1]', '0'])
      await refusal(`https://${host}:${canary}/`, open);
    expect(connections, 'the control').toBeGreaterThanOrEqual(6);
  });

  test('a name whose answer changes is judged by the answer that is connected to', async () => {
    const changing = (answers: string[]): WebRules['resolve'] => {
      let asked = 0;
      return async () => [{ address: answers[Math.min(asked++, answers.length - 1)]!, family: 4 }];
    };
    connections = 0;
    const rebound = rules({ resolve: changing(['127.0.0.1', '127.0.0.1']) });
    expect(await refusal(`https://rebind.example:${canary}/`, rebound)).toBe('forbidden');
    // Nothing answers at this one; what matters is that it is this one that is asked, and the second never.
    const later = rules({ resolve: changing(['192.0.78.9', '127.0.0.1']), patience: 200 });
    expect(await refusal(`https://rebind.example:${canary}/`, later)).toMatch(/timeout|unreachable/);
    expect(connections).toBe(0);

    // The control: who looks up, judges and then lets the name be looked up again.
    const resolve = changing(['192.0.78.9', '127.0.0.1']);
    const [judged] = await resolve('rebind.example');
    expect(isPublicAddress(judged!.address)).toBe(true);
    await refusal(`https://rebind.example:${canary}/`, rules({ resolve, allows: () => true }));
    expect(connections).toBe(1);
  });

  test('a redirect is judged like the address itself, and followed three times at most', async () => {
    let leadsTo = '';
    let seen: (string | undefined)[] = [];
    const redirector = async (answer: RequestListener) => listening(createHttpServer(answer), '127.0.0.2');
    const port = await redirector((question, answer) => {
      seen.push(question.headers.authorization);
      const location = question.url === '/first' ? leadsTo : question.url === '/end' ? undefined : '/more';
      answer
        .writeHead(location === undefined ? 200 : 302, location === undefined ? {} : { location })
        .end('end');
    });
    const by = (more: Partial<WebRules> = {}) =>
      rules({
        ports: [canary, port],
        allows: (address) => address === '127.0.0.2' || isPublicAddress(address),
        ...more,
      });
    const first = `http://127.0.0.2:${port}/first`;
    connections = 0;
    for (const target of [...hosts.map((host) => `https://${host}:${canary}/`), ...addresses(canary)]) {
      leadsTo = Buffer.from(target).toString('latin1');
      expect(await refusal(first, by(), 3), target).toMatch(/^(forbidden|address|unresolved|redirects)$/);
    }
    expect(connections).toBe(0);
    leadsTo = `http://127.0.0.1:${canary}/`;
    await refusal(first, by({ allows: () => true }), 3);
    expect(connections, 'the control').toBe(1);

    leadsTo = '/more';
    seen = [];
    expect(await refusal(first, by(), 3)).toBe('redirects');
    expect(seen).toHaveLength(4);
    leadsTo = '/end';
    expect(await refusal(first, by(), 0)).toBe('redirects');
    expect(await refusal(first, by(), 3)).toBe('answered');
    leadsTo = `http://127.0.0.2:${port}/end`;
    expect(await refusal(first, by({ protocols: ['http:'] }), 3), 'the control').toBe('answered');

    seen = [];
    const other = await redirector((question, answer) => {
      seen.push(question.headers.authorization);
      answer.end();
    });
    leadsTo = `http://127.0.0.2:${other}/`;
    const headers = { Authorization: 'Basic secret' };
    await guardedWeb(by({ ports: [port, other] })).fetch({ url: first, headers, mostBytes, redirects: 3 });
    expect(seen, 'what authorises goes to its own host alone').toEqual(['Basic secret', undefined]);
  });

  test('an answer is read up to its limit, unpacked, and not for ever', async () => {
    let answer: RequestListener = (_, response) => void response.end();
    const port = await listening(
      createHttpServer((question, response) => answer(question, response)),
      '127.0.0.2',
    );
    const by = rules({ ports: [port], allows: () => true, patience: 200, longest: 600 });
    const asked = async (): Promise<WebAnswer | string> =>
      guardedWeb(by)
        .fetch({ url: `http://127.0.0.2:${port}/`, mostBytes })
        .catch((error: WebError) => error.code);
    answer = (_, response) => void response.writeHead(200, { etag: '"1"' }).end('x'.repeat(mostBytes));
    expect(await asked()).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    answer = (_, response) => void response.end('x'.repeat(mostBytes + 1));
    expect(await asked()).toBe('too-large');
    const packed = (bytes: number): RequestListener => {
      const body = gzipSync('x'.repeat(bytes));
      return (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
    };
    answer = packed(mostBytes);
    expect(((await asked()) as WebAnswer).body.length).toBe(mostBytes);
    answer = packed(20_000_000);
    expect(await asked(), 'a bomb').toBe('too-large');
    answer = (_, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end('x');
    expect(await asked()).toBe('encoding');
    answer = () => undefined;
    expect(await asked(), 'no head').toBe('timeout');
    answer = (_, response) => {
      const drip = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(drip));
    };
    expect(await asked(), 'drop by drop').toBe('timeout');
  });
});

test('public addresses are public', () => {
  for (const address of [
    '1.1.1.1',
    '93.184.216.34',
    '192.0.78.9',
    '172.32.0.1',
    '100.128.0.1',
    '2a00:1450:4001::1',
  ])
    expect(isPublicAddress(address), address).toBe(true);
  for (const address of ['', 'x', '1.1.1', 'fe80::1%eth0', '2a00::1%1'])
    expect(isPublicAddress(address)).toBe(false);
});
