import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  codeFor,
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../../../test/fixtures/small-company.ts';
import { setUp } from '../set-up/index.ts';

const hour = 3600;
const mario = 'mario@example.com';
let town: TestCore;
let small: SmallCompany;

beforeEach(async () => {
  town = await openTestCore();
  small = await makeSmallCompany(town.core);
});
afterEach(() => town.close());

async function enter(identifier = mario): Promise<{ sessionToken: string; deviceToken: string }> {
  const { businessUnitId } = small;
  const network = '192.0.2.1';
  const asked = await town.core.signIn.requestCode({ businessUnitId, identifier, language: 'en', network });
  await town.core.jobs.runDue('test');
  const code = codeFor(town.mailer, identifier);
  const result = await town.core.signIn.verifyCode({ challengeToken: asked.challengeToken, code, network });
  if (result.kind !== 'signed-in') throw new Error(`not signed in: ${result.kind}`);
  return result;
}

const kindOf = async (token: string): Promise<string | null> =>
  (await town.core.signIn.session(token))?.kind ?? null;

test('S16 a session ends after twelve idle hours, and is kept by use', async () => {
  const { sessionToken } = await enter();
  town.clock.advance(12 * hour - 1);
  expect(await kindOf(sessionToken)).toBe('signed-in');
  town.clock.advance(12 * hour - 1);
  expect(await kindOf(sessionToken)).toBe('signed-in');
  town.clock.advance(12 * hour);
  expect(await kindOf(sessionToken)).toBeNull();
});

test('S16 a session ends after thirty days, however much it is used', async () => {
  const { sessionToken } = await enter();
  const start = town.clock.now();
  for (let day = 0; day < 60; day += 1) {
    town.clock.set(start + day * 12 * hour);
    await kindOf(sessionToken);
    town.clock.advance(6 * hour);
    expect(await kindOf(sessionToken)).toBe('signed-in');
  }
  town.clock.set(start + 30 * 24 * hour - 1);
  expect(await kindOf(sessionToken)).toBe('signed-in');
  town.clock.set(start + 30 * 24 * hour);
  expect(await kindOf(sessionToken)).toBeNull();
});

test('S17 disabling the access, or signing out, ends the session at once, and only that one', async () => {
  const first = await enter();
  town.clock.advance(hour);
  const second = await enter();
  const other = await enter('lisa@example.com');
  await town.core.signIn.signOut(first.sessionToken);
  expect(await kindOf(first.sessionToken)).toBeNull();
  expect(await kindOf(second.sessionToken)).toBe('signed-in');
  const { setAccessEnabled } = setUp(town.core);
  const accessId = small.customers.mario.accessIds[0] ?? '';
  await setAccessEnabled(small.businessUnitId, accessId, false);
  expect(await kindOf(second.sessionToken)).toBeNull();
  expect(await kindOf(other.sessionToken)).toBe('signed-in');
  await setAccessEnabled(small.businessUnitId, accessId, true);
  expect(await kindOf(second.sessionToken)).toBeNull();
});

test('S15 with several accesses: prove first, then choose; choosing renews the token and ends the old one', async () => {
  const { lisa, dora } = small.customers;
  const { accessId } = await setUp(town.core).sharedAccess({
    businessUnitId: small.businessUnitId,
    name: 'Mario for Lisa and Dora',
    email: mario,
    language: 'en',
    customerIds: [lisa.customerId, dora.customerId],
  });
  const { sessionToken } = await enter();
  const session = await town.core.signIn.session(sessionToken);
  expect(session).toEqual({
    kind: 'choose',
    businessUnitId: small.businessUnitId,
    choices: [
      {
        accessId: small.customers.mario.accessIds[0],
        personName: 'Mario Sample',
        customerNames: ['Mario Sample'],
      },
      // Dora is inactive: nobody acts for her.
      { accessId, personName: 'Mario for Lisa and Dora', customerNames: ['Lisa Sample Ltd'] },
    ],
  });
  const notHis = small.customers.lisa.accessIds[0] ?? '';
  await expect(town.core.signIn.chooseAccess(sessionToken, notHis)).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(town.core.signIn.chooseAccess(sessionToken, 'x')).rejects.toMatchObject({ code: 'not-found' });
  await expect(town.core.signIn.chooseAccess('made-up', accessId)).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  const chosen = await town.core.signIn.chooseAccess(sessionToken, accessId);
  expect(chosen.sessionToken).not.toBe(sessionToken);
  expect(await kindOf(sessionToken)).toBeNull();
  expect(await town.core.signIn.session(chosen.sessionToken)).toMatchObject({
    kind: 'signed-in',
    scope: { accessId, customerIds: [lisa.customerId] },
  });
  const back = await town.core.signIn.chooseAccess(
    chosen.sessionToken,
    small.customers.mario.accessIds[0] ?? '',
  );
  expect(await town.core.signIn.session(back.sessionToken)).toMatchObject({
    scope: { customerIds: [small.customers.mario.customerId] },
  });
});

test('S15 every sign-in has its own token; a browser keeps its device token', async () => {
  const first = await enter();
  town.clock.advance(hour);
  const second = await enter();
  expect(second.sessionToken).not.toBe(first.sessionToken);
  expect(second.deviceToken).not.toBe(first.deviceToken);
});

test('S19 tokens of another kind open nothing', async () => {
  const { sessionToken, deviceToken } = await enter();
  expect(await kindOf(deviceToken)).toBeNull();
  expect(await town.core.staff.session(sessionToken)).toBeNull();
  for (const token of ['', 'null', sessionToken.slice(1), `${sessionToken}x`, "' OR 1=1 --"])
    expect(await kindOf(token)).toBeNull();
});
