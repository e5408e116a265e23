import { contextOf } from '@itinera/core/set-up';
import { countAdministrators, storeStaffRole, useRecoveryCode } from '@itinera/db';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newAuthenticator } from '../../fixtures/authenticator.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { openTestCore, type TestCore } from '../../fixtures/small-company.ts';
import { goodPassword, openStaffDesk, outcome, type StaffDesk } from '../../fixtures/staff-desk.ts';
import { engines } from '../db/stores.ts';
import { openPortal, type Portal } from './portal.ts';

const network = '192.0.2.1';
const origin = 'http://office.example.test';

/** For so many who wait for each other: between looking and writing, which a race needs to be seen. */
function meeting(count: number): () => Promise<void> {
  let open = (): void => undefined;
  const full = new Promise<void>((resolve) => (open = resolve));
  return () => {
    count -= 1;
    if (count === 0) open();
    return full;
  };
}

/*
 * Races of staff, each beside a control: the same things asked at once by who looks first and writes later, measured in
 * the same way. Where the control saw no fault, the race would prove nothing.
 */
describe.each(engines)('races of staff on %s', (engine) => {
  let portal: Portal;
  let desk: StaffDesk;
  /** Another process on the same store, where the engine allows it: within one, writes wait for each other. */
  let other: TestCore | null = null;
  beforeEach(async () => {
    portal = await openPortal(engine);
    desk = await openStaffDesk(portal, portal.small);
    other = engine === 'postgres' ? await openTestCore(portal.store, { clock: portal.clock }) : null;
  });
  afterEach(async () => {
    await other?.close();
    await portal.close();
  });

  const staff = () => portal.core.staff;
  const door = (at: number) => (at % 2 === 1 && other ? other.core : portal.core);
  const administratorsLeft = async (): Promise<number> => {
    const { members } = await staff().list(desk.scope);
    return members.filter((one) => one.role === 'administrator' && one.status === 'active').length;
  };

  test('two administrators who demote each other at once leave one', async () => {
    const bert = await desk.colleague('Bert Sample', 'administrator');
    const asBert = staffScope(portal.small, bert.staffUserId, ['administrator']);
    const { staffUserId } = desk.administrator;
    const race = await Promise.all([
      outcome(staff().setRole(desk.scope, { staffUserId: bert.staffUserId, role: 'supervisor' })),
      outcome(door(1).staff.setRole(asBert, { staffUserId, role: 'supervisor' })),
    ]);
    expect(race.sort()).toEqual(['done', 'not-allowed last-administrator']);
    expect(await administratorsLeft()).toBe(1);
  });

  test('two who looked first and wrote later leave none (the control)', async () => {
    const bert = await desk.colleague('Bert Sample', 'administrator');
    const { companyId, businessUnitId } = portal.small;
    const { db } = contextOf(portal.core);
    const everybodyLooked = meeting(2);
    const naive = async (staffUserId: string): Promise<string> => {
      if ((await countAdministrators(db.read, businessUnitId)) < 2) return 'refused';
      await everybodyLooked();
      await db.write((tx) => storeStaffRole(tx, { companyId, staffUserId, businessUnitId }, 'supervisor'));
      return 'done';
    };
    expect(await Promise.all([bert, desk.administrator].map((one) => naive(one.staffUserId)))).toEqual([
      'done',
      'done',
    ]);
    expect(await administratorsLeft()).toBe(0);
  });

  test('six who give one recovery code at once: one gets in', async () => {
    const nina = await desk.accept(await desk.invited('nina@example.com'));
    const kinds = await enterAtOnce(Array<string>(6).fill(nina.recoveryCodes[0]!));
    expect(kinds.filter((kind) => kind === 'signed-in')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'wrong')).toHaveLength(5);
  });

  test('six with six codes all get in, and so would six who looked at one first (the control)', async () => {
    const nina = await desk.accept(await desk.invited('nina@example.com'));
    expect(await enterAtOnce(nina.recoveryCodes.slice(0, 6))).toEqual(Array(6).fill('signed-in'));
    const { db } = contextOf(portal.core);
    const [row] = await portal.rows<{ staff_user_id: string; code_mac: string }>(
      'SELECT staff_user_id, code_mac FROM staff_recovery_code WHERE used_at IS NULL LIMIT 1',
    );
    const { staff_user_id: staffUserId, code_mac: mac } = row!;
    const everybodyLooked = meeting(6);
    const naive = async (): Promise<boolean> => {
      const unused = await portal.count('staff_recovery_code', `code_mac = '${mac}' AND used_at IS NULL`);
      if (unused === 0) return false;
      await everybodyLooked();
      await db.write((tx) => useRecoveryCode(tx, staffUserId, mac, portal.clock.now()));
      return true;
    };
    const looked = await Promise.all(Array.from({ length: 6 }, naive));
    expect(looked).toEqual(Array(6).fill(true));
  });

  test('somebody who removes both passkeys at once keeps one; with a password both go (the control)', async () => {
    const token = await desk.invited('nina@example.com');
    const key = newAuthenticator(origin);
    const enrolment = await staff().invitationPasskey({ token, name: 'Nina Novak' });
    const passkey = { sealed: enrolment.sealed, attestation: key.make(enrolment), name: '' };
    await staff().acceptInvitation({ token, name: 'Nina Novak', passkey });
    const request = await staff().passkeyChallenge({});
    const { browser, sealed } = request;
    const entered = await staff().passkeySignIn({ browser, sealed, assertion: key.sign(request), network });
    const nina = entered.kind === 'signed-in' ? entered.sessionToken : '';
    await addPasskey(nina);
    const outcomes = await removeAllAtOnce(nina);
    expect(outcomes.sort()).toEqual(['done', 'not-allowed last-way-in']);
    const ada = await desk.signedIn(desk.administrator);
    await addPasskey(ada);
    await addPasskey(ada);
    expect(await removeAllAtOnce(ada)).toEqual(['done', 'done']);
  });

  async function enterAtOnce(codes: string[]): Promise<string[]> {
    const first = await staff().signIn({ email: 'nina@example.com', password: goodPassword, network });
    if (first.kind !== 'second-factor') throw new Error(first.kind);
    const { token } = first;
    const answers = codes.map((code, at) => door(at).staff.secondFactor({ token, code, network }));
    return (await Promise.all(answers)).map(({ kind }) => kind);
  }

  async function addPasskey(session: string): Promise<void> {
    const enrolment = await portal.core.account.newPasskey(session);
    const attestation = newAuthenticator(origin).make(enrolment);
    await portal.core.account.addPasskey(session, { sealed: enrolment.sealed, attestation, name: '' });
  }

  async function removeAllAtOnce(session: string): Promise<string[]> {
    const { passkeys } = await portal.core.account.page(session);
    return Promise.all(
      passkeys.map(({ id }, at) => outcome(door(at).account.removePasskey(session, { passkeyId: id }))),
    );
  }
});
