import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  openBackofficeApi,
  type BackofficeApi,
  type Caller,
} from '../../../../test/fixtures/backoffice-api.ts';
import { openStaffDesk, type StaffDesk } from '../../../../test/fixtures/staff-desk.ts';

let office: BackofficeApi;
let desk: StaffDesk;
let administrator: Caller;
beforeAll(async () => {
  office = await openBackofficeApi();
  desk = await openStaffDesk(office, office.company);
  administrator = await office.signIn(desk.administrator);
});
afterAll(() => office.close());
beforeEach(() => office.clock.advance(60));

let keys = 0;
const invite = (caller: Caller, body: unknown) =>
  caller.unit('POST', '/staff/invitations', { body, headers: { 'idempotency-key': `invite-key-${++keys}` } });
const roles = (role: string) => [{ businessUnitId: office.company.businessUnitId, role }];
const post = (caller: Caller, path: string, body?: unknown) => caller.ask('POST', path, { body });

it('invites, shows who is invited, and takes a new person in: the link, then password and app (S14)', async () => {
  const email = 'nina@example.com';
  expect(await invite(administrator, { email, language: 'it', roles: roles('call-agent') })).toMatchObject({
    status: 201,
  });
  expect((await administrator.unit('GET', '/staff')).body).toMatchObject({
    invitations: [{ email, renewal: false }],
  });
  await desk.deliver();
  const token = desk.linkTo(email);
  const stranger = office.stranger();
  const shown = await post(stranger, '/api/v1/invitation', { token });
  const { secret, sealed } = (shown.body as { enrolment: { secret: string; sealed: string } }).enrolment;
  const person = { email, password: 'quartz lantern over the bridge', totpSecret: secret };
  const accept = (code: string) =>
    post(stranger, '/api/v1/invitation/accept', {
      token,
      name: 'Nina',
      password: person.password,
      sealed,
      code,
    });
  expect(await accept('000000')).toMatchObject({
    status: 400,
    body: { field: 'code', reason: 'wrong-code' },
    cookies: [],
  });
  const accepted = await accept(desk.codeOf(secret));
  expect(accepted).toMatchObject({ status: 200, body: { email }, cookies: [] });
  expect((await stranger.ask('GET', '/api/v1/me')).status).toBe(401);
  expect(await accept(desk.codeOf(secret))).toMatchObject({ status: 404 });
  office.clock.advance(30);
  const nina = await office.signIn({ ...person, staffUserId: '', totpUri: '' });
  expect((await nina.ask('GET', '/api/v1/me')).body).toMatchObject({
    name: 'Nina',
    businessUnits: [{ roles: ['call-agent'] }],
  });
  expect((await nina.unit('GET', '/staff')).status).toBe(403);
  expect((await nina.unit('GET', '/customers')).status).toBe(200);
  const list = (await administrator.unit('GET', '/staff')).body as {
    members: { id: string; email: string }[];
  };
  const id = list.members.find((one) => one.email === email)!.id;
  expect(
    (await administrator.unit('PUT', `/staff/${id}/role`, { body: { role: 'technician' } })).status,
  ).toBe(200);
  expect((await nina.unit('GET', '/customers')).status).toBe(403);
  expect(
    (await administrator.unit('PUT', `/staff/${id}/status`, { body: { status: 'disabled' } })).status,
  ).toBe(200);
  expect((await nina.ask('GET', '/api/v1/me')).status).toBe(401);
});

it.each([
  ['no role', { email: 'a@b.example', language: 'en', roles: [] }, 'roles'],
  ['a language nobody speaks', { email: 'a@b.example', language: 'xx', roles: [] }, 'language'],
  ['no list of roles', { email: 'a@b.example', language: 'en' }, 'roles'],
])('names what is wrong with an invitation: %s', async (_name, body, field) => {
  const answer = await invite(administrator, body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', field } });
});

it('refuses an address that is none, and a second account of the same unit, with a reason', async () => {
  const one = { language: 'en', roles: roles('supervisor') };
  expect(await invite(administrator, { ...one, email: 'no address' })).toMatchObject({
    status: 400,
    body: { field: 'email', reason: 'address' },
  });
  expect(await invite(administrator, { ...one, email: desk.administrator.email })).toMatchObject({
    status: 400,
    body: { field: 'email', reason: 'works-here' },
  });
});

it('keeps the last administrator', async () => {
  const { staffUserId } = desk.administrator;
  expect(
    await administrator.unit('PUT', `/staff/${staffUserId}/role`, { body: { role: null } }),
  ).toMatchObject({
    status: 403,
    body: { reason: 'last-administrator' },
  });
  expect((await administrator.unit('GET', '/staff')).status).toBe(200);
});

it('asks for a fresh proof before it changes what protects an account (S18)', async () => {
  const lea = await desk.colleague('Lea Sample', 'supervisor');
  const caller = await office.signIn(lea);
  const newCodes = () => post(caller, '/api/v1/account/recovery-codes');
  expect((await newCodes()).status).toBe(200);
  office.clock.advance(600);
  expect(await newCodes()).toMatchObject({ status: 403, body: { reason: 'proof' } });
  const proof = (code: string) => post(caller, '/api/v1/account/prove', { password: lea.password, code });
  expect(await proof('000000')).toMatchObject({
    status: 403,
    body: { reason: 'wrong-proof', attemptsLeft: 9 },
  });
  expect((await proof(desk.codeOf(lea.totpSecret))).status).toBe(200);
  expect(((await newCodes()).body as { codes: string[] }).codes).toHaveLength(10);
  const newPassword = 'nine violet tractors at dusk';
  const change = (currentPassword: string, changed = newPassword) =>
    post(caller, '/api/v1/account/password', { currentPassword, newPassword: changed });
  expect(await change('not it')).toMatchObject({ status: 403, body: { reason: 'wrong-proof' } });
  expect(await change(lea.password, 'password1234')).toMatchObject({
    status: 400,
    body: { field: 'password', reason: 'known' },
  });
  expect((await change(lea.password)).status).toBe(200);
  expect((await caller.ask('GET', '/api/v1/account')).body).toMatchObject({
    recoveryCodesLeft: 10,
    sessions: [{ current: true }],
  });
});

it('signs in by a recovery code and says how many are left', async () => {
  const max = await desk.colleague('Max Sample', 'supervisor');
  const caller = await office.signIn(max);
  const { codes } = (await post(caller, '/api/v1/account/recovery-codes')).body as { codes: string[] };
  const lost = office.stranger();
  await post(lost, '/api/v1/sign-in', { email: max.email, password: max.password });
  expect(await post(lost, '/api/v1/sign-in/code', { code: codes[0] })).toMatchObject({
    status: 200,
    body: { recoveryCodesLeft: 9 },
  });
  const sessions = (
    (await lost.ask('GET', '/api/v1/account')).body as { sessions: { id: string; current: boolean }[] }
  ).sessions;
  expect(sessions).toHaveLength(2);
  const other = sessions.find(({ current }) => !current)!;
  expect((await post(lost, '/api/v1/account/sessions/end', { sessionId: other.id })).status).toBe(200);
  expect((await caller.ask('GET', '/api/v1/me')).status).toBe(401);
});
