import { setUp } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../fixtures/small-company.ts';
import { enrolmentOf, goodPassword, openStaffDesk, outcome } from '../../fixtures/staff-desk.ts';
import { generateSync } from 'otplib';
import { engines, makeMigratedTarget, sql } from '../db/stores.ts';
import { openPortal } from './portal.ts';

const network = '192.0.2.1';
const wish = { email: 'ada@example.com', company: 'Vaduz Heating', zone: 'Europe/Vaduz' };

describe.each(engines)('the first administrator on %s', (engine) => {
  let town: TestCore;
  let made: Awaited<ReturnType<typeof makeMigratedTarget>>;
  beforeEach(async () => {
    made = await makeMigratedTarget(engine);
    town = await openTestCore(made.store);
  });
  afterEach(async () => {
    await town.close();
    await made.drop();
  });

  const order = (more: object = {}) => setUp(town.core).firstAdministrator({ ...wish, ...more });
  const tokenOf = ({ link }: { link: string }): string => link.split('#')[1] ?? '';
  const count = async (table: string): Promise<number> =>
    Number((await sql<{ n: number }>(made.target, `SELECT count(*) AS n FROM ${table}`))[0]?.n);

  async function accept(token: string, email = wish.email) {
    const { secret, sealed } = enrolmentOf(await town.core.staff.viewInvitation(token));
    const code = generateSync({ secret, epoch: town.clock.now() });
    const answer = { token, name: 'Ada Sample', password: goodPassword, sealed, code };
    await town.core.staff.acceptInvitation(answer);
    town.clock.advance(30);
    const first = await town.core.staff.signIn({ email, password: goodPassword, network });
    if (first.kind !== 'second-factor') throw new Error(first.kind);
    const now = generateSync({ secret, epoch: town.clock.now() });
    const second = await town.core.staff.secondFactor({ token: first.token, code: now, network });
    if (second.kind !== 'signed-in') throw new Error(second.kind);
    return second.sessionToken;
  }

  test('S12 a new store has no account; the command makes company, unit and a link that works once', async () => {
    expect([await count('staff_user'), await count('company')]).toEqual([0, 0]);
    const link = await order();
    expect(link.link).toMatch(/^http:\/\/office\.example\.test\/invitation#[\w-]{43}$/);
    expect(link.expiresAt).toBe(town.clock.now() + 24 * 3600);
    expect([await count('staff_user'), await count('company'), await count('business_unit')]).toEqual([
      0, 1, 1,
    ]);
    const session = await town.core.staff.session(await accept(tokenOf(link)));
    expect(session?.businessUnits).toMatchObject([
      { name: 'Vaduz Heating', zone: 'Europe/Vaduz', roles: ['administrator'] },
    ]);
    expect(await outcome(town.core.staff.viewInvitation(tokenOf(link)))).toBe('not-found token');
    expect(await outcome(order({ email: 'other@example.com' }))).toBe('not-allowed has-administrator');
    expect(await count('staff_user')).toBe(1);
  });

  test('S12 the way closes: of several links only the newest opens, also when two are made at once', async () => {
    const links = await Promise.all([order(), order({ email: 'bea@example.com' })]);
    const newest = await order({ email: 'cleo@example.com' });
    for (const link of links)
      expect(await outcome(town.core.staff.viewInvitation(tokenOf(link)))).toBe('not-found token');
    expect([await count('company'), await count('business_unit')]).toEqual([1, 1]);
    await accept(tokenOf(newest), 'cleo@example.com');
  });

  test('names what it misses', async () => {
    expect(await outcome(order({ company: undefined }))).toBe('invalid firstAdministrator.company');
    expect(await outcome(order({ zone: undefined }))).toBe('invalid firstAdministrator.zone');
    expect(await outcome(order({ zone: 'Vaduz' }))).toBe('invalid firstAdministrator.zone');
    expect(await outcome(order({ email: 'nobody' }))).toBe('invalid firstAdministrator.email');
    expect([await count('company'), await count('staff_invitation')]).toEqual([0, 0]);
  });
});

describe.each(engines)('recovery from the command line on %s', (engine) => {
  test('S12 although there are administrators: they are told, it is noted, and the factors are set anew', async () => {
    const portal = await openPortal(engine);
    const desk = await openStaffDesk(portal, portal.small);
    const { administrator } = desk;
    const kept = await desk.signedIn(administrator);
    const order = (more: object) =>
      setUp(portal.core).firstAdministrator({ email: administrator.email, ...more });
    expect(await outcome(order({}))).toBe('not-allowed has-administrator');
    expect(await portal.count('event', "kind = 'staff.administrator-recovered'")).toBe(0);
    const { link } = await order({ recover: true });
    await desk.deliver();
    expect(portal.mailer.sent.at(-1)).toMatchObject({ to: administrator.email });
    expect(portal.mailer.sent.at(-1)?.text).toContain('from the command line');
    expect(
      await portal.count('event', "kind = 'staff.administrator-recovered' AND actor_type = 'system'"),
    ).toBe(1);
    expect(await portal.core.staff.session(kept)).not.toBeNull();
    const person = await desk.accept(link.split('#')[1] ?? '');
    expect(await portal.core.staff.session(kept)).toBeNull();
    portal.clock.advance(30);
    await expect(desk.signedIn(administrator)).rejects.toThrow('password: refused');
    expect((await portal.core.staff.session(await desk.signedIn(person)))?.businessUnits).toMatchObject([
      { roles: ['administrator'] },
    ]);
    const other = await order({ recover: true, email: portal.small.supervisor.email });
    portal.clock.advance(30);
    const supervisor = await desk.accept(other.link.split('#')[1] ?? '');
    portal.clock.advance(30);
    expect((await portal.core.staff.session(await desk.signedIn(supervisor)))?.businessUnits).toMatchObject([
      { roles: ['administrator'] },
    ]);
    await portal.close();
  });
});
