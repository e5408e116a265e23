import type { BusinessUnitScope, Preview } from '@itinera/core';
import { contextOf, personUseCases, setUp, type MadeStaffUser } from '@itinera/core/set-up';
import { eventsOfSubject, findBusinessUnit, updateBusinessUnit, type Engine } from '@itinera/db';
import { afterEach, describe, expect, test } from 'vitest';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import { makeSmallCompany } from '../../fixtures/small-company.ts';
import { openStaffDesk, type StaffDesk } from '../../fixtures/staff-desk.ts';
import { engines } from '../db/stores.ts';
import { openPortal, sessionOf, type Portal } from './portal.ts';

let portal: Portal;
let desk: StaffDesk;
let accessId: string;
/** A call-centre agent, their session and scope: who may look, and may not change who signs in. */
let agent: MadeStaffUser;
let staffToken: string;
let scope: BusinessUnitScope;
afterEach(() => portal.close());

async function open(engine: Engine): Promise<void> {
  portal = await openPortal(engine);
  const { small } = portal;
  desk = await openStaffDesk(portal, small);
  agent = await desk.colleague('Carla Sample', 'call-agent');
  staffToken = await desk.signedIn(agent);
  scope = staffScope(small, agent.staffUserId, ['call-agent']);
  accessId = small.customers.mario.accessIds[0] ?? '';
}

/** Presses the button in the back office; the token of the address. */
async function granted(of = accessId, by = scope, sessionToken = staffToken): Promise<string> {
  const grant = await portal.core.previews.grant(by, { accessId: of, sessionToken });
  if (grant.kind !== 'open') throw new Error(`closed: ${grant.why}`);
  return grant.url.split('/preview/')[1] ?? '';
}

/** Presses the button in the portal too; the token of the preview. */
async function opened(): Promise<string> {
  const result = await portal.core.previews.open({ grantToken: await granted() });
  if (result.kind !== 'opened') throw new Error(result.kind);
  return result.previewToken;
}

async function seen(previewToken: string): Promise<Preview['seen']> {
  const preview = await portal.core.previews.session(previewToken);
  if (!preview) throw new Error('the preview is over');
  return preview.seen;
}

async function marios(): Promise<string> {
  const { challengeToken, code } = await portal.requestAndRead('mario@example.com');
  return sessionOf(await portal.verify(challengeToken, code));
}

