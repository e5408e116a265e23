import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setUp } from '@itinera/core/set-up';
import { makeSmallCompany } from '../../fixtures/small-company.ts';
import { engines } from '../db/stores.ts';
import { driver, openPortal, wrongCode, type Portal } from './portal.ts';

const mario = 'mario@example.com';
const lisa = 'lisa@example.com';
const hour = 3600;

describe.each(engines)('signing in by code on %s', (engine) => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await openPortal(engine);
  });
  afterEach(() => portal.close());

  test('the code of the mail opens a session, once, and the mail shows the reference of the page', async () => {
    const { challengeToken, code, reference } = await portal.requestAndRead(mario);
    expect(portal.mailer.sent).toHaveLength(1);
    expect(portal.mailer.sent[0]).toMatchObject({ to: mario });
    expect(portal.mailer.sent[0]?.text).toContain(reference);
    const result = await portal.verify(challengeToken, code);
    expect(result).toMatchObject({ kind: 'signed-in', choices: [{ personName: 'Mario Sample' }] });
    expect(await portal.verify(challengeToken, code)).toEqual({ kind: 'expired' });
    const token = result.kind === 'signed-in' ? result.sessionToken : '';
    expect(await portal.core.signIn.session(token)).toMatchObject({
      kind: 'signed-in',
      scope: {
        businessUnitId: portal.small.businessUnitId,
        accessId: portal.small.customers.mario.accessIds[0],
        customerIds: [portal.small.customers.mario.customerId],
        language: 'it',
      },
    });
    await portal.core.signIn.signOut(token);
    expect(await portal.core.signIn.session(token)).toBeNull();
  });

  test('S2 a code ends at ten minutes', async () => {
    for (const [seconds, kind] of [
      [599, 'signed-in'],
      [600, 'expired'],
      [601, 'expired'],
    ] as const) {
      const { challengeToken, code } = await portal.requestAndRead(mario);
      portal.clock.advance(seconds);
      expect((await portal.verify(challengeToken, code)).kind).toBe(kind);
      portal.clock.advance(hour);
    }
  });

  test('S2 a clock moved back revives nothing', async () => {
    const seen = await portal.requestAndRead(mario);
    portal.clock.advance(600);
    expect(await portal.verify(seen.challengeToken, wrongCode(seen.code))).toEqual({ kind: 'expired' });
    portal.clock.advance(-300);
    expect(await portal.verify(seen.challengeToken, seen.code)).toEqual({ kind: 'expired' });

    portal.clock.advance(hour);
    const tidied = await portal.requestAndRead(mario);
    portal.clock.advance(hour + 300);
    await portal.deliver();
    portal.clock.advance(-hour);
    expect(await portal.verify(tidied.challengeToken, tidied.code)).toEqual({ kind: 'expired' });

    portal.clock.advance(2 * hour);
    const unseen = await portal.requestAndRead(mario);
    portal.clock.advance(601 - hour);
    expect(await portal.verify(unseen.challengeToken, unseen.code)).toEqual({ kind: 'expired' });
    portal.clock.advance(hour - 601);
    expect((await portal.verify(unseen.challengeToken, unseen.code)).kind).toBe('signed-in');
  });

  test('S4 a code works with its own challenge and identifier only', async () => {
    const a = await portal.requestAndRead(mario);
    const b = await portal.requestAndRead(lisa);
    // One in a million pairs of codes is equal by chance; then there is nothing to tell apart.
    expect(a.code).not.toBe(b.code);
    expect(await portal.verify(b.challengeToken, a.code)).toEqual({ kind: 'wrong', attemptsLeft: 4 });
    expect(await portal.verify(a.challengeToken, b.code)).toEqual({ kind: 'wrong', attemptsLeft: 4 });
    expect(await portal.verify('made-up', a.code)).toEqual({ kind: 'expired' });
    expect(await portal.verify(b.reference, b.code)).toEqual({ kind: 'expired' });
    expect(await portal.core.signIn.session(a.challengeToken)).toBeNull();
    expect((await portal.verify(a.challengeToken, a.code)).kind).toBe('signed-in');
    expect((await portal.verify(b.challengeToken, b.code)).kind).toBe('signed-in');
  });

  test('S4 the newest code only, and a code made for another purpose proves nothing', async () => {
    const older = await portal.requestAndRead(mario);
    portal.clock.advance(60);
    const { challengeToken } = await portal.core.signIn.resendCode(older.challengeToken, '192.0.2.1');
    await portal.deliver();
    expect(await portal.verify(older.challengeToken, older.code)).toEqual({ kind: 'expired' });
    const newer = portal.mailer.sent.at(-1)?.text.match(/^ {4}(\d{6})$/m)?.[1] ?? '';
    const purpose = (value: string) => portal.rows(`UPDATE sign_in_challenge SET purpose = '${value}'`);
    await purpose('change-email');
    expect(await portal.verify(challengeToken, newer)).toEqual({ kind: 'expired' });
    await purpose('sign-in');
    expect((await portal.verify(challengeToken, newer)).kind).toBe('signed-in');
  });

  test('S4 the same address in two companies: a code opens its own company only', async () => {
    const other = await makeSmallCompany(portal.core, 'schaan');
    const there = driver(portal, other);
    const a = await portal.requestAndRead(mario);
    const b = await there.requestAndRead(mario);
    expect(await there.verify(b.challengeToken, a.code)).toEqual({ kind: 'wrong', attemptsLeft: 4 });
    const result = await portal.verify(a.challengeToken, a.code);
    expect(result).toMatchObject({
      kind: 'signed-in',
      choices: [{ accessId: portal.small.customers.mario.accessIds[0] }],
    });
    const session = await portal.core.signIn.session(result.kind === 'signed-in' ? result.sessionToken : '');
    expect(session).toMatchObject({ scope: { companyId: portal.small.companyId } });
    // Signing in to one company voids nothing of the other.
    expect((await there.verify(b.challengeToken, b.code)).kind).toBe('signed-in');
  });

  test('S7 known, unknown, disabled and inactive get the same answer and cause the same writes', async () => {
    const { businessUnitId, customers } = portal.small;
    await setUp(portal.core).setAccessEnabled(businessUnitId, customers.lisa.accessIds[0] ?? '', false);
    const tables = ['sign_in_challenge', 'sign_in_identifier', 'message', 'job', 'event', 'attempt_limit'];
    const counts = () => Promise.all(tables.map((table) => portal.count(table)));
    const seen: object[] = [];
    // The one row of the whole installation's failures is there from its first failure on.
    await portal.verify((await portal.request('first@example.com')).challengeToken, '000000');
    const people = {
      known: mario,
      unknown: 'nobody@example.com',
      disabled: lisa,
      inactive: 'dora@example.com',
    };
    for (const [n, identifier] of Object.values(people).entries()) {
      const before = await counts();
      const asked = await portal.request(identifier, { network: `198.51.100.${n}` });
      const view = await portal.core.signIn.challenge(asked.challengeToken);
      const wrong = await portal.verify(asked.challengeToken, '000000');
      const [row] = await portal.rows<Record<string, string>>(
        `SELECT * FROM sign_in_challenge WHERE identifier = '${identifier}'`,
      );
      const [message] = await portal.rows<Record<string, string>>(
        `SELECT * FROM message WHERE recipient = '${identifier}'`,
      );
      seen.push({
        keys: Object.keys(asked).sort(),
        lengths: [asked.challengeToken.length, asked.reference.length],
        times: [asked.expiresAt, asked.resendAt],
        view: Object.keys(view ?? {}).sort(),
        viewTimes: [view?.expiresAt, view?.resendAt],
        identifier: view?.identifier === identifier,
        wrong: wrong.kind === 'signed-in' ? 'signed-in' : wrong,
        written: (await counts()).map((count, table) => count - (before[table] ?? 0)),
        mac: row?.['code_mac']?.length,
        sealed: message?.['text']?.length,
        state: message?.['state'],
      });
    }
    expect(seen).toHaveLength(4);
    for (const one of seen) expect(one).toEqual(seen[0]);
    await portal.deliver();
    expect(portal.mailer.sent.map((mail) => mail.to)).toEqual([mario]);
    expect(await portal.count('message', "state = 'superseded'")).toBe(4);
    expect(await portal.count('message', "text <> ''")).toBe(0);
  });

  test('S7 wrong codes are counted and paused alike for known and unknown', async () => {
    const outcomes: string[][] = [];
    for (const identifier of [mario, 'nobody@example.com']) {
      const results: string[] = [];
      for (let round = 0; round < 4; round += 1) {
        const { challengeToken } = await portal.request(identifier, { network: '192.0.2.1' });
        for (let guess = 0; guess < 6; guess += 1) {
          const result = await portal.verify(challengeToken, '999999');
          results.push(JSON.stringify(result));
        }
        portal.clock.advance(60);
      }
      const again = await portal.request(identifier).then(
        () => 'asked',
        (error: { code: string; reason: string }) => `${error.code} ${error.reason}`,
      );
      outcomes.push([...results, again]);
      portal.clock.advance(-240);
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0]?.at(-1)).toBe('too-many paused');
    expect(outcomes[0]?.filter((one) => one.includes('"wrong"'))).toHaveLength(19);
    portal.clock.advance(hour);
    await portal.deliver();
    const notices = portal.mailer.sent.filter((mail) => mail.subject.includes('paused'));
    expect(notices.map((mail) => mail.to)).toEqual([mario]);
  });

  test('S9 codes per identifier: one a minute, five an hour; refusals say when, and send nothing', async () => {
    const times: number[] = [];
    const start = portal.clock.now();
    while (portal.clock.now() < start + 2 * hour) {
      const asked = await portal.request(mario).then(
        ({ resendAt }) => ({ sent: true, next: resendAt }),
        (error: { code: string; details: { retryAt: number } }) => {
          expect(error.code).toBe('too-many');
          return { sent: false, next: error.details.retryAt };
        },
      );
      if (asked.sent) times.push(portal.clock.now() - start);
      expect(asked.next).toBeGreaterThan(portal.clock.now());
      if (asked.sent)
        await expect(portal.request(mario)).rejects.toMatchObject({ code: 'too-many', reason: 'codes' });
      portal.clock.set(asked.next);
    }
    expect(times).toEqual([0, 60, 120, 180, 240, 3600, 3660, 3720, 3780, 3840]);
    await portal.deliver();
    expect(portal.clock.now()).toBe(start + 24 * hour);
    expect(await portal.count('sign_in_challenge')).toBe(10);
    expect(await portal.count('message')).toBe(10);
  });

  test('S9 codes per network: 20 an hour of an IPv4 address or an IPv6 /64, whoever is asked for', async () => {
    const ask = (n: number, network: string) =>
      portal.request(`person${n}@example.com`, { network }).then(
        () => 'asked',
        (error: { reason: string }) => error.reason,
      );
    const results: string[] = [];
    for (let n = 0; n < 22; n += 1) results.push(await ask(n, `2001:db8:1:2::${n.toString(16)}`));
    expect(results).toEqual([...Array<string>(20).fill('asked'), 'network', 'network']);
    expect(await ask(30, '2001:db8:1:3::1')).toBe('asked');
    const parallel = await Promise.all(Array.from({ length: 40 }, (_, n) => ask(100 + n, '198.51.100.7')));
    expect(parallel.filter((result) => result === 'asked')).toHaveLength(20);
    portal.clock.advance(hour);
    expect(await ask(31, '198.51.100.7')).toBe('asked');
    await portal.deliver();
    expect(portal.mailer.sent).toEqual([]);
  });

  test('what is no code charges nothing', async () => {
    const { challengeToken, code } = await portal.requestAndRead(mario);
    for (const typed of ['', '12345', '1234567', 'abcdef'])
      await expect(portal.verify(challengeToken, typed)).rejects.toMatchObject({
        code: 'invalid',
        field: 'code',
      });
    expect(await portal.count('sign_in_challenge', 'attempts > 0')).toBe(0);
    expect((await portal.verify(challengeToken, ` ${code.slice(0, 3)} ${code.slice(3)} `)).kind).toBe(
      'signed-in',
    );
  });
});
