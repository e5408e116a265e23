import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  openBackofficeApi,
  type BackofficeApi,
  type Caller,
} from '../../../../test/fixtures/backoffice-api.ts';

let office: BackofficeApi;
let supervisor: Caller;
beforeAll(async () => {
  office = await openBackofficeApi();
  supervisor = await office.signedIn('supervisor');
});
afterAll(() => office.close());

const form = (changes: object = {}) => ({
  name: 'Ana Sample',
  email: 'ana@example.com',
  phone: null,
  language: 'fr',
  notes: '',
  customerIds: [office.company.customers.mario.customerId],
  enabled: true,
  invite: false,
  ...changes,
});
const post = (body: object, key = randomUUID()) =>
  supervisor.unit('POST', '/accesses', { body, headers: { 'idempotency-key': key } });

it('LBX-09 makes, lists, changes, forbids, invites and deletes an access', async () => {
  const key = randomUUID();
  const made = await post(form(), key);
  expect(made).toMatchObject({ status: 201, body: { accessId: expect.any(String) as string } });
  expect((await post(form(), key)).body).toEqual(made.body);
  const { accessId } = made.body as { accessId: string };
  const path = `/accesses/${accessId}`;
  expect((await supervisor.unit('GET', '/accesses?search=ana&enabled=yes')).body).toMatchObject({
    total: 1,
    items: [{ id: accessId, customers: [{ name: 'Mario Sample' }] }],
  });
  const { enabled: _, invite: __, ...fields } = form({ phone: '+423 234 56 78' });
  const changed = await supervisor.unit('PUT', path, { body: { ...fields, revision: 1 } });
  expect(changed).toMatchObject({ status: 200, body: { phone: '+4232345678', revision: 2 } });
  const stale = await supervisor.unit('PUT', path, { body: { ...fields, name: 'Late', revision: 1 } });
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { revision: 2 } } });
  const invite = () =>
    supervisor.unit('POST', `${path}/invitation`, { headers: { 'idempotency-key': randomUUID() } });
  expect((await invite()).status).toBe(200);
  const reopened = await supervisor.unit('POST', `${path}/reopen-sign-in`);
  expect(reopened).toMatchObject({ status: 200, body: { reopened: true } });
  const allow = (enabled: boolean) => supervisor.unit('PUT', `${path}/enabled`, { body: { enabled } });
  expect((await allow(false)).body).toEqual({ enabled: false });
  expect(await invite()).toMatchObject({ status: 403, body: { reason: 'access-disabled' } });
  expect((await supervisor.unit('DELETE', path)).status).toBe(200);
  expect((await supervisor.unit('GET', path)).status).toBe(404);
  expect((await allow(true)).status).toBe(404);
});

it.each([
  ['name', { name: ' ' }],
  ['email', { email: 'nobody' }],
  ['email', { email: null }],
  ['phone', { phone: '123' }],
  ['language', { language: 'de' }],
  ['customerIds', { customerIds: [] }],
  ['notes', { notes: 'x'.repeat(2001) }],
])('names the field %s that is wrong (CLV-07, LBX-04)', async (field, changes) => {
  const answer = await post(form(changes));
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', field } });
});

it('CAD-BU-05 CAD-BU-06 tells and sets what all are like', async () => {
  const all = async () => (await supervisor.unit('GET', '/all-accesses')).body;
  expect(await all()).toMatchObject({ enabled: 3, disabled: 0, newAccessesEnabled: true });
  const put = (path: string, enabled: unknown) =>
    supervisor.unit('PUT', `/all-accesses/${path}`, { body: { enabled } });
  expect((await put('enabled', false)).body).toEqual({ changed: 3 });
  expect((await put('new-enabled', false)).status).toBe(200);
  expect(await put('enabled', 'yes')).toMatchObject({ status: 400, body: { field: 'enabled' } });
  expect(await all()).toMatchObject({ enabled: 0, disabled: 3, newAccessesEnabled: false });
});
