import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectGarbage } from '../helpers/collect-garbage.ts';
import type { Answer, Question } from './ask.ts';
import { credentialsFor, officePath } from './office-routes.ts';
import { pathOf, type Target } from './portal-routes.ts';
import { openTown, type Town } from './town.ts';

/*
 * S49: bodies that are small to send and large to read: deep, of very many keys or parts, of huge names, packed. Each is refused with
 * a 4xx, in little memory, and the next request is served. The short version sends each to some of the routes.
 */

const full = Boolean(process.env['ITINERA_FULL']);
const many = 1_000_000;
const parts = (count: number, name: (n: number) => string, content: string) =>
  Array.from(
    { length: count },
    (_, n) => `--x\r\nContent-Disposition: form-data; name="${name(n)}"\r\n\r\n${content}\r\n`,
  ).join('') + '--x--\r\n';

/** Content type and body, made when they are sent: together they would be what is measured. */
const bombs: Record<string, () => [type: string, body: string, more?: Record<string, string>]> = {
  'JSON a hundred thousand deep': () => ['application/json', '['.repeat(100_000)],
  'closed JSON, thirty thousand deep': () => [
    'application/json',
    `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  ],
  'JSON of a million keys': () => [
    'application/json',
    `{${Array.from({ length: many }, (_, n) => `"k${n}":1`).join(',')}}`,
  ],
  'a list of a million': () => ['application/json', `[${'1,'.repeat(many)}1]`],
  'one long text': () => ['application/json', JSON.stringify({ comment: 'x'.repeat(20 * many) })],
  'a number of a million digits': () => ['application/json', `{"revision":${'9'.repeat(many)}}`],
  'a form of a million fields': () => ['application/x-www-form-urlencoded', 'a=&'.repeat(many)],
  'a field that is a path of keys': () => ['application/x-www-form-urlencoded', `a${'[b]'.repeat(20_000)}=1`],
  'escapes only': () => ['application/x-www-form-urlencoded', `a=${'%25'.repeat(many)}`],
  'a hundred thousand parts': () => ['multipart/form-data; boundary=x', parts(100_000, (n) => `a${n}`, 'b')],
  'a part with a name of ten megabytes': () => [
    'multipart/form-data; boundary=x',
    parts(1, () => 'n'.repeat(10 * many), 'b'),
  ],
  'a part that is only headers': () => [
    'multipart/form-data; boundary=x',
    `--x\r\n${'A: b\r\n'.repeat(500_000)}\r\n--x--\r\n`,
  ],
  'a boundary of ten thousand characters': () => [
    `multipart/form-data; boundary=${'x'.repeat(10_000)}`,
    'nothing',
  ],
  'no boundary at all': () => ['multipart/form-data', parts(10, (n) => `a${n}`, 'b')],
  'packed zeros': () => [
    'application/json',
    gzipSync(Buffer.alloc(50 * many)).toString('latin1'),
    { 'content-encoding': 'gzip' },
  ],
};

let town: Town;
let own: Target;
beforeAll(async () => {
  town = await openTown('sqlite');
  const [unit] = town.units;
  own = { unit, tenant: unit.tenants[0]! };
});
afterAll(() => town.close());

/** The most that was in use above what was before, in megabytes, while something is done. */
async function memoryOf(work: () => Promise<void>): Promise<number> {
  const inUse = () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  collectGarbage();
  const before = inUse();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, inUse() - before)), 2);
  await work();
  most = Math.max(most, inUse() - before);
  clearInterval(watch);
  return most / 2 ** 20;
}

test('S49 every one is refused by both applications, in little memory, and the next request is served', async () => {
  const { unit, tenant } = own;
  const office = '/api/v1/business-units/:businessUnitId/interventions';
  const doors: [string, (question: Question) => Promise<Answer>, Record<string, string>][] = [
    ...['/visits/[id]/cancel', '/visits/[id]/form/[purpose]', '/sign-in'].map(
      (route): (typeof doors)[number] => [
        route,
        (question) => town.portal(unit)('POST', pathOf(route, own), question),
        { cookie: tenant.cookie, origin: `http://${unit.slug}.portal.example.test` },
      ],
    ),
    ...[office, '/api/v1/sign-in', '/api/v1/business-units/:businessUnitId/catalogue/files'].map(
      (path): (typeof doors)[number] => [
        path,
        (question) => town.backoffice('POST', officePath(path, own), question),
        {
          cookie: unit.staff.administrator,
          'sec-fetch-site': 'same-origin',
          'idempotency-key': 'a-bomb-or-so',
        },
      ],
    ),
    [
      'the key of another system',
      (question) => town.backoffice('POST', '/api/v1/slots', question),
      credentialsFor('key', unit, ''),
    ],
  ];
  let worst = { megabytes: 0, what: '' };
  let refused = 0;
  for (const [turn, [what, bomb]] of Object.entries(bombs).entries())
    for (const [where, ask, headers] of full ? doors : doors.filter((_, n) => (n + turn) % 3 === 0)) {
      const [type, body, more] = bomb();
      const megabytes = await memoryOf(async () => {
        // A server may break off what is far too long, once it has said so.
        const answer = await ask({ body, headers: { ...headers, ...more, 'content-type': type } }).catch(
          (error: NodeJS.ErrnoException) => ({
            status: ['ECONNRESET', 'EPIPE'].includes(error.code ?? '') ? 413 : 0,
          }),
        );
        expect(answer.status, `${what} to ${where}`).toBeGreaterThanOrEqual(400);
        expect(answer.status, `${what} to ${where}`).toBeLessThan(500);
        refused += 1;
      });
      if (megabytes > worst.megabytes) worst = { megabytes, what: `${what} to ${where}` };
    }
  console.log(`S49: ${refused} refused, ${worst.megabytes.toFixed(0)} MB at most (${worst.what})`);
  expect(worst.megabytes, worst.what).toBeLessThan(100);
  expect((await town.portal(unit)('GET', '/', { headers: { cookie: tenant.cookie } })).status).toBe(200);
  expect(
    (await town.backoffice('GET', '/api/v1/me', { headers: { cookie: unit.staff.administrator } })).status,
  ).toBe(200);
}, 300_000);

test('S49 reading one whole would be seen (the control)', async () => {
  const [, body] = bombs['JSON of a million keys']!();
  let read: unknown;
  const megabytes = await memoryOf(async () => {
    const chunks = Array.from({ length: 5 }, () => JSON.parse(body) as unknown);
    read = chunks;
  });
  expect(read).toHaveLength(5);
  expect(megabytes).toBeGreaterThan(100);
});
