import { setTimeout as pause } from 'node:timers/promises';
import type { PasskeySignInResult } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { spendChallenge } from '@itinera/db';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newAuthenticator, type Authenticator, type Deviation } from '../../fixtures/authenticator.ts';
import { openTestCore } from '../../fixtures/small-company.ts';
import { openStaffDesk, outcome, type StaffDesk } from '../../fixtures/staff-desk.ts';
import { engines } from '../db/stores.ts';
import { openPortal, type Portal } from './portal.ts';

const minute = 60;
const origin = 'http://office.example.test';
const network = '192.0.2.1';

describe.each(engines)('passkeys on %s', (engine) => {
  let portal: Portal;
  let desk: StaffDesk;
  let ada: string;
  let phone: Authenticator;
  beforeEach(async () => {
    portal = await openPortal(engine);
    desk = await openStaffDesk(portal, portal.small);
    ada = await desk.signedIn(desk.administrator);
    phone = newAuthenticator(origin);
    await add(ada, phone, 'My phone');
  });
  afterEach(() => portal.close());

  const account = () => portal.core.account;
  const staff = () => portal.core.staff;
  const kindOf = async (result: Promise<PasskeySignInResult>): Promise<string> => (await result).kind;

  async function add(session: string, key: Authenticator, name = '', deviation?: Deviation): Promise<void> {
    const enrolment = await account().newPasskey(session);
    const attestation = key.make(enrolment, deviation);
    await account().addPasskey(session, { sealed: enrolment.sealed, attestation, name });
  }

  async function signIn(key: Authenticator, deviation?: Deviation): Promise<PasskeySignInResult> {
    const request = await staff().passkeyChallenge({});
    const { browser, sealed } = request;
    return staff().passkeySignIn({ browser, sealed, assertion: key.sign(request, deviation), network });
  }

  const passkeyIds = async (session: string) => (await account().page(session)).passkeys.map(({ id }) => id);

  test('CAD-US-03 a passkey signs in alone, with a fresh proof; its use is noted', async () => {
    expect((await account().page(ada)).passkeys).toMatchObject([
      { name: 'My phone', backedUp: false, lastUsedAt: null },
    ]);
    portal.clock.advance(minute);
    const result = await signIn(phone);
    if (result.kind !== 'signed-in') throw new Error(result.kind);
    expect((await staff().session(result.sessionToken))?.staffUserId).toBe(desk.administrator.staffUserId);
    const page = await account().page(result.sessionToken);
    expect(page.provenUntil).toBe(portal.clock.now() + 10 * minute);
    expect(page.passkeys).toMatchObject([{ lastUsedAt: portal.clock.now() }]);
    await desk.deliver();
    expect(portal.mailer.sent.at(-1)?.text).toContain('A passkey was added');
    expect(await portal.count('event', "kind = 'staff.passkey-added'")).toBe(1);
  });

  test('S4 what was signed for another site, challenge, purpose or by another key opens nothing', async () => {
    const elsewhere = 'https://office.example.test.evil.example';
    const deviations: Record<string, Deviation> = {
      'another origin': { origin: elsewhere },
      'the portal’s origin': { origin: 'http://portal.example.test' },
      'another rpId': { rpId: 'evil.example' },
      'another challenge': { challenge: Buffer.alloc(32, 7).toString('base64url') },
      'a registration': { type: 'webauthn.create' },
      'owner not verified': { verified: false },
      'nobody present': { present: false },
      'another key': { foreignKey: true },
      'another owner': { userHandle: Buffer.from(portal.small.businessUnitId).toString('base64url') },
    };
    for (const [name, deviation] of Object.entries(deviations))
      expect(await kindOf(signIn(phone, deviation)), name).toBe('refused');
    expect(await kindOf(signIn(newAuthenticator(origin))), 'a passkey nobody has').toBe('refused');
    expect(await kindOf(signIn(phone)), 'the control').toBe('signed-in');
    for (const [name, deviation] of Object.entries(deviations).filter(
      ([, one]) => !one.foreignKey && !one.userHandle,
    ))
      if (deviation.type === undefined)
        expect(await outcome(add(ada, newAuthenticator(origin), '', deviation)), name).toBe(
          'invalid passkey',
        );
    expect(await passkeyIds(ada)).toHaveLength(1);
  });

  test('a challenge lives five minutes, works once, for its browser and its purpose', async () => {
    const request = await staff().passkeyChallenge({});
    const { browser, sealed } = request;
    const answer = { browser, sealed, assertion: phone.sign(request), network };
    const other = (await staff().passkeyChallenge({})).browser;
    expect(await kindOf(staff().passkeySignIn({ ...answer, browser: other }))).toBe('expired');
    const proof = await account().proofChallenge(ada);
    const asProof = { sealed: proof.sealed, assertion: phone.sign(proof), network };
    expect(await kindOf(staff().passkeySignIn({ ...asProof, browser }))).toBe('expired');
    expect((await account().proveByPasskey(ada, answer)).kind).toBe('expired');
    expect(await kindOf(staff().passkeySignIn(answer)), 'nobody else spent it').toBe('signed-in');
    const still = newAuthenticator(origin, { counts: false });
    await add(ada, still);
    const fresh = await staff().passkeyChallenge({ browser });
    const once = { browser, sealed: fresh.sealed, assertion: still.sign(fresh), network };
    expect(await kindOf(staff().passkeySignIn(once))).toBe('signed-in');
    expect(await kindOf(staff().passkeySignIn(once))).toBe('expired');
    const late = await staff().passkeyChallenge({ browser });
    const tooLate = { browser, sealed: late.sealed, assertion: still.sign(late), network };
    portal.clock.advance(5 * minute);
    expect(await kindOf(staff().passkeySignIn(tooLate))).toBe('expired');
    expect(await portal.count('staff_spent_challenge')).toBeGreaterThan(0);
    portal.clock.advance(3 * 24 * 60 * minute);
    await desk.deliver();
    expect(await portal.count('staff_spent_challenge')).toBe(0);
  });

  test('S3 of many parallel answers to one challenge exactly one signs in', async () => {
    const still = newAuthenticator(origin, { counts: false });
    await add(ada, still);
    const others = engine === 'postgres' ? [await openTestCore(portal.store, { clock: portal.clock })] : [];
    const doors = [portal.core, ...others.map((town) => town.core)];
    for (let round = 0; round < 5; round += 1) {
      const request = await staff().passkeyChallenge({});
      const { browser, sealed } = request;
      const assertion = still.sign(request);
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, at) =>
          kindOf(
            doors[at % doors.length]!.staff.passkeySignIn({
              browser,
              sealed,
              assertion,
              network: `192.0.2.${at}`,
            }),
          ),
        ),
      );
      expect(answers.filter((kind) => kind === 'signed-in')).toHaveLength(1);
      expect(answers.filter((kind) => kind === 'expired')).toHaveLength(7);
    }
    for (const town of others) await town.close();
  });

  test('eight answers would all sign in without the one statement that spends (the control of the race)', async () => {
    const still = newAuthenticator(origin, { counts: false });
    await add(ada, still);
    const answers = await Promise.all(Array.from({ length: 8 }, () => kindOf(signIn(still))));
    expect(answers, 'eight challenges: nothing else holds them up').toEqual(Array(8).fill('signed-in'));
    const { db } = contextOf(portal.core);
    const before = await portal.count('staff_spent_challenge');
    const naive = async (): Promise<boolean> => {
      if ((await portal.count('staff_spent_challenge')) > before) return false;
      await pause(20);
      await db.write((tx) => spendChallenge(tx, 'one challenge', portal.clock.now()));
      return true;
    };
    const looked = await Promise.all(Array.from({ length: 8 }, naive));
    expect(looked.filter((first) => first).length).toBeGreaterThan(1);
  });

  test('a counter that goes back is refused, told and noted; what does not count is taken', async () => {
    expect(await kindOf(signIn(phone, { counter: 5 }))).toBe('signed-in');
    expect(await kindOf(signIn(phone, { counter: 5 }))).toBe('refused');
    expect(await kindOf(signIn(phone, { counter: 4 }))).toBe('refused');
    expect(await kindOf(signIn(phone, { counter: 0 }))).toBe('refused');
    await desk.deliver();
    const told = portal.mailer.sent.filter(({ text }) => text.includes('was refused: another device'));
    expect(told).toHaveLength(3);
    expect(await portal.count('event', "kind = 'staff.passkey-refused'")).toBe(3);
    expect(await kindOf(signIn(phone, { counter: 4_294_967_295 }))).toBe('signed-in');
    const still = newAuthenticator(origin, { counts: false });
    await add(ada, still);
    expect(await kindOf(signIn(still))).toBe('signed-in');
    expect(await kindOf(signIn(still))).toBe('signed-in');
  });

  test('S17 a disabled account, and a passkey that was removed, sign in no more', async () => {
    const tina = await desk.colleague('Tina Sample', 'technician');
    const session = await desk.signedIn(tina);
    const hers = newAuthenticator(origin);
    await add(session, hers);
    const entered = await signIn(hers);
    const token = entered.kind === 'signed-in' ? entered.sessionToken : '';
    const { staffUserId } = tina;
    await staff().setStatus(desk.scope, { staffUserId, status: 'disabled' });
    expect(await staff().session(token)).toBeNull();
    expect(await kindOf(signIn(hers))).toBe('refused');
    await staff().setStatus(desk.scope, { staffUserId, status: 'active' });
    expect(await kindOf(signIn(hers))).toBe('signed-in');
    portal.clock.advance(30);
    const again = await desk.signedIn(tina);
    const [passkeyId = ''] = await passkeyIds(again);
    await account().removePasskey(again, { passkeyId });
    expect(await kindOf(signIn(hers))).toBe('refused');
    expect(await staff().session(again)).not.toBeNull();
    const spare = newAuthenticator(origin);
    await add(again, spare);
    await staff().renewSignIn(desk.scope, { staffUserId });
    await desk.deliver();
    expect(await kindOf(signIn(spare))).toBe('signed-in');
    await desk.accept(desk.linkTo(tina.email));
    expect(await kindOf(signIn(spare))).toBe('refused');
  });

  test('an invited person sets up a passkey instead of password and app, and gets recovery codes', async () => {
    const token = await desk.invited('nina@example.com');
    const key = newAuthenticator(origin);
    const enrol = async (given: { name?: string; deviation?: Deviation; of?: string } = {}) => {
      const enrolment = await staff().invitationPasskey({ token: given.of ?? token, name: 'Nina Novak' });
      const attestation = key.make(enrolment, given.deviation);
      const passkey = { sealed: enrolment.sealed, attestation, name: '' };
      return staff().acceptInvitation({ token, name: given.name ?? 'Nina Novak', passkey });
    };
    const other = await desk.invited('other@example.com');
    expect(await outcome(enrol({ of: other }))).toBe('gone enrolment');
    expect(await outcome(enrol({ deviation: { verified: false } }))).toBe('invalid passkey');
    expect(await outcome(enrol({ name: ' ' }))).toBe('invalid name');
    expect(await portal.count('staff_user', "email = 'nina@example.com'")).toBe(0);
    expect((await enrol()).recoveryCodes).toHaveLength(10);
    expect(await outcome(enrol())).toBe('not-found token');
    const result = await signIn(key);
    const session = result.kind === 'signed-in' ? result.sessionToken : '';
    expect((await staff().session(session))?.name).toBe('Nina Novak');
    expect(await staff().signIn({ email: 'nina@example.com', password: '', network })).toEqual({
      kind: 'refused',
    });
    const [passkeyId = ''] = await passkeyIds(session);
    expect(await outcome(account().removePasskey(session, { passkeyId }))).toBe('not-allowed last-way-in');
    await add(session, newAuthenticator(origin), 'Key ring');
    expect(await outcome(account().removePasskey(session, { passkeyId }))).toBe('done');
    expect(await passkeyIds(session)).toHaveLength(1);
  });

  test('who has a passkey alone sets up a password and an app beside it, and may then remove it', async () => {
    const token = await desk.invited('nina@example.com');
    const key = newAuthenticator(origin);
    const enrolment = await staff().invitationPasskey({ token, name: 'Nina Novak' });
    const passkey = { sealed: enrolment.sealed, attestation: key.make(enrolment), name: '' };
    const { recoveryCodes } = await staff().acceptInvitation({ token, name: 'Nina Novak', passkey });
    const result = await signIn(key);
    const session = result.kind === 'signed-in' ? result.sessionToken : '';
    const newPassword = 'nine violet tractors at dusk';
    expect((await account().page(session)).hasPassword).toBe(false);
    await account().changePassword(session, { currentPassword: '', newPassword, network });
    const { secret, sealed } = await account().newAuthenticator(session);
    await account().confirmAuthenticator(session, { sealed, code: desk.codeOf(secret) });
    expect((await account().page(session)).hasPassword).toBe(true);
    expect(
      await account().changePassword(session, { currentPassword: '', newPassword, network }),
    ).toMatchObject({
      kind: 'wrong',
    });
    const [passkeyId = ''] = await passkeyIds(session);
    await account().removePasskey(session, { passkeyId });
    expect(
      await desk.signIn({ email: 'nina@example.com', password: newPassword }, recoveryCodes[0]!),
    ).toBeTruthy();
  });

  test('S18 a passkey is a fresh proof; adding and removing need one; only one’s own counts', async () => {
    const tina = await desk.colleague('Tina Sample', 'technician');
    const hers = newAuthenticator(origin);
    await add(await desk.signedIn(tina), hers);
    portal.clock.advance(10 * minute);
    const [passkeyId = ''] = await passkeyIds(ada);
    const sensitive = () =>
      Promise.all([outcome(account().newPasskey(ada)), outcome(account().removePasskey(ada, { passkeyId }))]);
    expect(await sensitive()).toEqual(Array(2).fill('not-allowed proof'));
    const prove = async (key: Authenticator, deviation?: Deviation): Promise<string> => {
      const request = await account().proofChallenge(ada);
      const assertion = key.sign(request, deviation);
      return (await account().proveByPasskey(ada, { sealed: request.sealed, assertion, network })).kind;
    };
    expect(await prove(hers)).toBe('refused');
    expect(await prove(phone, { verified: false })).toBe('refused');
    expect(await sensitive()).toEqual(Array(2).fill('not-allowed proof'));
    expect(await prove(phone)).toBe('proven');
    expect(await outcome(account().newPasskey(ada))).toBe('done');
    const her = await signIn(hers);
    const herSession = her.kind === 'signed-in' ? her.sessionToken : '';
    expect(await outcome(account().removePasskey(herSession, { passkeyId }))).toBe('not-found passkeyId');
    expect(await outcome(account().renamePasskey(herSession, { passkeyId, name: 'Mine' }))).toBe(
      'not-found passkeyId',
    );
    await account().renamePasskey(ada, { passkeyId, name: ' Old phone ' });
    expect((await account().page(ada)).passkeys).toMatchObject([{ name: 'Old phone' }]);
    expect(await outcome(account().renamePasskey(ada, { passkeyId, name: 'x'.repeat(61) }))).toBe(
      'invalid name',
    );
  });

  test('a passkey belongs to one account, and nobody has more than twenty', async () => {
    const tina = await desk.colleague('Tina Sample', 'technician');
    const session = await desk.signedIn(tina);
    expect(await outcome(add(session, phone))).toBe('invalid passkey-known');
    for (let n = 0; n < 20; n += 1) await add(session, newAuthenticator(origin));
    expect(await outcome(add(session, newAuthenticator(origin)))).toBe('not-allowed passkeys-full');
  });

  test('attempts of a network are limited; a pause after wrong passwords does not hold a passkey up', async () => {
    const { email } = desk.administrator;
    for (let n = 0; n < 10; n += 1) await staff().signIn({ email, password: 'not it', network: '192.0.2.9' });
    expect(await staff().signIn({ email, password: 'not it', network })).toMatchObject({ kind: 'paused' });
    expect(await kindOf(signIn(phone))).toBe('signed-in');
    expect(await staff().signIn({ email, password: 'not it', network })).toMatchObject({ kind: 'paused' });
    const answers: string[] = [];
    for (let n = 0; n < 61; n += 1) answers.push(await outcome(signIn(newAuthenticator(origin))));
    expect(answers.at(-1)).toBe('too-many network');
  });
});
