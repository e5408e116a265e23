import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBackofficeApi, type BackofficeApi, type Caller } from '../../../test/fixtures/backoffice-api.ts';

let office: BackofficeApi;
let supervisor: Caller;
beforeAll(async () => {
  office = await openBackofficeApi();
  supervisor = await office.signedIn('supervisor');
});
afterAll(() => office.close());

const wanted = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

it('puts the whole set on every answer, refusals and failures included (S22)', async () => {
  const stranger = office.stranger();
  const answers = [
    await supervisor.ask('GET', '/api/v1/me'),
    await supervisor.unit('GET', '/interventions'),
    await supervisor.unit('GET', '/interventions?page=0'),
    await supervisor.ask('GET', '/api/v1/nowhere'),
    await supervisor.ask('DELETE', '/api/v1/me'),
    await stranger.ask('GET', '/api/v1/me'),
    await stranger.ask('POST', '/api/v1/sign-in', { headers: { 'sec-fetch-site': 'cross-site' } }),
    await stranger.ask('GET', '/healthz'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 404, 404, 401, 403, 200]);
  for (const { headers } of answers) {
    expect(Object.fromEntries(headers)).toMatchObject(wanted);
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.has('strict-transport-security')).toBe(false);
  }
});

it('insists on https where there is https', async () => {
  const safe = await openBackofficeApi('https://office.example.test');
  const { headers } = await safe.stranger().ask('GET', '/healthz');
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  await safe.close();
});

it('believes no request id of others', async () => {
  const { headers } = await supervisor.ask('GET', '/api/v1/me', { headers: { 'x-request-id': 'mine' } });
  expect(headers.get('x-request-id')).not.toBe('mine');
});
