import { openTestCore } from '../../fixtures/small-company.ts';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { contextOf, setUp } from '@itinera/core/set-up';
import { findStaffInvitation, lockAttemptLimit } from '@itinera/db';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  enrolmentOf,
  goodPassword,
  openStaffDesk,
  outcome,
  type StaffDesk,
} from '../../fixtures/staff-desk.ts';
import { engines } from '../db/stores.ts';
import { openPortal, type Portal } from './portal.ts';

const hour = 3600;
const nina = 'nina@example.com';

describe.each(engines)('staff invitations on %s', (engine) => {
  let portal: Portal;
  let desk: StaffDesk;
  beforeEach(async () => {
    portal = await openPortal(engine);
    desk = await openStaffDesk(portal, portal.small);
  });
  afterEach(() => portal.close());

  const staff = () => portal.core.staff;

  test('CAD-US-03 S14 an unknown address gets an account, and enters with the factors proven there', async () => {
    const token = await desk.invited(nina, 'call-agent');
    const view = await staff().viewInvitation(token);
    expect(view).toMatchObject({ email: nina, kind: 'new', company: 'Vaduz Heating', name: null });
    expect(view.roles).toEqual([{ unit: 'Vaduz Heating', role: 'call-agent' }]);
    expect(enrolmentOf(view).uri).toContain(enrolmentOf(view).secret);
    const person = await desk.accept(token);
    expect(new Set(person.recoveryCodes).size).toBe(10);
    portal.clock.advance(30);
    const session = await staff().session(await desk.signedIn(person));
    expect(session).toMatchObject({ name: 'Nina Novak', email: nina });
    expect(session?.businessUnits.map(({ roles }) => roles)).toEqual([['call-agent']]);
    const scope = session!.scope(portal.small.businessUnitId);
    expect(await outcome(portal.core.customers.search(scope, {}))).toBe('done');
    expect(await outcome(staff().list(scope))).toBe('not-allowed role');
  });

  test('S14 a link works once, also in parallel', async () => {
    for (let round = 0; round < 5; round += 1) {
      const token = await desk.invited(`person${round}@example.com`);
      const others = engine === 'postgres' ? [await openTestCore(portal.store, { clock: portal.clock })] : [];
      const doors = [portal.core, ...others.map((town) => town.core)];
      const { secret, sealed } = enrolmentOf(await staff().viewInvitation(token));
      const code = desk.codeOf(secret);
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, at) =>
          outcome(
            doors[at % doors.length]!.staff.acceptInvitation({
              token,
              name: `Person ${at}`,
              password: goodPassword,
              sealed,
              code,
            }),
          ),
        ),
      );
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'not-found token')).toHaveLength(5);
      for (const town of others) await town.close();
    }
    expect(await portal.count('staff_user', "name LIKE 'Person%'")).toBe(5);
    expect(await portal.count('event', "kind = 'staff.joined'")).toBe(5);
  });

  test('six who looked first and wrote later would all get in (the control of the race)', async () => {
    const tokenHash = createHash('sha256')
      .update(await desk.invited(nina))
      .digest('base64url');
    const { db } = contextOf(portal.core);
    const naive = async (): Promise<boolean> => {
      const found = await findStaffInvitation(db.read, tokenHash);
      await pause(20);
      if (found?.acceptedAt !== null) return false;
      await db.write((tx) => lockAttemptLimit(tx, 'a write of the control', portal.clock.now()));
      return true;
    };
    const answers = await Promise.all(Array.from({ length: 6 }, naive));
    expect(answers.filter((entered) => entered).length).toBeGreaterThan(1);
  });

  test('a link ends when whoever made it may not invite any more', async () => {
    const head = await desk.colleague('Head Sample', 'administrator');
    const scope = (await staff().session(await desk.signedIn(head)))!.scope(portal.small.businessUnitId);
    const roles = [{ businessUnitId: portal.small.businessUnitId, role: 'administrator' as const }];
    const input = { email: nina, language: 'en' as const, roles, idempotencyKey: 'before-they-left' };
    await staff().invite(scope, input);
    await desk.deliver();
    const token = desk.linkTo(nina);
    const change = { staffUserId: head.staffUserId };
    await staff().setRole(desk.scope, { ...change, role: 'supervisor' });
    expect(await outcome(desk.accept(token))).toBe('not-found token');
    await staff().setRole(desk.scope, { ...change, role: 'administrator' });
    await staff().setStatus(desk.scope, { ...change, status: 'disabled' });
    expect(await outcome(desk.accept(token))).toBe('not-found token');
    await staff().setStatus(desk.scope, { ...change, status: 'active' });
    expect(await outcome(desk.accept(token))).toBe('done');
  });

  test('S14 a link works for 24 hours, is bound to its address, and ends with a new one or when it is revoked', async () => {
    const first = await desk.invited(nina);
    portal.clock.advance(24 * hour - 1);
    expect((await staff().viewInvitation(first)).email).toBe(nina);
    portal.clock.advance(1);
    expect(await outcome(staff().viewInvitation(first))).toBe('not-found token');
    expect(await outcome(desk.accept(first))).toBe('not-found token');
    const [open] = (await staff().list(desk.scope)).invitations;
    await staff().resendInvitation(desk.scope, { invitationId: open!.id });
    await desk.deliver();
    const second = desk.linkTo(nina);
    expect(second).not.toBe(first);
    expect(await outcome(staff().viewInvitation(first))).toBe('not-found token');
    expect((await staff().viewInvitation(second)).email).toBe(nina);
    await staff().revokeInvitation(desk.scope, { invitationId: open!.id });
    expect(await outcome(staff().viewInvitation(second))).toBe('not-found token');
    expect(await outcome(staff().revokeInvitation(desk.scope, { invitationId: open!.id }))).toBe(
      'not-found invitationId',
    );
    const third = await desk.invited(nina);
    await desk.invited(nina);
    expect(await outcome(staff().viewInvitation(third))).toBe('not-found token');
    expect(portal.mailer.sent.filter(({ to }) => to === nina)).toHaveLength(4);
  });

  test('S6 S14 the link stands nowhere in the store: hashed, sealed while it waits, blanked when it has left', async () => {
    const roles = [{ businessUnitId: portal.small.businessUnitId, role: 'supervisor' as const }];
    const input = { email: nina, language: 'en' as const, roles, idempotencyKey: 'the-only-key' };
    await staff().invite(desk.scope, input);
    expect(await staff().invite(desk.scope, input)).toHaveProperty('invitationId');
    const stored = async (): Promise<string> =>
      JSON.stringify([
        await portal.rows('SELECT * FROM staff_invitation'),
        await portal.rows('SELECT * FROM message'),
        await portal.rows('SELECT * FROM idempotency'),
        await portal.rows('SELECT * FROM event'),
      ]);
    const waiting = await stored();
    await desk.deliver();
    const token = desk.linkTo(nina);
    expect(portal.mailer.sent.filter(({ to }) => to === nina)).toHaveLength(1);
    for (const text of [waiting, await stored()]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain('invitation#');
      expect(text).toContain(nina); // the control: these rows are about this invitation
    }
  });

  test('nothing is made before the second factor was proven, and bad passwords are named', async () => {
    const token = await desk.invited(nina);
    const { secret, sealed } = enrolmentOf(await staff().viewInvitation(token));
    const answer = { token, name: 'Nina', password: goodPassword, sealed, code: desk.codeOf(secret) };
    const accept = (change: Partial<typeof answer>) =>
      outcome(staff().acceptInvitation({ ...answer, ...change }));
    expect(await accept({ code: '000000' })).toBe('invalid wrong-code');
    expect(await accept({ code: '' })).toBe('invalid wrong-code');
    expect(await accept({ sealed: '' })).toBe('gone enrolment');
    expect(await accept({ name: ' ' })).toBe('invalid name');
    expect(await accept({ password: 'short one' })).toBe('invalid length');
    expect(await accept({ password: 'Nina@Vaduz-Heating1' })).toBe('invalid known');
    const other = enrolmentOf(await staff().viewInvitation(await desk.invited('other@example.com')));
    expect(await accept({ sealed: other.sealed, code: desk.codeOf(other.secret) })).toBe('gone enrolment');
    expect(await portal.count('staff_user', `email = '${nina}'`)).toBe(0);
    portal.clock.advance(30 * 60);
    expect(await accept({ code: desk.codeOf(secret) })).toBe('gone enrolment');
    expect((await desk.accept(token)).recoveryCodes).toHaveLength(10);
  });

  test('CAD-US-03 an account of the company gets the roles after accepting, and keeps those it has', async () => {
    const { companyId, businessUnitId } = portal.small;
    const { businessUnitId: sibling } = await setUp(portal.core).businessUnit({
      companyId,
      slug: 'balzers',
      name: 'Balzers Heating',
      zone: 'Europe/Vaduz',
      languages: ['en'],
      defaultLanguage: 'en',
    });
    const tina = await desk.colleague('Tina Sample', 'technician');
    const roles = [{ businessUnitId: sibling, role: 'supervisor' as const }];
    const invite = (key: string, given = roles) =>
      staff().invite(desk.scope, { email: tina.email, language: 'it', roles: given, idempotencyKey: key });
    expect(await outcome(invite('not-my-unit'))).toBe('not-allowed other-units');
    expect(await outcome(invite('works-here', [{ businessUnitId, role: 'supervisor' }]))).toBe(
      'invalid works-here',
    );
    const head = await setUp(portal.core).staffUser({
      companyId,
      name: 'Head Sample',
      email: 'head@vaduz-heating.example',
      language: 'en',
      roles: [businessUnitId, sibling].map((id) => ({ businessUnitId: id, role: 'administrator' })),
    });
    const scope = (await staff().session(await desk.signedIn(head)))!.scope(sibling);
    await staff().invite(scope, { email: tina.email, language: 'it', roles, idempotencyKey: 'the-sibling' });
    await desk.deliver();
    const token = desk.linkTo(tina.email);
    expect(await staff().viewInvitation(token)).toMatchObject({
      kind: 'existing',
      name: 'Tina Sample',
      enrolment: null,
    });
    expect(await staff().acceptInvitation({ token })).toEqual({ email: tina.email, recoveryCodes: [] });
    const session = await staff().session(await desk.signedIn(tina));
    expect(session?.businessUnits.map(({ id, roles: held }) => [id, held])).toEqual([
      [sibling, ['supervisor']],
      [businessUnitId, ['technician']],
    ]);
    expect(await outcome(staff().acceptInvitation({ token }))).toBe('not-found token');
  });

  test('AZT-16 an administrator sends a link and never sees a password; the link sets both factors anew', async () => {
    const tina = await desk.colleague('Tina Sample', 'technician');
    const kept = await desk.signedIn(tina);
    await staff().renewSignIn(desk.scope, { staffUserId: tina.staffUserId });
    await desk.deliver();
    const token = desk.linkTo(tina.email);
    expect(await staff().viewInvitation(token)).toMatchObject({ kind: 'renewal', name: 'Tina Sample' });
    expect(await staff().session(kept)).not.toBeNull();
    const person = await desk.accept(token);
    expect(await staff().session(kept)).toBeNull();
    portal.clock.advance(30);
    await expect(desk.signedIn(tina)).rejects.toThrow('password: refused');
    expect(await staff().session(await desk.signedIn(person))).toMatchObject({ name: 'Tina Sample' });
    await desk.deliver();
    expect(portal.mailer.sent.at(-1)).toMatchObject({ to: tina.email });
    expect(portal.mailer.sent.at(-1)?.text).toContain('set up again');
    const told = JSON.stringify(await staff().list(desk.scope));
    expect(told).not.toMatch(/password|totp|argon/i);
    expect(told).toContain(tina.email);
  });

  test('an address of another company’s account, and a disabled account, accept nothing', async () => {
    const make = setUp(portal.core);
    const foreign = await make.company({ name: 'Foreign' });
    const { businessUnitId } = await make.businessUnit({
      ...foreign,
      slug: 'foreign',
      name: 'Foreign',
      zone: 'Europe/Vaduz',
      languages: ['en'],
      defaultLanguage: 'en',
    });
    const taken = { name: 'Taken', email: nina, language: 'en' as const };
    await make.staffUser({ ...foreign, ...taken, roles: [{ businessUnitId, role: 'supervisor' }] });
    expect(await outcome(desk.accept(await desk.invited(nina)))).toBe('not-allowed email-taken');
    const tina = await desk.colleague('Tina Sample', 'technician');
    await staff().renewSignIn(desk.scope, tina);
    await desk.deliver();
    await staff().setStatus(desk.scope, { staffUserId: tina.staffUserId, status: 'disabled' });
    expect(await outcome(desk.accept(desk.linkTo(tina.email)))).toBe('not-allowed disabled');
  });
});
