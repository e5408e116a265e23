import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBackofficeApi, type BackofficeApi, type Caller } from '../../../test/fixtures/backoffice-api.ts';
import { at } from '../../../test/fixtures/booking-office.ts';

let office: BackofficeApi;
let supervisor: Caller;
beforeAll(async () => {
  office = await openBackofficeApi();
  supervisor = await office.signedIn('supervisor');
});
afterAll(() => office.close());

const contentTypes = [
  'application/json',
  'APPLICATION/JSON',
  'application/json;charset=utf-8',
  'text/plain',
  'text/plain;json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  '',
];

/** What a browser says when another place causes the request; null: it says nothing. */
const strangers: [site: string | null, origin: string | null][] = [
  [null, null],
  ['cross-site', null],
  ['same-site', null],
  ['none', null],
  ['cross-site', 'https://evil.test'],
  ['same-site', 'http://portal.example.test'],
  ['same-origin', 'https://evil.test'],
  ['same-origin', 'null'],
  [null, 'null'],
  [null, 'https://evil.test'],
  [null, 'http://office.example.test.evil.test'],
  [null, 'https://office.example.test'],
  [null, 'http://office.example.test:81'],
  ['cross-site', 'http://office.example.test'],
];

function header(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}

it('refuses every change another site could have caused, whatever its content type (S24)', async () => {
  const { company } = office;
  const { interventionId } = await office.planned('mario', company.technicians.anna, at(12, '10:00'));
  const unit = `/api/v1/business-units/${company.businessUnitId}/interventions`;
  const unsafe: [path: string, body: unknown][] = [
    [`${unit}/${interventionId}/cancel`, { reason: 'other' }],
    [`${unit}/${interventionId}/plan`, {}],
    [unit, {}],
    ['/api/v1/sign-out', {}],
    ['/api/v1/sign-in', { email: 'a@b.example', password: 'x' }],
    ['/api/v1/sign-in/code', { code: '123456' }],
  ];
  const session = (await supervisor.ask('GET', '/api/v1/me')).body;
  let asked = 0;
  for (const [path, body] of unsafe)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      for (const contentType of contentTypes)
        for (const [site, origin] of strangers) {
          asked += 1;
          const response = await office.api.request(`http://office.example.test${path}`, {
            method,
            body: JSON.stringify(body),
            headers: {
              cookie: supervisor.cookie(),
              host: 'office.example.test',
              'idempotency-key': `cross-site-${asked}`,
              'content-type': contentType,
              ...header('sec-fetch-site', site),
              ...header('origin', origin),
            },
          });
          expect(response.status, `${method} ${path} ${contentType} ${site} ${origin}`).toBe(403);
        }
  expect(asked).toBeGreaterThan(2000);
  expect((await supervisor.ask('GET', '/api/v1/me')).body).toEqual(session);
  const read = await supervisor.ask('GET', `${unit}/${interventionId}`);
  expect(read.body).toMatchObject({ status: 'pending' });
  // The control: the same request from our own page does cancel.
  const own = { body: { reason: 'other' }, headers: { 'idempotency-key': 'from-our-own-page' } };
  expect((await supervisor.ask('POST', `${unit}/${interventionId}/cancel`, own)).status).toBe(200);
  expect((await supervisor.ask('GET', `${unit}/${interventionId}`)).body).toMatchObject({
    status: 'canceled',
  });
});

it('takes a change from a browser that knows only Origin, also under the host it was asked by', async () => {
  for (const [origin, host] of [
    ['http://office.example.test', 'office.example.test'],
    ['http://127.0.0.1:4301', '127.0.0.1:4301'],
  ] as const) {
    const response = await office.api.request('http://office.example.test/api/v1/sign-out', {
      method: 'POST',
      headers: { origin, host },
    });
    expect(response.status).toBe(200);
  }
});

it('lets other origins read nothing: no CORS header for any of them (S23)', async () => {
  for (const origin of [
    'null',
    'https://evil.test',
    'http://sub.office.example.test',
    'http://office.example.test.evil.test',
  ])
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await supervisor.ask(method, '/api/v1/me', { headers: { origin } });
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
});
