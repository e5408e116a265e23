import { setUp } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { phones } from '../../fixtures/small-company.ts';
import { engines } from '../db/stores.ts';
import { openPortal, sessionOf, type Portal } from './portal.ts';

const hour = 3600;
const mario = 'mario@example.com';
const fresh = 'mario.new@example.com';
const from = { network: '192.0.2.1', language: 'en' } as const;

describe.each(engines)('changing what one signs in with on %s', (engine) => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await openPortal(engine, null, ['email', 'sms']);
  });
  afterEach(() => portal.close());

  const enter = async (identifier = mario): Promise<string> => {
    portal.clock.advance(2 * hour);
    const { challengeToken, code } = await portal.requestAndRead(identifier);
    return sessionOf(await portal.verify(challengeToken, code));
  };
  const newestCode = async (to: string): Promise<string> => {
    await portal.deliver();
    const sent = [...portal.mailer.sent, ...portal.sms.sent].filter((message) => message.to === to);
    const codes = sent.flatMap(({ text }) => /\b(\d{6})\b/.exec(text)?.[1] ?? []);
    return codes.at(-1) ?? '';
  };
  const change = (session: string, identifier = fresh) =>
    portal.core.signIn.requestChange(session, { identifier, ...from });
  const alive = async (session: string) => (await portal.core.signIn.session(session)) !== null;
  const accessOf = async (who: 'mario' | 'lisa' = 'mario') => {
    const id = portal.small.customers[who].accessIds[0];
    const rows = await portal.rows<Record<string, unknown>>(`SELECT * FROM access WHERE id = '${id}'`);
    return rows[0];
  };

  test('the new address is proven, the old one is told, every other session ends, and it is in the audit', async () => {
    const elsewhere = await enter();
    const byPhone = await enter(phones.mario);
    const lisa = await enter('lisa@example.com');
    const session = await enter();
    const asked = await change(session);
    expect(asked).toMatchObject({ channel: 'email', value: fresh });
    expect(await accessOf()).toMatchObject({ email: mario });
    const code = await newestCode(fresh);
    const result = await portal.core.signIn.confirmChange(session, { ...asked, code });
    if (result.kind !== 'changed') throw new Error(result.kind);
    expect(await accessOf()).toMatchObject({ email: fresh });
    expect(await Promise.all([elsewhere, byPhone, session].map(alive))).toEqual([false, false, false]);
    expect(await Promise.all([result.sessionToken, lisa].map(alive))).toEqual([true, true]);
    expect(await portal.core.signIn.account(result.sessionToken)).toMatchObject({ email: fresh });

    await portal.deliver();
    const told = portal.mailer.sent.filter(({ subject }) => subject.includes('cambiato'));
    expect(told.map(({ to }) => to)).toEqual([mario]);
    expect(told[0]?.text).toContain('m•••@example.com');
    expect(told[0]?.text).not.toContain(fresh);
    const [event] = await portal.rows<Record<string, unknown>>(
      "SELECT * FROM event WHERE kind = 'access.identifier-changed'",
    );
    const accessId = portal.small.customers.mario.accessIds[0];
    expect(event).toMatchObject({ actor_type: 'access', actor_id: accessId, subject_id: accessId });
    expect(JSON.stringify(event)).not.toContain('example.com');

    // From now on the new one signs in, and the old one is nobody's.
    expect(await alive(await enter(fresh))).toBe(true);
    portal.clock.advance(2 * hour);
    const before = portal.mailer.sent.length;
    await portal.request(mario);
    await portal.deliver();
    expect(portal.mailer.sent).toHaveLength(before);
  });

  test('a telephone is added or changed alike, and the former number is told by text message', async () => {
    const session = await enter();
    const asked = await change(session, '660 200 177');
    const code = await newestCode('+423660200177');
    expect(portal.sms.sent.at(-1)?.text).not.toContain('sign-in/link');
    const result = await portal.core.signIn.confirmChange(session, { ...asked, code });
    if (result.kind !== 'changed') throw new Error(result.kind);
    expect(await alive(result.sessionToken)).toBe(true);
    expect(await accessOf()).toMatchObject({ email: mario, phone: '+423660200177' });
    await portal.deliver();
    expect(portal.sms.sent.at(-1)).toMatchObject({ to: phones.mario });
  });

  test('S18 without a proof of the last ten minutes nothing is changed; a code to where one signs in gives one', async () => {
    const session = await enter();
    portal.clock.advance(599);
    await change(session, 'first@example.com');
    portal.clock.advance(1);
    await expect(change(session)).rejects.toMatchObject({ code: 'not-allowed', reason: 'proof-needed' });
    expect(await portal.core.signIn.account(session)).toMatchObject({
      fresh: false,
      proofGoesTo: 'm•••@example.com',
    });
    portal.clock.advance(hour);
    const asked = await portal.core.signIn.requestProof(session, from);
    expect(asked.value).toBe(mario);
    const code = await newestCode(mario);
    expect(await portal.core.signIn.giveProof(session, { ...asked, code })).toEqual({ kind: 'proven' });
    expect(await portal.core.signIn.account(session)).toMatchObject({ fresh: true });
    await change(session);
    expect(await portal.core.signIn.giveProof(session, { ...asked, code })).toEqual({ kind: 'expired' });
    for (const ask of [() => change('made-up'), () => portal.core.signIn.account('made-up')])
      await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('S4 the full matrix: a code proves for its own purpose, session and challenge only', async () => {
    const lisa = await enter('lisa@example.com');
    const own = await enter();
    const second = await enter();
    const { signIn } = portal.core;
    const changing = await change(second);
    portal.clock.advance(60);
    const proving = await signIn.requestProof(second, from);
    const signing = await portal.requestAndRead('lisa@example.com');
    const all = [
      { purpose: 'change', token: changing.challengeToken, code: await newestCode(fresh) },
      { purpose: 'prove', token: proving.challengeToken, code: await newestCode(mario) },
      { purpose: 'sign-in', token: signing.challengeToken, code: signing.code },
    ];
    type Use = (challengeToken: string, code: string) => Promise<{ kind: string }>;
    const uses: { purpose: string; session: string; use: Use }[] = [
      { purpose: 'sign-in', session: '', use: (token, code) => portal.verify(token, code) },
    ];
    for (const session of [own, second, lisa]) {
      const changes: Use = (challengeToken, code) => signIn.confirmChange(session, { challengeToken, code });
      const proves: Use = (challengeToken, code) => signIn.giveProof(session, { challengeToken, code });
      uses.push({ purpose: 'change', session, use: changes }, { purpose: 'prove', session, use: proves });
    }
    let tried = 0;
    for (const made of all)
      for (const { purpose, session, use } of uses) {
        if (made.purpose === purpose && (session === second || session === '')) continue;
        expect((await use(made.token, made.code)).kind, `${made.purpose} as ${purpose}`).toBe('expired');
        tried += 1;
      }
    expect(tried).toBe(18);
    expect(await accessOf()).toMatchObject({ email: mario });
    expect(await accessOf('lisa')).toMatchObject({ email: 'lisa@example.com' });
    expect(await signIn.challenge(changing.challengeToken)).toBeNull();
    // The control: each in its own place.
    const [forChange, forProof, forSignIn] = all.map(({ code }) => code);
    expect((await signIn.giveProof(second, { ...proving, code: forProof ?? '' })).kind).toBe('proven');
    expect((await portal.verify(signing.challengeToken, forSignIn ?? '')).kind).toBe('signed-in');
    expect((await signIn.confirmChange(second, { ...changing, code: forChange ?? '' })).kind).toBe('changed');
  });

  test('S5 wrong codes are charged as at the sign-in, and S9 codes to new numbers are few', async () => {
    const session = await enter();
    const asked = await change(session);
    for (let n = 4; n >= 0; n -= 1)
      expect(await portal.core.signIn.confirmChange(session, { ...asked, code: '000000' })).toEqual({
        kind: 'wrong',
        attemptsLeft: n,
      });
    expect((await portal.core.signIn.confirmChange(session, { ...asked, code: '000000' })).kind).toBe(
      'expired',
    );
    const refused: string[] = [];
    for (let n = 10; n < 22; n += 1)
      await change(session, `+4236602002${n}`).catch((error: { reason: string }) =>
        refused.push(error.reason),
      );
    // One went to the address, nine to numbers.
    expect(refused).toEqual(['codes', 'codes', 'codes']);
    await portal.deliver();
    expect(portal.sms.sent.filter(({ text }) => /\d{6}/.test(text.replace(/\+\d+/g, '')))).toHaveLength(9);
    await expect(change(session, mario)).rejects.toMatchObject({ code: 'invalid', reason: 'same' });
    await expect(change(session, '+41791234567')).rejects.toMatchObject({ reason: 'country-off' });
  });

  test('S17 staff end every session of a person, and of nobody else', async () => {
    const { accessSignIn } = portal.core;
    const session = await enter();
    const byPhone = await enter(phones.mario);
    const lisa = await enter('lisa@example.com');
    const scope = await setUp(portal.core).systemScope(portal.small.businessUnitId);
    const [accessId = ''] = portal.small.customers.mario.accessIds;
    await accessSignIn.endSessions(scope, { accessId });
    expect(await Promise.all([session, byPhone, lisa].map(alive))).toEqual([false, false, true]);
    await expect(accessSignIn.endSessions(scope, { accessId: portal.small.companyId })).rejects.toMatchObject(
      { code: 'not-found' },
    );
    expect(await portal.count('event', "kind = 'access.sessions-ended'")).toBe(1);
  });
});

