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

async function enter(
  identifier = mario,
  more: { remember?: boolean; userAgent?: string } = {},
): Promise<{ sessionToken: string; deviceToken: string }> {
  const { businessUnitId } = small;
  const network = '192.0.2.1';
  const asked = await town.core.signIn.requestCode({ businessUnitId, identifier, language: 'en', network });
  await town.core.jobs.runDue('test');
  const code = codeFor(town.mailer, identifier);
  const result = await town.core.signIn.verifyCode({
    challengeToken: asked.challengeToken,
    code,
    network,
    ...more,
  });
  if (result.kind !== 'signed-in') throw new Error(`not signed in: ${result.kind}`);
  return result;
}

const kindOf = async (token: string): Promise<string | null> =>
  (await town.core.signIn.session(token))?.kind ?? null;

test('S18 the scope of a session says until when its proof is fresh, and that of an old one, or from the future, that it is not', async () => {
  const { sessionToken } = await enter(mario, { remember: true });
  const proven = town.clock.now();
  for (const [seconds, until] of [
    [0, proven + 600],
    [599, proven + 600],
    [600, null],
    [-1, null],
  ] as const) {
    town.clock.set(proven + seconds);
    expect(await town.core.signIn.session(sessionToken)).toMatchObject({ scope: { provenUntil: until } });
  }
});

test('S16 a session that is not remembered ends after twelve idle hours, is kept by use, and ends after a day', async () => {
  const { sessionToken } = await enter();
  town.clock.advance(12 * hour - 1);
  expect(await kindOf(sessionToken)).toBe('signed-in');
  town.clock.advance(12 * hour);
  expect(await kindOf(sessionToken)).toBeNull();
  const kept = await enter();
  town.clock.advance(12 * hour - 1);
  expect(await kindOf(kept.sessionToken)).toBe('signed-in');
  town.clock.advance(12 * hour - 1);
  expect(await kindOf(kept.sessionToken)).toBe('signed-in');
  town.clock.advance(1);
  expect(await kindOf(kept.sessionToken)).toBe('signed-in');
  town.clock.advance(1);
  expect(await kindOf(kept.sessionToken)).toBeNull();
});

test('S16 IMV-10 a remembered session ends after seven idle days, and after thirty days however much it is used', async () => {
  const idle = await enter(mario, { remember: true });
  town.clock.advance(7 * 24 * hour - 1);
  expect(await kindOf(idle.sessionToken)).toBe('signed-in');
  town.clock.advance(7 * 24 * hour);
  expect(await kindOf(idle.sessionToken)).toBeNull();

  const { sessionToken } = await enter(mario, { remember: true });
  const start = town.clock.now();
  for (let day = 6; day < 30; day += 6) {
    town.clock.set(start + day * 24 * hour);
    expect(await kindOf(sessionToken)).toBe('signed-in');
  }
  town.clock.set(start + 30 * 24 * hour - 1);
  expect(await kindOf(sessionToken)).toBe('signed-in');
  town.clock.set(start + 30 * 24 * hour);
  expect(await kindOf(sessionToken)).toBeNull();
});

test('IMV-10 a remembered session stays so when another customer is chosen', async () => {
  const { lisa } = small.customers;
  const { accessId } = await setUp(town.core).sharedAccess({
    businessUnitId: small.businessUnitId,
    name: 'Mario for Lisa',
    email: mario,
    language: 'en',
    customerIds: [lisa.customerId],
  });
  for (const remember of [true, false]) {
    const { sessionToken } = await enter(mario, { remember });
    const chosen = await town.core.signIn.chooseAccess(sessionToken, accessId);
    expect(chosen.remembered).toBe(remember);
    town.clock.advance(13 * hour);
    expect(await kindOf(chosen.sessionToken)).toBe(remember ? 'signed-in' : null);
  }
});

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1';

test('S17 people see where they are signed in, end one of it, and everything else', async () => {
  const desk = await enter(mario, { userAgent: firefox });
  town.clock.advance(hour);
  const phone = await enter(mario, { userAgent: iPhone, remember: true });
  town.clock.advance(hour);
  const third = await enter();
  const lisa = await enter('lisa@example.com');
  const { signIn } = town.core;
  const now = town.clock.now();
  const listed = await signIn.ownSessions(desk.sessionToken);
  expect(listed).toHaveLength(3);
  expect(listed.at(-1)).toMatchObject({ device: 'Safari, iPhone', lastSeenAt: now - hour, remembered: true });
  expect(listed.filter((one) => one.current)).toEqual([
    expect.objectContaining({ device: 'Firefox, Linux', startedAt: now - 2 * hour, lastSeenAt: now }),
  ]);
  const handleOf = (device: string | null) => listed.find((one) => one.device === device)?.handle ?? '';
  await signIn.endOwnSession(desk.sessionToken, handleOf('Safari, iPhone'));
  expect(await kindOf(phone.sessionToken)).toBeNull();
  expect(await kindOf(third.sessionToken)).toBe('signed-in');

  const [ofLisa] = await signIn.ownSessions(lisa.sessionToken);
  for (const handle of [ofLisa?.handle ?? '', handleOf('Safari, iPhone'), 'made-up', ''])
    await expect(signIn.endOwnSession(desk.sessionToken, handle)).rejects.toMatchObject({
      code: 'not-found',
    });
  for (const handle of listed.map((one) => one.handle)) expect(await kindOf(handle)).toBeNull();

  expect(await signIn.endOtherSessions(desk.sessionToken)).toBe(1);
  expect(await kindOf(third.sessionToken)).toBeNull();
  expect(await kindOf(desk.sessionToken)).toBe('signed-in');
  expect(await kindOf(lisa.sessionToken)).toBe('signed-in');
  for (const ask of [
    signIn.ownSessions(third.sessionToken),
    signIn.endOwnSession(third.sessionToken, handleOf('Firefox, Linux')),
    signIn.endOtherSessions(third.sessionToken),
  ])
    await expect(ask).rejects.toMatchObject({ code: 'unauthenticated' });
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
        company: 'Vaduz Heating',
        personName: 'Mario Sample',
        customerNames: ['Mario Sample'],
      },
      // Dora is inactive: nobody acts for her.
      {
        accessId,
        company: 'Vaduz Heating',
        personName: 'Mario for Lisa and Dora',
        customerNames: ['Lisa Sample Ltd'],
      },
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
