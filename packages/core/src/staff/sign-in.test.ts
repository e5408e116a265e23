import { generateSync } from 'otplib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../../../test/fixtures/small-company.ts';
import type { StaffSecondFactorResult, StaffSignInResult } from './types.ts';

const network = '192.0.2.1';
const minute = 60;
const hour = 3600;
let town: TestCore;
let small: SmallCompany;

beforeEach(async () => {
  town = await openTestCore();
  small = await makeSmallCompany(town.core);
});
afterEach(() => town.close());

const signIn = (password = small.supervisor.password, email = small.supervisor.email, from = network) =>
  town.core.staff.signIn({ email, password, network: from });
const codeAt = (seconds = 0): string =>
  generateSync({ secret: small.supervisor.totpSecret, epoch: town.clock.now() + seconds });
const secondFactor = (token: string, code = codeAt()): Promise<StaffSecondFactorResult> =>
  town.core.staff.secondFactor({ token, code, network });
const tokenOf = (result: StaffSignInResult): string => (result.kind === 'second-factor' ? result.token : '');

async function enter(): Promise<string> {
  const result = await secondFactor(tokenOf(await signIn()));
  if (result.kind !== 'signed-in') throw new Error(`not signed in: ${result.kind}`);
  return result.sessionToken;
}

test('password and code open a session with the roles of the staff user', async () => {
  const token = await enter();
  const session = await town.core.staff.session(token);
  expect(session).toMatchObject({
    name: 'Sara Sample',
    email: 'sara@vaduz-heating.example',
    businessUnits: [{ id: small.businessUnitId, zone: 'Europe/Vaduz', roles: ['supervisor'] }],
  });
  expect(session?.scope(small.businessUnitId, 'it')).toMatchObject({
    kind: 'staff',
    staffUserId: small.supervisor.staffUserId,
    language: 'it',
    roles: ['supervisor'],
  });
  expect(() => session?.scope(small.companyId)).toThrow(
    expect.objectContaining({ code: 'not-found' }) as Error,
  );
  await town.core.staff.signOut(token);
  expect(await town.core.staff.session(token)).toBeNull();
});

test('the e-mail is taken as people type it', async () => {
  const result = await signIn(small.supervisor.password, ' SARA@Vaduz-Heating.example ');
  expect(result.kind).toBe('second-factor');
});

test('wrong, unknown, without a second factor: one answer', async () => {
  expect(await signIn('a wrong password')).toEqual({ kind: 'refused' });
  expect(await signIn('a wrong password', 'nobody@vaduz-heating.example')).toEqual({ kind: 'refused' });
  expect(await signIn('a wrong password', 'no address')).toEqual({ kind: 'refused' });
  expect(await signIn('', '')).toEqual({ kind: 'refused' });
});

test('the password alone opens nothing, nor does a code without it', async () => {
  const token = tokenOf(await signIn());
  expect(await town.core.staff.session(token)).toBeNull();
  const [id, expires, mac] = token.split('.');
  for (const forged of [
    '',
    'x',
    `${id}.${expires}.${'A'.repeat(43)}`,
    `${id}.${Number(expires) + 1}.${mac}`,
    `${small.companyId}.${expires}.${mac}`,
    `${token}x`,
  ])
    expect(await secondFactor(forged)).toEqual({ kind: 'expired' });
  expect((await secondFactor(token)).kind).toBe('signed-in');
});

test('the way to the second factor is open for five minutes', async () => {
  const token = tokenOf(await signIn());
  town.clock.advance(5 * minute - 1);
  expect(await secondFactor(token, '000000')).toMatchObject({ kind: 'wrong' });
  town.clock.advance(1);
  expect(await secondFactor(token)).toEqual({ kind: 'expired' });
});

test('a code works once, also in parallel, and an older one not after it', async () => {
  const code = codeAt();
  const older = codeAt(-30);
  const token = tokenOf(await signIn());
  const results = await Promise.all(Array.from({ length: 5 }, () => secondFactor(token, code)));
  expect(results.filter((result) => result.kind === 'signed-in')).toHaveLength(1);
  expect(results.filter((result) => result.kind === 'wrong')).toHaveLength(4);
  expect((await secondFactor(token, code)).kind).toBe('wrong');
  expect((await secondFactor(token, older)).kind).toBe('wrong');
  town.clock.advance(30);
  expect((await secondFactor(token)).kind).toBe('signed-in');
});

test('ten failures pause the account, known or not, with twice the time after every ten more', async () => {
  const outcomes: string[][] = [];
  for (const email of [small.supervisor.email, 'nobody@vaduz-heating.example']) {
    const seen: string[] = [];
    for (const pause of [15, 30, 60]) {
      for (let n = 0; n < 10; n += 1)
        seen.push((await signIn('a wrong password', email, `10.${n}.1.1`)).kind);
      const paused = await signIn(small.supervisor.password, email);
      seen.push(paused.kind === 'paused' ? `until +${paused.until - town.clock.now()}` : paused.kind);
      town.clock.advance(pause * minute);
    }
    outcomes.push(seen);
  }
  expect(outcomes[0]).toEqual(outcomes[1]);
  const ten = Array<string>(10).fill('refused');
  expect(outcomes[0]).toEqual([...ten, 'until +900', ...ten, 'until +1800', ...ten, 'until +3600']);
});

test('wrong codes count with wrong passwords, a right password heals nothing, and a whole sign-in everything', async () => {
  for (let n = 0; n < 4; n += 1) await signIn('a wrong password');
  const token = tokenOf(await signIn());
  expect(await secondFactor(token, '000000')).toEqual({ kind: 'wrong', attemptsLeft: 5 });
  expect((await signIn()).kind).toBe('second-factor');
  expect(await secondFactor(token, '000000')).toEqual({ kind: 'wrong', attemptsLeft: 4 });
  expect((await secondFactor(token)).kind).toBe('signed-in');
  town.clock.advance(30);
  expect(await secondFactor(token, '000000')).toEqual({ kind: 'wrong', attemptsLeft: 9 });
});

test('of 40 parallel guesses ten are looked at', async () => {
  const results = await Promise.all(Array.from({ length: 40 }, () => signIn('a wrong password')));
  expect(results.filter((result) => result.kind === 'refused')).toHaveLength(10);
  expect(results.filter((result) => result.kind === 'paused')).toHaveLength(30);
});

test('one network tries sixty times in ten minutes, on whichever accounts', async () => {
  let tried = 0;
  const tries = async (): Promise<string> => {
    try {
      for (; tried < 100; tried += 1) await signIn('', `person${tried}@example.com`, '198.51.100.9');
      return 'never';
    } catch (error) {
      return (error as { reason: string }).reason;
    }
  };
  expect(await tries()).toBe('network');
  expect(tried).toBe(60);
  expect((await signIn()).kind).toBe('second-factor');
});

test('S16 a session ends after eight idle hours and after sixteen in all', async () => {
  const idle = await enter();
  town.clock.advance(8 * hour - 1);
  expect(await town.core.staff.session(idle)).not.toBeNull();
  town.clock.advance(8 * hour);
  expect(await town.core.staff.session(idle)).toBeNull();
  const used = await enter();
  for (const hours of [6, 6]) await town.core.staff.session((town.clock.advance(hours * hour), used));
  town.clock.advance(4 * hour - 1);
  expect(await town.core.staff.session(used)).not.toBeNull();
  town.clock.advance(1);
  expect(await town.core.staff.session(used)).toBeNull();
});

test('S19 a back office session opens nothing in the portal', async () => {
  expect(await town.core.signIn.session(await enter())).toBeNull();
});
