import type { MadeStaffUser } from '@itinera/core/set-up';
import { generate } from 'otplib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  openBackofficeApi,
  type BackofficeApi,
  type Caller,
} from '../../../../test/fixtures/backoffice-api.ts';

let office: BackofficeApi;
let user: MadeStaffUser;
let caller: Caller;
beforeEach(() => open());
afterEach(() => office.close());

async function open(publicUrl?: string) {
  office = await openBackofficeApi(publicUrl);
  user = office.company.supervisor;
  caller = office.stranger();
}

function password(given = user.password, email = user.email) {
  return caller.ask('POST', '/api/v1/sign-in', { body: { email, password: given } });
}

async function code(given?: string) {
  const right = await generate({ secret: user.totpSecret, epoch: office.clock.now() });
  return caller.ask('POST', '/api/v1/sign-in/code', { body: { code: given ?? right } });
}

it('takes the password, then the code, and knows who it is', async () => {
  expect(await password()).toMatchObject({ status: 200, body: { next: 'code' } });
  expect((await caller.ask('GET', '/api/v1/me')).status).toBe(401);
  expect(await code()).toMatchObject({ status: 200, body: { next: 'done' } });
  expect((await caller.ask('GET', '/api/v1/me')).body).toMatchObject({
    name: 'Sara Sample',
    businessUnits: [{ id: office.company.businessUnitId, roles: ['supervisor'] }],
    now: office.clock.now(),
  });
});

it('answers a wrong password and an unknown address alike (S7)', async () => {
  const [wrong, unknown] = [await password('not it'), await password('not it', 'nobody@nowhere.example')];
  for (const { status, body, cookies } of [wrong, unknown]) {
    expect({ status, cookies }).toEqual({ status: 401, cookies: [] });
    expect(body).toMatchObject({ code: 'unauthenticated', reason: 'refused' });
  }
  const told = ({ body }: { body: unknown }) => ({ ...(body as object), errorId: '' });
  expect(told(wrong)).toEqual(told(unknown));
});

it('asks for the code again, says how often, and ends at last', async () => {
  await password();
  const first = await code('000000');
  expect(first).toMatchObject({ status: 401, body: { reason: 'wrong-code' } });
  const { attemptsLeft } = first.body as { attemptsLeft: number };
  expect(attemptsLeft).toBeGreaterThan(0);
  for (let left = attemptsLeft; left > 0; left--) await code('000000');
  const last = await code();
  expect(last.status).not.toBe(200);
  expect((await caller.ask('GET', '/api/v1/me')).status).toBe(401);
});

it('wants the password first', async () => {
  expect(await code()).toMatchObject({ status: 401, body: { reason: 'expired' } });
});

it.each([
  ['email', { password: 'x' }],
  ['email', { email: 7, password: 'x' }],
  ['password', { email: 'a@b.example' }],
  ['password', { email: 'a@b.example', password: 'x'.repeat(201) }],
])('names the field %s that is wrong', async (field, body) => {
  const answer = await caller.ask('POST', '/api/v1/sign-in', { body });
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', field } });
});

it('keeps both cookies from scripts and other sites (S20)', async () => {
  const cookies = [...(await password()).cookies, ...(await code()).cookies];
  expect(cookies.length).toBeGreaterThan(2);
  for (const cookie of cookies)
    expect(cookie).toMatch(/^itinera_staff(_step)?=[^;]*; .*HttpOnly; SameSite=Strict$/);
});

it('names them __Host- and Secure under https (S20)', async () => {
  await office.close();
  await open('https://office.example.test');
  const cookies = [...(await password()).cookies, ...(await code()).cookies];
  expect(cookies.length).toBeGreaterThan(2);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Host-itinera_staff(_step)?=/);
    for (const flag of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict']) expect(cookie).toContain(flag);
    expect(cookie).not.toContain('Domain');
  }
  expect((await caller.ask('GET', '/api/v1/me')).status).toBe(200);
});

it('gives a new session at each sign-in and ignores one that was set before (S15)', async () => {
  const fixed = 'itinera_staff=chosen-by-somebody-else';
  const first = await caller.ask('POST', '/api/v1/sign-in', {
    body: { email: user.email, password: user.password },
    headers: { cookie: fixed },
  });
  expect(first.status).toBe(200);
  const signedIn = await code();
  expect(signedIn.status).toBe(200);
  expect(signedIn.cookies.join()).not.toContain('chosen-by-somebody-else');
  expect((await office.stranger().ask('GET', '/api/v1/me', { headers: { cookie: fixed } })).status).toBe(401);
});

it('ends the session at sign-out, whatever was kept of it (S17)', async () => {
  await password();
  await code();
  const kept = caller.cookie();
  const out = await caller.ask('POST', '/api/v1/sign-out');
  expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"');
  expect(caller.cookie()).toBe('');
  expect((await caller.ask('GET', '/api/v1/me', { headers: { cookie: kept } })).status).toBe(401);
  expect((await caller.ask('POST', '/api/v1/sign-out')).status).toBe(200);
});

it('speaks the language that is asked for, else the user’s own', async () => {
  const names = async (headers: Record<string, string>) => {
    const answer = await caller.unit('GET', '/activity-types', { headers });
    return (answer.body as { items: { name: string }[] }).items.map((type) => type.name);
  };
  await password();
  await code();
  expect(await names({ 'accept-language': 'it' })).toContain('Manutenzione annuale');
  expect(await names({ 'accept-language': 'de-CH,de;q=0.9' })).toContain('Yearly service');
});
