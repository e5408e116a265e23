import { setUp } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStaffDesk, outcome, type NewPerson, type StaffDesk } from '../../fixtures/staff-desk.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines } from '../db/stores.ts';
import { openPortal, type Portal } from './portal.ts';

const minute = 60;
const network = '192.0.2.1';
const betterPassword = 'nine violet tractors at dusk';

describe.each(engines)('staff accounts on %s', (engine) => {
  let portal: Portal;
  let desk: StaffDesk;
  let nina: NewPerson;
  beforeEach(async () => {
    portal = await openPortal(engine);
    desk = await openStaffDesk(portal, portal.small);
    nina = await desk.accept(await desk.invited('nina@example.com'));
    portal.clock.advance(30);
  });
  afterEach(() => portal.close());

  const account = () => portal.core.account;
  const staff = () => portal.core.staff;
  const idOf = async (email: string): Promise<string> =>
    (await staff().list(desk.scope)).members.find((one) => one.email === email)!.id;
  const recoverySignIn = async (code: string) => {
    const first = await staff().signIn({ email: nina.email, password: nina.password, network });
    if (first.kind !== 'second-factor') throw new Error(first.kind);
    return staff().secondFactor({ token: first.token, code, network, userAgent: 'a browser' });
  };

  test('a recovery code works once, also in parallel; the person is told, and what is left is counted', async () => {
    const [first = '', second = '', third = ''] = nina.recoveryCodes;
    expect(await recoverySignIn(first)).toMatchObject({ kind: 'signed-in', recoveryCodesLeft: 9 });
    expect(await recoverySignIn(first)).toMatchObject({ kind: 'wrong' });
    const race = await Promise.all(Array.from({ length: 6 }, () => recoverySignIn(second)));
    expect(race.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1);
    expect(race.filter(({ kind }) => kind === 'wrong')).toHaveLength(5);
    const typed = third.toUpperCase().replace('-', ' ');
    expect(await recoverySignIn(typed)).toMatchObject({ kind: 'signed-in', recoveryCodesLeft: 7 });
    await desk.deliver();
    const notices = portal.mailer.sent.filter(({ text }) => text.includes('A recovery code was used'));
    expect(notices).toHaveLength(3);
    expect(await portal.count('event', "kind = 'staff.recovery-code-used'")).toBe(3);
    const stored = JSON.stringify(await portal.rows('SELECT * FROM staff_recovery_code'));
    for (const code of nina.recoveryCodes) expect(stored).not.toContain(code.replace('-', ''));
  });

  test('recovery codes belong to one person', async () => {
    const other = await desk.accept(await desk.invited('other@example.com'), { name: 'Olga Other' });
    expect(await recoverySignIn(other.recoveryCodes[0] ?? '')).toMatchObject({ kind: 'wrong' });
    expect(await recoverySignIn(nina.recoveryCodes[0] ?? '')).toMatchObject({ kind: 'signed-in' });
  });

  test('S18 password, authenticator and recovery codes need a proof that is ten minutes old at most', async () => {
    const token = await desk.signedIn(nina);
    const sensitive = () => [
      outcome(account().newRecoveryCodes(token)),
      outcome(account().newAuthenticator(token)),
      outcome(account().confirmAuthenticator(token, { sealed: '', code: '' })),
      outcome(
        account().changePassword(token, {
          currentPassword: 'not it',
          newPassword: betterPassword,
          network,
        }),
      ),
    ];
    portal.clock.advance(10 * minute - 1);
    expect(await Promise.all(sensitive())).toEqual(['done', 'done', 'gone enrolment', 'done']);
    portal.clock.advance(1);
    expect(await Promise.all(sensitive())).toEqual(Array(4).fill('not-allowed proof'));
    expect((await account().page(token)).provenUntil).toBeNull();
    const prove = (password: string, code: string) => account().prove(token, { password, code, network });
    expect(await prove(nina.password, '000000')).toMatchObject({ kind: 'wrong' });
    expect(await prove('not it', desk.codeOf(nina.totpSecret))).toMatchObject({ kind: 'wrong' });
    expect(await outcome(account().newRecoveryCodes(token))).toBe('not-allowed proof');
    expect(await prove(nina.password, desk.codeOf(nina.totpSecret))).toEqual({ kind: 'proven' });
    expect(await outcome(account().newRecoveryCodes(token))).toBe('done');
    expect((await account().page(token)).provenUntil).toBe(portal.clock.now() + 10 * minute);
  });

  test('S18 to invite, to change a role and to renew a sign-in need a fresh proof; to keep somebody out does not', async () => {
    const { businessUnitId } = portal.small;
    const token = await desk.signedIn(desk.administrator);
    const staffUserId = await idOf(nina.email);
    let keys = 0;
    const sensitive = async () => {
      const scope = (await staff().session(token))!.scope(businessUnitId);
      const invitation = {
        email: `somebody${++keys}@example.com`,
        language: 'en' as const,
        roles: [{ businessUnitId, role: 'call-agent' as const }],
        idempotencyKey: `sensitive-${keys}`,
      };
      return [
        await outcome(staff().invite(scope, invitation)),
        await outcome(staff().setRole(scope, { staffUserId, role: 'call-agent' })),
        await outcome(staff().renewSignIn(scope, { staffUserId })),
      ];
    };
    portal.clock.advance(10 * minute - 1);
    expect(await sensitive(), 'the control').toEqual(Array(3).fill('done'));
    portal.clock.advance(1);
    const before = await portal.rows('SELECT * FROM staff_invitation ORDER BY id');
    expect(await sensitive()).toEqual(Array(3).fill('not-allowed proof'));
    expect(await portal.rows('SELECT * FROM staff_invitation ORDER BY id')).toEqual(before);
    const scope = (await staff().session(token))!.scope(businessUnitId);
    expect(await outcome(staff().setStatus(scope, { staffUserId, status: 'disabled' }))).toBe('done');
    expect(await outcome(staff().setStatus(scope, { staffUserId, status: 'active' }))).toBe('done');
    const code = desk.codeOf(desk.administrator.totpSecret);
    await account().prove(token, { password: desk.administrator.password, code, network });
    expect(await sensitive()).toEqual(Array(3).fill('done'));
  });

  test('guesses at the proof are counted with those at the sign-in, and pause the account', async () => {
    const token = await desk.signedIn(nina);
    const kinds: string[] = [];
    for (let n = 0; n < 11; n += 1)
      kinds.push((await account().prove(token, { password: nina.password, code: '000000', network })).kind);
    expect(kinds).toEqual([...Array<string>(10).fill('wrong'), 'paused']);
  });

  test('S17 a changed password ends the other sessions and not this one; the person is told', async () => {
    const other = await desk.signedIn(nina);
    portal.clock.advance(30);
    const token = await desk.signedIn(nina);
    const change = (currentPassword: string, newPassword: string) =>
      account().changePassword(token, { currentPassword, newPassword, network });
    expect(await change('not it', betterPassword)).toMatchObject({ kind: 'wrong' });
    expect(await outcome(change(nina.password, 'password12345'))).toBe('invalid known');
    expect(await outcome(change(nina.password, 'nina.novak-2026'))).toBe('invalid known');
    expect(await staff().session(other)).not.toBeNull();
    expect(await change(nina.password, betterPassword)).toEqual({ kind: 'proven' });
    expect(await staff().session(other)).toBeNull();
    expect(await staff().session(token)).not.toBeNull();
    portal.clock.advance(30);
    await expect(desk.signedIn(nina)).rejects.toThrow('password: refused');
    expect(await desk.signedIn({ ...nina, password: betterPassword })).toBeTruthy();
    await desk.deliver();
    expect(portal.mailer.sent.at(-1)).toMatchObject({ to: nina.email });
    expect(portal.mailer.sent.at(-1)?.text).toContain('Your password was changed');
  });

  test('S17 another authenticator counts from its first code, and ends the other sessions', async () => {
    const other = await desk.signedIn(nina);
    portal.clock.advance(30);
    const token = await desk.signedIn(nina);
    const { secret, sealed } = await account().newAuthenticator(token);
    expect(await outcome(account().confirmAuthenticator(token, { sealed, code: '000000' }))).toBe(
      'invalid wrong-code',
    );
    expect(await staff().session(other)).not.toBeNull();
    await account().confirmAuthenticator(token, { sealed, code: desk.codeOf(secret) });
    expect(await staff().session(other)).toBeNull();
    portal.clock.advance(30);
    await expect(desk.signedIn(nina)).rejects.toThrow('code: wrong');
    expect(await desk.signedIn({ ...nina, totpSecret: secret })).toBeTruthy();
  });

  test('people see their own sessions and end them one by one or all others', async () => {
    const first = await desk.signedIn(nina);
    const recovered = await recoverySignIn(nina.recoveryCodes[0] ?? '');
    const second = recovered.kind === 'signed-in' ? recovered.sessionToken : '';
    const { sessions, recoveryCodesLeft } = await account().page(first);
    expect(recoveryCodesLeft).toBe(9);
    expect(sessions.map(({ current, userAgent }) => [current, userAgent]).sort()).toEqual([
      [false, 'a browser'],
      [true, null],
    ]);
    expect(JSON.stringify(sessions)).not.toContain(second);
    const foreign = await desk.signedIn(desk.administrator);
    const { id } = sessions.find(({ current }) => !current)!;
    expect(await outcome(account().endSession(foreign, { sessionId: id }))).toBe('not-found sessionId');
    await account().endSession(first, { sessionId: id });
    expect(await staff().session(second)).toBeNull();
    portal.clock.advance(30);
    const third = await desk.signedIn(nina);
    await account().endOtherSessions(third);
    expect(await staff().session(first)).toBeNull();
    expect(await staff().session(third)).not.toBeNull();
    expect(await staff().session(foreign)).not.toBeNull();
    expect(await outcome(account().page(first))).toBe('unauthenticated');
  });

  test('S17 disabling and ending sessions count at once; a role from the next request on', async () => {
    const token = await desk.signedIn(nina);
    const staffUserId = await idOf(nina.email);
    const rolesNow = async () => (await staff().session(token))?.businessUnits.map(({ roles }) => roles);
    expect(await rolesNow()).toEqual([['supervisor']]);
    await staff().setRole(desk.scope, { staffUserId, role: 'team-leader' });
    expect(await rolesNow()).toEqual([['team-leader']]);
    await staff().endSessions(desk.scope, { staffUserId });
    expect(await rolesNow()).toBeUndefined();
    portal.clock.advance(30);
    const again = await desk.signedIn(nina);
    await staff().setStatus(desk.scope, { staffUserId, status: 'disabled' });
    expect(await staff().session(again)).toBeNull();
    portal.clock.advance(30);
    await expect(desk.signedIn(nina)).rejects.toThrow('password: refused');
    await staff().setStatus(desk.scope, { staffUserId, status: 'active' });
    expect(await staff().session(again)).toBeNull();
    await staff().setRole(desk.scope, { staffUserId, role: null });
    expect((await staff().session(await desk.signedIn(nina)))?.businessUnits).toEqual([]);
    expect(await outcome(staff().setRole(desk.scope, { staffUserId, role: 'supervisor' }))).toBe(
      'not-found staffUserId',
    );
  });

  test('the last administrator stays, also when two take each other’s role at once', async () => {
    const { staffUserId } = desk.administrator;
    for (const attempt of [
      () => staff().setRole(desk.scope, { staffUserId, role: 'supervisor' }),
      () => staff().setRole(desk.scope, { staffUserId, role: null }),
      () => staff().setStatus(desk.scope, { staffUserId, status: 'disabled' }),
    ])
      expect(await outcome(attempt())).toBe('not-allowed last-administrator');
    for (let round = 0; round < 5; round += 1) {
      const other = await desk.colleague(`Bert Round${round}`, 'administrator');
      const scopeOf = (id: string) => staffScope(portal.small, id, ['administrator']);
      const race = await Promise.all([
        outcome(staff().setRole(desk.scope, { staffUserId: other.staffUserId, role: 'supervisor' })),
        outcome(staff().setStatus(scopeOf(other.staffUserId), { staffUserId, status: 'disabled' })),
      ]);
      expect(race.filter((one) => one === 'done')).toHaveLength(1);
      const { members } = await staff().list(desk.scope);
      expect(members.filter((one) => one.role === 'administrator' && one.status === 'active')).toHaveLength(
        1,
      );
      const [left] = members.filter((one) => one.role === 'administrator' && one.status === 'active');
      await setUp(portal.core).staffUser({
        companyId: portal.small.companyId,
        name: `Spare ${round}`,
        email: `spare${round}@example.com`,
        language: 'en',
        roles: [{ businessUnitId: portal.small.businessUnitId, role: 'administrator' }],
      });
      const spare = scopeOf(await idOf(`spare${round}@example.com`));
      await staff().setStatus(spare, { staffUserId, status: 'active' });
      await staff().setRole(spare, { staffUserId, role: 'administrator' });
      if (left!.id !== staffUserId)
        await staff().setRole(desk.scope, { staffUserId: left!.id, role: 'supervisor' });
      await staff().setRole(desk.scope, { staffUserId: spare.staffUserId, role: 'supervisor' });
    }
  });

  test('S27 an administrator changes the account of nobody who works in a unit of others', async () => {
    const make = setUp(portal.core);
    const { companyId, businessUnitId } = portal.small;
    const { businessUnitId: sibling } = await make.businessUnit({
      companyId,
      slug: 'balzers',
      name: 'Balzers Heating',
      zone: 'Europe/Vaduz',
      languages: ['en'],
      defaultLanguage: 'en',
    });
    const both = await make.staffUser({
      companyId,
      name: 'Both Sample',
      email: 'both@example.com',
      language: 'en',
      roles: [businessUnitId, sibling].map((id) => ({ businessUnitId: id, role: 'supervisor' })),
    });
    const there = await make.staffUser({
      companyId,
      name: 'There Sample',
      email: 'there@example.com',
      language: 'en',
      roles: [{ businessUnitId: sibling, role: 'supervisor' }],
    });
    const { staffUserId } = both;
    expect(await outcome(staff().setStatus(desk.scope, { staffUserId, status: 'disabled' }))).toBe(
      'not-allowed other-units',
    );
    expect(await outcome(staff().renewSignIn(desk.scope, { staffUserId }))).toBe('not-allowed other-units');
    expect(await outcome(staff().setRole(desk.scope, { staffUserId, role: 'call-agent' }))).toBe('done');
    const session = await staff().session(await desk.signedIn(both));
    expect(session?.businessUnits.map(({ roles }) => roles)).toEqual([['supervisor'], ['call-agent']]);
    const listed = (await staff().list(desk.scope)).members;
    expect(listed.find(({ id }) => id === staffUserId)?.mayChangeAccount).toBe(false);
    expect(listed.map(({ id }) => id)).not.toContain(there.staffUserId);
    for (const attempt of [
      () => staff().setRole(desk.scope, { staffUserId: there.staffUserId, role: 'supervisor' }),
      () => staff().setStatus(desk.scope, { staffUserId: there.staffUserId, status: 'disabled' }),
      () => staff().endSessions(desk.scope, { staffUserId: there.staffUserId }),
      () => staff().renewSignIn(desk.scope, { staffUserId: there.staffUserId }),
    ])
      expect(await outcome(attempt())).toBe('not-found staffUserId');
  });
});