describe.each<Engine>(engines)('seeing the portal as a customer on %s', (engine) => {
  test('an address works once, for a minute; the preview for a quarter of an hour; both are stored hashed and in the events', async () => {
    await open(engine);
    const { core, clock } = portal;
    const late = await granted();
    clock.advance(59);
    expect(await core.previews.view(late)).toEqual({ personName: 'Mario Sample', company: 'Vaduz Heating' });
    clock.advance(1);
    expect(await core.previews.view(late)).toBeNull();
    expect(await core.previews.open({ grantToken: late })).toEqual({ kind: 'over' });

    const grantToken = await granted();
    const all = await Promise.all(Array.from({ length: 8 }, () => core.previews.open({ grantToken })));
    const [token = ''] = all.flatMap((one) => (one.kind === 'opened' ? [one.previewToken] : []));
    expect(all.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
    expect(await core.previews.view(grantToken)).toBeNull();
    expect(await seen(token)).toMatchObject({ kind: 'open', session: { scope: { accessId } } });
    const stored = JSON.stringify(await portal.rows('SELECT * FROM portal_preview'));
    for (const secret of [grantToken, token, staffToken]) expect(stored).not.toContain(secret);
    const { db } = contextOf(core);
    const subject = { type: 'access', id: accessId };
    const events = await eventsOfSubject(db.read, portal.small.businessUnitId, subject);
    expect(events.map(({ kind, actorId }) => [kind, actorId])).toEqual(
      ['granted', 'granted', 'ed'].map((end, n) => [
        n < 2 ? `access.preview-${end}` : `access.preview${end}`,
        agent.staffUserId,
      ]),
    );
    clock.advance(15 * 60 - 1);
    expect(await core.previews.session(token)).not.toBeNull();
    clock.advance(1);
    expect(await core.previews.session(token)).toBeNull();
    const left = await opened();
    await core.previews.leave(left);
    expect(await core.previews.session(left)).toBeNull();
    for (const none of ['', 'x', grantToken]) expect(await core.previews.session(none)).toBeNull();
    clock.advance(30 * 86_400);
    await desk.deliver();
    expect(await portal.count('portal_preview'), 'forgotten in the end').toBe(0);
  });

  test('it ends with the staff session, and with account, role and right', async () => {
    await open(engine);
    const { core } = portal;
    const { staff } = core;
    type End = (staffUserId: string) => Promise<unknown>;
    const ends: [string, End][] = [
      ['signed out', () => staff.signOut(staffToken)],
      ['sessions ended', (staffUserId) => staff.endSessions(desk.scope, { staffUserId })],
      ['another role', (staffUserId) => staff.setRole(desk.scope, { staffUserId, role: 'technician' })],
      ['no role', (staffUserId) => staff.setRole(desk.scope, { staffUserId, role: null })],
      ['disabled', (staffUserId) => staff.setStatus(desk.scope, { staffUserId, status: 'disabled' })],
    ];
    for (const [name, end] of ends) {
      agent = await desk.colleague(`Agent ${name}`, 'call-agent');
      scope = staffScope(portal.small, agent.staffUserId, ['call-agent']);
      staffToken = await desk.signedIn(agent);
      const token = await opened();
      const unused = await granted();
      expect(await core.previews.session(token), name).not.toBeNull();
      expect(await core.previews.view(unused), name).not.toBeNull();
      await end(agent.staffUserId);
      expect(await core.previews.session(token), name).toBeNull();
      expect(await core.previews.view(unused), name).toBeNull();
      expect(await core.previews.open({ grantToken: unused }), name).toEqual({ kind: 'over' });
    }
  });

  test('nobody looks into another unit, with another’s session, or with none', async () => {
    await open(engine);
    const other = await makeSmallCompany(portal.core, 'schaan');
    const foreign = other.customers.mario.accessIds[0] ?? '';
    await expect(granted(foreign)).rejects.toMatchObject({ code: 'not-found' });
    await expect(granted('x')).rejects.toMatchObject({ code: 'not-found' });
    await expect(granted(accessId, scope, 'x')).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(granted(accessId, desk.scope)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await portal.count('portal_preview')).toBe(0);
    await granted();
    expect(await portal.count('portal_preview'), 'the control').toBe(1);
  });

  test('every use case that changes something refuses it, and its token opens nothing of the person’s session', async () => {
    await open(engine);
    const { core, small } = portal;
    const token = await opened();
    const look = await seen(token);
    if (look.kind !== 'open') throw new Error(look.why);
    const own = accessScope(small, small.customers.mario);
    const groups = core as unknown as Record<
      string,
      Record<string, (...args: unknown[]) => Promise<unknown>>
    >;
    const reason = (useCase: string, by: object) => {
      const [group = '', name = ''] = useCase.split('.');
      return groups[group]![name]!(by, { idempotencyKey: 'key-of-a-form' }).then(
        () => 'done',
        (error: { reason?: string }) => error.reason ?? 'another',
      );
    };
    for (const [useCase, does] of Object.entries(personUseCases)) {
      expect((await reason(useCase, look.session.scope)) === 'preview', useCase).toBe(does === 'changes');
      expect(await reason(useCase, own), `${useCase}, the control`).not.toBe('preview');
    }
    const { signIn } = core;
    const from = { network: '192.0.2.1', language: 'en' as const };
    for (const attempt of [
      () => signIn.account(token),
      () => signIn.ownSessions(token),
      () => signIn.endOtherSessions(token),
      () => signIn.requestProof(token, from),
      () => signIn.requestChange(token, { ...from, identifier: 'new@example.com' }),
      () => signIn.chooseAccess(token, accessId),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await signIn.session(token)).toBeNull();
  });

  test('the person notices nothing: not in their sessions, in no count, in no last use', async () => {
    await open(engine);
    const { core, clock, small } = portal;
    const session = await marios();
    const tables = ['portal_session', 'access', 'access_period', 'access_link', 'known_device'];
    const before = await Promise.all(tables.map((table) => portal.rows(`SELECT * FROM ${table}`)));
    const sara = staffScope(small, small.supervisor.staffUserId);
    const overview = await core.accesses.overview(sara);
    clock.advance(300);
    const token = await opened();
    await seen(token);
    expect(await core.previews.account(token)).toMatchObject({ email: 'mario@example.com', fresh: false });
    expect(await core.previews.ownSessions(token)).toMatchObject([{ current: false }]);
    expect(await Promise.all(tables.map((table) => portal.rows(`SELECT * FROM ${table}`)))).toEqual(before);
    expect(await core.accesses.overview(sara)).toEqual(overview);
    expect(await core.signIn.ownSessions(session)).toHaveLength(1);
  });

  test('CAD-BU-14 where the person finds the portal closed, the answer says why; also when it closes later', async () => {
    await open(engine);
    const { core, small } = portal;
    const { companyId, businessUnitId } = small;
    const unit = (changes: object) =>
      contextOf(core).db.write(async (tx) => {
        const now = await findBusinessUnit(tx, companyId, businessUnitId);
        await updateBusinessUnit(tx, companyId, businessUnitId, now?.revision ?? 0, changes);
      });
    const { customerId } = small.customers.mario;
    const status = async (to: 'active' | 'inactive') => {
      const { revision } = await core.customers.page(scope, customerId);
      await core.customers.setStatus(scope, { customerId, status: to, revision });
    };
    const enable = (enabled: boolean) => core.accesses.setEnabled(desk.scope, { accessId, enabled });
    const layers: [string, () => Promise<void>, () => Promise<void>][] = [
      ['portal-off', () => unit({ portalOn: false }), () => unit({ portalOn: true })],
      ['access-off', () => enable(false), () => enable(true)],
      ['customers-inactive', () => status('inactive'), () => status('active')],
      ['no-channel', () => unit({ channels: ['sms'] }), () => unit({ channels: ['email'] })],
    ];
    const token = await opened();
    const ask = () => core.previews.grant(scope, { accessId, sessionToken: staffToken });
    for (const [why, off, on] of layers) {
      await off();
      // The phone on file is enough where text messages are sent.
      if (why === 'no-channel') await portal.rows('UPDATE access SET phone = NULL');
      expect(await ask()).toEqual({ kind: 'closed', why });
      expect(await seen(token)).toEqual({ kind: 'closed', why });
      await on();
      expect(await seen(token)).toMatchObject({ kind: 'open' });
    }
    await core.accesses.delete(desk.scope, accessId);
    expect(await core.previews.session(token)).toBeNull();
    await expect(ask()).rejects.toMatchObject({ code: 'not-found' });
  });

  test('of the others whom the identifier opens, those of the same unit are seen, as the person sees them', async () => {
    await open(engine);
    const { core, small } = portal;
    const make = setUp(core);
    const person = { name: 'Mario Elsewhere', email: 'mario@example.com', language: 'en' as const };
    const { businessUnitId, companyId } = small;
    await make.sharedAccess({ ...person, businessUnitId, customerIds: [small.customers.lisa.customerId] });
    const there = await make.businessUnit({
      companyId,
      slug: 'balzers',
      name: 'Balzers Plumbing',
      zone: 'Europe/Vaduz',
      languages: ['en'],
      defaultLanguage: 'en',
    });
    const addresses = [{ line1: 'Gagoz 3', postalCode: '9496', city: 'Balzers', country: 'LI' }];
    const customer = { name: 'Elsewhere', kind: 'individual' as const, language: 'en' as const, addresses };
    await make.customers({
      businessUnitId: there.businessUnitId,
      customers: [{ ...customer, accesses: [person] }],
    });
    const look = await seen(await opened());
    const own = await core.signIn.session(await marios());
    if (look.kind !== 'open') throw new Error(look.why);
    expect(own?.choices).toHaveLength(3);
    expect(look.session.choices).toEqual(
      own?.choices.filter(({ company }) => company !== 'Balzers Plumbing'),
    );
    expect(look.session.choices).toHaveLength(2);
  });
});