describe.each(engines)('CAD-BU-07 the permanent link of an access on %s', (engine) => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await openPortal(engine);
  });
  afterEach(() => portal.close());

  const switchLinks = (on: boolean) =>
    portal.rows(
      `UPDATE business_unit SET permanent_links = ${engine === 'sqlite' ? Number(on) : String(on)}`,
    );

  /** A new link's token. */
  async function madeFor(accessId: string): Promise<string> {
    const scope = await setUp(portal.core).systemScope(portal.small.businessUnitId);
    const { url } = await portal.core.accessSignIn.makePermanentLink(scope, { accessId });
    return /^http:\/\/portal\.example\.test\/enter\/([\w-]{43})$/.exec(url)?.[1] ?? '';
  }

  async function enter(token: string): Promise<string> {
    const result = await portal.core.signIn.useEnterLink({ token });
    return result.kind === 'signed-in' ? result.sessionToken : result.kind;
  }

  test('is off by default, hashed, opens its own access alone, and proves nothing', async () => {
    const { accessSignIn, signIn } = portal.core;
    const make = setUp(portal.core);
    const { businessUnitId, customers } = portal.small;
    const scope = await make.systemScope(businessUnitId);
    const [accessId = ''] = customers.mario.accessIds;
    // The same address opens another access too: the link must not.
    await make.sharedAccess({
      businessUnitId,
      customerIds: [customers.lisa.customerId],
      name: 'Mario for Lisa',
      email: mario,
      language: 'en',
    });
    await expect(accessSignIn.makePermanentLink(scope, { accessId })).rejects.toMatchObject({
      reason: 'links-off',
    });
    await switchLinks(true);
    const token = await madeFor(accessId);
    expect(JSON.stringify(await portal.rows('SELECT * FROM access_link'))).not.toContain(token);
    for (let n = 0; n < 20; n += 1)
      expect(await signIn.enterLink(token)).toEqual({
        company: 'Vaduz Heating',
        identifier: 'm•••@example.com',
      });
    expect(await portal.count('portal_session')).toBe(0);
    const session = await enter(token);
    expect(await signIn.session(session)).toMatchObject({
      kind: 'signed-in',
      scope: { accessId, customerIds: [customers.mario.customerId], provenUntil: null },
    });
    expect((await signIn.session(session))?.choices).toHaveLength(1);
    expect(await signIn.account(session)).toMatchObject({ fresh: false, proofGoesTo: 'm•••@example.com' });
    await expect(
      signIn.requestChange(session, { identifier: 'x@example.com', ...from }),
    ).rejects.toMatchObject({ reason: 'proof-needed' });
    expect(await accessSignIn.permanentLink(scope, accessId)).toMatchObject({
      allowed: true,
      lastUsedAt: portal.clock.now(),
    });
  });

  test('S17 ends, with its sessions, when it is revoked, renewed, its access disabled, or links switched off', async () => {
    const { accessSignIn, signIn } = portal.core;
    const make = setUp(portal.core);
    const { businessUnitId, customers } = portal.small;
    const scope = await make.systemScope(businessUnitId);
    const [accessId = ''] = customers.mario.accessIds;
    await switchLinks(true);
    const first = await madeFor(accessId);
    const session = await enter(first);
    await switchLinks(false);
    expect([await enter(first), await signIn.session(session), await signIn.enterLink(first)]).toEqual([
      'expired',
      null,
      null,
    ]);
    await switchLinks(true);
    expect(await signIn.session(session)).not.toBeNull();

    await make.setAccessEnabled(businessUnitId, accessId, false);
    expect([await enter(first), await signIn.session(session)]).toEqual(['expired', null]);
    await make.setAccessEnabled(businessUnitId, accessId, true);
    expect(await enter(first)).toBe('expired');

    const second = await madeFor(accessId);
    const bySecond = await enter(second);
    const third = await madeFor(accessId);
    expect([await enter(second), await signIn.session(bySecond)]).toEqual(['expired', null]);
    const byThird = await enter(third);
    await accessSignIn.revokePermanentLink(scope, { accessId });
    expect([await enter(third), await signIn.session(byThird)]).toEqual(['expired', null]);
    for (const other of ['', 'x', accessId, byThird]) expect(await enter(other)).toBe('expired');
    expect(await portal.count('event', "kind IN ('access.link-made', 'access.link-revoked')")).toBe(4);
  });
});
