import { createHash } from 'node:crypto';
import { openDatabase, useChallenge } from '@itinera/db';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeFor, openTestCore } from '../../fixtures/small-company.ts';
import { engines } from '../db/stores.ts';
import { driver, openPortal, wrongCode, type Portal } from './portal.ts';

const full = process.env['ITINERA_FULL'] === '1';
const mario = 'mario@example.com';
const hour = 3600;

describe.each(engines)('guessing codes on %s', (engine) => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await openPortal(engine);
  });
  afterEach(() => portal.close());

  const attempts = async (): Promise<number[]> =>
    (await portal.rows<{ attempts: number }>('SELECT attempts FROM sign_in_challenge')).map((row) =>
      Number(row.attempts),
    );

  test('S3 of 200 parallel submissions of one code exactly one opens a session', async () => {
    // SQLite belongs to one process and core; PostgreSQL is asked through four.
    const { clock, mailer, sms, small } = portal;
    const others =
      engine === 'postgres'
        ? await Promise.all(
            [1, 2, 3].map(() => openTestCore(portal.store, { clock, mailer, smsSender: sms })),
          )
        : [];
    const doors = [portal, ...others.map((town) => driver(town, small))];
    const rounds = full ? 50 : 5;
    for (let round = 0; round < rounds; round += 1) {
      const { challengeToken, code } = await portal.requestAndRead(mario);
      const results = await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          (doors[n % doors.length] ?? portal).verify(challengeToken, code),
        ),
      );
      const kinds = results.map((result) => result.kind);
      expect(kinds.filter((kind) => kind === 'signed-in')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === 'expired')).toHaveLength(199);
      expect(await portal.count('portal_session')).toBe(round + 1);
      portal.clock.advance(3 * hour);
    }
    for (const town of others) await town.close();
  });

  test('S5 1,000 wrong guesses: five comparisons a challenge, a pause at twenty, and the right code is too late', async () => {
    const { challengeToken, code } = await portal.requestAndRead(mario);
    const wrong = wrongCode(code);
    const guess = (token: string, n: number) =>
      portal.core.signIn
        .verifyCode({ challengeToken: token, code: wrong, network: `203.0.113.${n % 200}` })
        .then((result) => result.kind);
    const kinds: string[] = [];
    for (let n = 0; n < 100; n += 1) kinds.push(await guess(challengeToken, n));
    kinds.push(...(await Promise.all(Array.from({ length: 400 }, (_, n) => guess(challengeToken, n)))));
    expect(kinds.filter((kind) => kind === 'wrong')).toHaveLength(5);
    expect(await attempts()).toEqual([5]);
    expect(await portal.verify(challengeToken, code)).toEqual({ kind: 'expired' });

    let token = challengeToken;
    for (let round = 0; round < 4; round += 1) {
      portal.clock.advance(60);
      token = await portal.request(mario).then(
        (asked) => asked.challengeToken,
        () => token,
      );
      kinds.push(...(await Promise.all(Array.from({ length: 125 }, (_, n) => guess(token, n)))));
    }
    expect(kinds).toHaveLength(1000);
    const compared = (await attempts()).reduce((sum, one) => sum + one, 0);
    expect(compared).toBe(20);
    expect(await portal.rows('SELECT consecutive_failures AS n FROM sign_in_identifier')).toEqual([
      expect.objectContaining({ n: expect.toSatisfy((n) => Number(n) === 20) as number }),
    ]);
  });

  test('S5b a new code resets no counter: guess four, ask again, ten times', async () => {
    let token = (await portal.request(mario)).challengeToken;
    const refusals: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      for (let n = 0; n < 4; n += 1) {
        const result = await portal.verify(token, '000000');
        if (result.kind === 'paused') refusals.push('paused');
      }
      portal.clock.advance(15 * 60);
      token = await portal.core.signIn.resendCode(token, '192.0.2.1').then(
        (asked) => asked.challengeToken,
        (error: { reason: string }) => {
          refusals.push(error.reason);
          return token;
        },
      );
      if (refusals.length > 0) break;
    }
    expect((await attempts()).reduce((sum, one) => sum + one, 0)).toBe(20);
    expect(refusals).toContain('paused');
  });

  test('the pause ends after two hours without forgetting, and at a hundred failures the route is closed', async () => {
    let pauses = 0;
    for (let challenge = 0; challenge < 20; challenge += 1) {
      const { challengeToken } = await portal.request(mario);
      for (let n = 0; n < 5; n += 1) {
        const result = await portal.verify(challengeToken, '000000');
        if (result.kind === 'paused') {
          pauses += 1;
          expect(result.until).toBe(portal.clock.now() + 2 * hour);
          if (pauses < 5) {
            portal.clock.set(result.until - 1);
            await expect(portal.request(mario)).rejects.toMatchObject({ code: 'too-many', reason: 'paused' });
          }
        }
      }
      portal.clock.advance(4 * hour);
    }
    expect(pauses).toBe(5);
    await expect(portal.request(mario)).rejects.toMatchObject({ code: 'not-allowed', reason: 'closed' });
    portal.clock.advance(30 * 24 * hour);
    await expect(portal.request(mario)).rejects.toMatchObject({ code: 'not-allowed', reason: 'closed' });
    await portal.deliver();
    expect(portal.mailer.sent.filter((mail) => mail.subject.includes('paused'))).toHaveLength(5);
  });

  test('a browser that signed in before is not locked out by others, and has its own count', async () => {
    const first = await portal.requestAndRead(mario);
    const entered = await portal.verify(first.challengeToken, first.code);
    const deviceToken = entered.kind === 'signed-in' ? entered.deviceToken : '';
    portal.clock.advance(hour);
    for (let round = 0; round < 4; round += 1) {
      const { challengeToken } = await portal.request(mario);
      for (let n = 0; n < 5; n += 1) await portal.verify(challengeToken, '000000');
      portal.clock.advance(60);
    }
    await expect(portal.request(mario)).rejects.toMatchObject({ reason: 'paused' });
    await expect(portal.request(mario, { deviceToken: 'made-up' })).rejects.toMatchObject({
      reason: 'paused',
    });
    const asked = await portal.request(mario, { deviceToken });
    await portal.deliver();
    const code = codeFor(portal.mailer, mario);
    expect(await portal.verify(asked.challengeToken, code)).toMatchObject({ kind: 'paused' });
    expect(await portal.verify(asked.challengeToken, code, deviceToken)).toMatchObject({
      kind: 'signed-in',
      deviceToken,
    });
    // Lisa's identifier is not Mario's: his device is unknown to hers.
    await portal.request('lisa@example.com', { deviceToken });
    const [row] = await portal.rows<{ device_hash: string | null }>(
      "SELECT device_hash FROM sign_in_challenge WHERE identifier = 'lisa@example.com'",
    );
    expect(row?.device_hash).toBeNull();
  });

  test('two thousand wrong codes in a day make codes eight digits long, until there is room for one more', async () => {
    const length = async (): Promise<number> => (await portal.requestAndRead(mario)).code.length;
    expect(await length()).toBe(6);
    // Of the 2,000 that a day has room for, two are left.
    const stored = (at: number) => (engine === 'postgres' ? `to_timestamp(${at})` : String(at));
    const now = portal.clock.now();
    await portal.rows(`INSERT INTO attempt_limit (key, until, failures, last_at)
      VALUES ('failed-codes-of-a-day', ${stored(now + 60 + 1998 * 43)}, 0, ${stored(now)})`);
    portal.clock.advance(60);
    expect(await length()).toBe(6);
    const { challengeToken: guessed } = await portal.request('somebody@example.com');
    for (let n = 0; n < 3; n += 1) await portal.verify(guessed, '000000');
    portal.clock.advance(60);
    const { challengeToken, code } = await portal.requestAndRead(mario);
    expect(code).toMatch(/^[0-9]{8}$/);
    expect(await portal.verify(challengeToken, code.slice(0, 6))).toMatchObject({ kind: 'wrong' });
    expect(await portal.verify(challengeToken, code)).toMatchObject({ kind: 'signed-in' });
    portal.clock.advance(hour + 60);
    expect(await length()).toBe(6);
  });

  test('two hundred wrong codes in ten minutes slow every unknown device down, whoever they are guessed for', async () => {
    let refused: { code: string; reason: string; details: { retryAt: number } } | undefined;
    let wrong = 0;
    for (let person = 0; person < 60 && !refused; person += 1) {
      const { challengeToken } = await portal.request(`person${person}@example.com`, {
        network: `2001:db8:${person.toString(16)}::1`,
      });
      for (let n = 0; n < 5 && !refused; n += 1)
        await portal.verify(challengeToken, '000000').then(
          () => (wrong += 1),
          (error: typeof refused) => (refused = error),
        );
    }
    expect(wrong).toBe(200);
    expect(refused).toMatchObject({ code: 'too-many', reason: 'site' });
    expect(refused?.details.retryAt).toBe(portal.clock.now() + 6);
    const { challengeToken, code } = await portal.requestAndRead(mario);
    await expect(portal.verify(challengeToken, code)).rejects.toMatchObject({ reason: 'site' });
    portal.clock.advance(6);
    expect((await portal.verify(challengeToken, code)).kind).toBe('signed-in');
  });

  test('S6 after signing in no code stands in the store, and stored hashes give none back without the key', async () => {
    const codes: { idHash: string; code: string }[] = [];
    const rounds = full ? 100 : 10;
    for (let n = 0; n < rounds; n += 1) {
      const { challengeToken, code } = await portal.requestAndRead(mario);
      codes.push({ idHash: createHash('sha256').update(challengeToken).digest('base64url'), code });
      expect((await portal.verify(challengeToken, code)).kind).toBe('signed-in');
      portal.clock.advance(3 * hour);
    }
    const pending = await portal.request(mario);
    const tables = ['sign_in_challenge', 'message', 'job', 'event', 'portal_session', 'sign_in_identifier'];
    const dump = JSON.stringify(
      await Promise.all(tables.map((table) => portal.rows(`SELECT * FROM ${table}`))),
    );
    expect(dump).toContain(mario);
    // Six digits may stand in a time or an id by chance: only a code that stands alone is one.
    const alone = (code: string, text = dump) => new RegExp(`(?<![0-9a-f-])${code}(?![0-9a-f])`).test(text);
    expect(codes.filter(({ code }) => alone(code))).toEqual([]);
    const [first] = codes;
    const stored = `${dump}{"text":"Your code is ${first?.code} (AB)."}`;
    expect(alone(first?.code ?? '', stored), 'the control: one that is kept is seen').toBe(true);
    expect(await portal.count('message', "text <> ''")).toBe(1);
    const [row] = await portal.rows<{ text: string }>("SELECT text FROM message WHERE text <> ''");
    expect(Buffer.from(row?.text ?? '', 'base64url').toString('latin1')).not.toMatch(/\b[0-9]{6}\b/);
    expect(pending.reference).toHaveLength(2);

    const macs = new Set(
      (await portal.rows<{ code_mac: string }>('SELECT code_mac FROM sign_in_challenge')).map(
        (one) => one.code_mac,
      ),
    );
    const plainHash = (text: string) => createHash('sha256').update(text).digest('base64url');
    const recovered = () =>
      codes.filter(({ idHash, code }) =>
        [code, `${idHash}${code}`, `${code}${idHash}`, JSON.stringify([idHash, code])].some((text) =>
          macs.has(plainHash(text)),
        ),
      );
    expect(recovered()).toEqual([]);
    macs.add(plainHash(`${first?.idHash}${first?.code}`));
    expect(recovered(), 'the control: a hash without the key gives its code back').toEqual([first]);
    await portal.deliver();
    expect(await portal.count('message', "text <> ''")).toBe(0);
  });

  test('S3 control: looking before using, without the one statement, opens many sessions', async () => {
    const { challengeToken } = await portal.request(mario);
    const idHash = createHash('sha256').update(challengeToken).digest('base64url');
    const opened = async (use: () => Promise<boolean>): Promise<number> =>
      (await Promise.all(Array.from({ length: 50 }, use))).filter(Boolean).length;
    const unused = async (): Promise<boolean> => {
      const [row] = await portal.rows<{ used_at: unknown }>(
        `SELECT used_at FROM sign_in_challenge WHERE id_hash = '${idHash}'`,
      );
      return row?.used_at === null;
    };
    const naive = await opened(async () => {
      const free = await unused();
      if (!free) return false;
      await new Promise((resolve) => setTimeout(resolve, 20));
      await portal.rows(`UPDATE sign_in_challenge SET used_at = created_at WHERE id_hash = '${idHash}'`);
      return true;
    });
    expect(naive).toBeGreaterThan(1);
    await portal.rows(`UPDATE sign_in_challenge SET used_at = NULL WHERE id_hash = '${idHash}'`);
    if (engine === 'sqlite') return;
    const db = await openDatabase({ url: portal.store.engine === 'postgres' ? portal.store.url : '' });
    const now = portal.clock.now();
    expect(await opened(() => db.write((tx) => useChallenge(tx, idHash, now)))).toBe(1);
    await db.close();
  });
});
