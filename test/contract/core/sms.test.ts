import { SmsError } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { phones } from '../../fixtures/small-company.ts';
import { engines } from '../db/stores.ts';
import { openPortal, sessionOf, type Portal } from './portal.ts';

const hour = 3600;
const day = 24 * hour;
const { mario, lisa } = phones;
const nobody = '+423660200199';

describe.each(engines)('signing in by text message on %s', (engine) => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await openPortal(engine, null, ['email', 'sms']);
  });
  afterEach(() => portal.close());

  const unit = (changes: string) => portal.rows(`UPDATE business_unit SET ${changes}`);
  const refusal = (asking: Promise<unknown>): Promise<string> =>
    asking.then(
      () => 'asked',
      (error: { reason?: string; code: string }) => error.reason ?? error.code,
    );
  const counted = async (): Promise<Record<string, number[]>> => {
    const rows = await portal.rows<Record<'country' | 'messages' | 'used' | 'refused', string>>(
      'SELECT * FROM sms_day ORDER BY date, country',
    );
    return Object.fromEntries(
      rows.map((row) => [row.country, [row.messages, row.used, row.refused].map(Number)]),
    );
  };

  test('CAD-SI-03 CAD-SI-07 one short text message holds code, reference and link; no mail leaves', async () => {
    const { challengeToken, code, reference, linkToken } = await portal.requestAndRead(mario);
    expect(portal.mailer.sent).toEqual([]);
    expect(portal.sms.sent).toEqual([
      {
        to: mario,
        text: [
          `Vaduz Heating: your code is ${code} (${reference}). It works once, within 10 minutes.`,
          `Or open: http://portal.example.test/sign-in/link/${linkToken}`,
        ].join('\n'),
        reference: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
    ]);
    const session = sessionOf(await portal.verify(challengeToken, code));
    expect(await portal.core.signIn.session(session)).toMatchObject({
      kind: 'signed-in',
      scope: { accessId: portal.small.customers.mario.accessIds[0] },
    });
    expect(await counted()).toEqual({ '*': [1, 1, 0], LI: [1, 1, 0] });
  });

  test('CAD-SI-02 CAD-BU-08 what the unit has switched on decides, also for what was asked before', async () => {
    const before = await portal.request(lisa);
    await unit(`channels = '["email"]'`);
    expect(await refusal(portal.request(mario))).toBe('channel-off');
    expect(await refusal(portal.request('mario@example.com'))).toBe('asked');
    portal.clock.advance(60);
    expect(await refusal(portal.core.signIn.resendCode(before.challengeToken, '192.0.2.1'))).toBe(
      'channel-off',
    );
    await unit(`channels = '["sms"]'`);
    portal.clock.advance(60);
    expect(await refusal(portal.request('mario@example.com'))).toBe('channel-off');
    expect(await refusal(portal.request(mario))).toBe('asked');
    expect(await portal.core.businessUnits.publicPortal('x', 'en')).toMatchObject({ channels: ['sms'] });
  });

  test('S11 a number is read as people of the unit’s country dial it, and one message goes to one number', async () => {
    const spellings = ['660 200 101', '00423 660 200 101', '+423 660 200 101', ' ＋423-660-200-101 '];
    for (const typed of spellings) {
      await portal.request(typed);
      await portal.deliver();
      portal.clock.advance(hour);
    }
    expect(portal.sms.sent.map(({ to }) => to)).toEqual(spellings.map(() => mario));
    expect(await portal.rows('SELECT DISTINCT identifier FROM sign_in_challenge')).toHaveLength(1);
    const refused = [
      '+423660200101,+423660200102',
      '+423660200101;ext=1',
      '660 200',
      '+423 660 200 101\u200b',
    ];
    for (const typed of refused) expect(await refusal(portal.request(typed))).toBe('invalid');
    expect(portal.sms.sent).toHaveLength(spellings.length);
  });

  test('S7 S9 a number that nobody has, or whose customer is inactive, gets the same answer and writes, and no gateway call', async () => {
    const tables = ['sign_in_challenge', 'sign_in_identifier', 'message', 'job', 'event', 'sms_day'];
    const counts = () => Promise.all(tables.map((table) => portal.count(table)));
    // The rows that count the day are there from its first message on.
    await portal.request('+423660200198', { network: '198.51.100.9' });
    await portal.verify((await portal.request('first@example.com')).challengeToken, '000000');
    const seen: object[] = [];
    for (const [n, number] of [mario, nobody, phones.dora].entries()) {
      const before = await counts();
      const asked = await portal.request(number, { network: `198.51.100.${n}` });
      const view = await portal.core.signIn.challenge(asked.challengeToken);
      const [message] = await portal.rows<Record<string, string>>(
        `SELECT * FROM message WHERE recipient = '${number}'`,
      );
      seen.push({
        times: [asked.expiresAt, asked.resendAt, view?.expiresAt, view?.resendAt],
        lengths: [asked.challengeToken.length, asked.reference.length, message?.['text']?.length],
        channel: view?.channel,
        wrong: await portal.verify(asked.challengeToken, '000000'),
        written: (await counts()).map((count, table) => count - (before[table] ?? 0)),
      });
    }
    for (const one of seen) expect(one).toEqual(seen[0]);
    await portal.deliver();
    expect(portal.sms.sent.map(({ to }) => to)).toEqual([mario]);
    expect(await counted()).toEqual({ '*': [1, 0, 0], LI: [1, 0, 0] });
    expect(await portal.count('message', "text <> ''")).toBe(0);
  });

  test('S2 a text message’s code and its link end at ten minutes, and a clock moved back revives neither', async () => {
    for (const [seconds, kind] of [
      [599, 'signed-in'],
      [600, 'expired'],
      [601, 'expired'],
    ] as const) {
      for (const by of ['code', 'link'] as const) {
        const { challengeToken, code, linkToken } = await portal.requestAndRead(mario);
        portal.clock.advance(seconds);
        expect((await portal.core.signIn.link(linkToken)) === null).toBe(kind === 'expired');
        const enter = () => (by === 'code' ? portal.verify(challengeToken, code) : portal.useLink(linkToken));
        expect((await enter()).kind, `${by} after ${seconds} s`).toBe(kind);
        portal.clock.advance(-300);
        expect((await enter()).kind).toBe('expired');
        expect(await portal.core.signIn.link(linkToken)).toBeNull();
        portal.clock.advance(3 * hour);
      }
    }
  });

  test('S9 codes per number: one a minute, five an hour, ten a day, known or not; exactly as many calls of the gateway', async () => {
    for (const [number, calls] of [
      [mario, 10],
      [nobody, 0],
    ] as const) {
      const start = portal.clock.now();
      const times: number[] = [];
      while (portal.clock.now() < start + 2 * hour) {
        const next = await portal.request(number).then(
          ({ resendAt }) => {
            times.push(portal.clock.now() - start);
            return resendAt;
          },
          (error: { details: { retryAt: number } }) => error.details.retryAt,
        );
        await portal.deliver();
        portal.clock.set(next);
      }
      expect(times).toEqual([0, 60, 120, 180, 240, 3600, 3660, 3720, 3780, 3840]);
      expect(portal.sms.sent.filter(({ to }) => to === number)).toHaveLength(calls);
    }
  });

  test('S9 the day’s budget of the unit: exactly so many messages, whoever asks at once; the next day begins anew', async () => {
    await unit('sms_per_day = 7, sms_per_country_and_day = 100');
    const people = await setUp(portal.core).customers({
      businessUnitId: portal.small.businessUnitId,
      customers: Array.from({ length: 12 }, (_, n) => ({
        name: `Person ${n}`,
        kind: 'individual' as const,
        language: 'en' as const,
        addresses: [{ line1: 'Street 1', postalCode: '9490', city: 'Vaduz', country: 'LI' }],
        accesses: [{ name: `Person ${n}`, phone: numberOf(n), language: 'en' as const }],
      })),
    });
    // Unknown numbers cost nothing and use nothing up.
    for (let n = 50; n < 60; n += 1) await portal.request(numberOf(n), { network: `203.0.113.${n}` });
    const answers = await Promise.all(
      people.map((_, n) => refusal(portal.request(numberOf(n), { network: `203.0.113.${n}` }))),
    );
    expect(answers.filter((answer) => answer === 'asked')).toHaveLength(7);
    expect(answers.filter((answer) => answer === 'sms-budget')).toHaveLength(5);
    // Beyond the budget nobody learns who exists: an unknown number is refused alike, and e-mail still works.
    expect(await refusal(portal.request(nobody, { network: '203.0.113.77' }))).toBe('sms-budget');
    expect(await refusal(portal.request('mario@example.com'))).toBe('asked');
    await portal.deliver();
    expect(portal.sms.sent).toHaveLength(7);
    expect(await counted()).toEqual({ '*': [7, 0, 6], LI: [7, 0, 6] });

    // Midnight in Vaduz is 23:00 UTC in January.
    const midnight = Date.parse('2027-01-11T23:00:00Z') / 1000;
    portal.clock.set(midnight - 1);
    await expect(portal.request(mario)).rejects.toMatchObject({
      code: 'too-many',
      reason: 'sms-budget',
      details: { retryAt: midnight },
    });
    portal.clock.set(midnight);
    expect(await refusal(portal.request(mario))).toBe('asked');
  });

  test('S9 countries: a list, the unit’s own by default, and a budget each', async () => {
    const swiss = '+41791234567';
    await setUp(portal.core).sharedAccess({
      businessUnitId: portal.small.businessUnitId,
      customerIds: [portal.small.customers.lisa.customerId],
      name: 'Swiss',
      phone: swiss,
      language: 'en',
    });
    expect(await refusal(portal.request(swiss))).toBe('country-off');
    expect(await refusal(portal.request('+12133734253'))).toBe('country-off');
    await unit(`sms_countries = '["LI","CH"]', sms_per_country_and_day = 1`);
    expect(await refusal(portal.request(swiss))).toBe('asked');
    expect(await refusal(portal.request(mario))).toBe('asked');
    expect(await refusal(portal.request(lisa))).toBe('sms-budget');
    expect(await refusal(portal.request('+41791234568', { network: '198.51.100.4' }))).toBe('sms-budget');
    await portal.deliver();
    expect(portal.sms.sent.map(({ to }) => to).sort()).toEqual([swiss, mario].sort());
    expect(await counted()).toEqual({ '*': [2, 0, 2], CH: [1, 0, 1], LI: [1, 0, 1] });
  });

  test('S9 the notice of a pause counts too, and is dropped beyond the budget', async () => {
    await unit('sms_per_day = 4');
    for (let round = 0; round < 4; round += 1) {
      const { challengeToken } = await portal.request(mario);
      for (let n = 0; n < 5; n += 1) await portal.verify(challengeToken, '000000');
      portal.clock.advance(60);
    }
    await portal.deliver();
    expect(portal.sms.sent.some(({ text }) => text.includes('paused'))).toBe(false);
    expect(await counted()).toEqual({ '*': [4, 0, 1], LI: [4, 0, 1] });
    // The control: with room the notice leaves.
    await unit('sms_per_day = 50');
    portal.clock.advance(2 * hour);
    for (let round = 0; round < 4; round += 1) {
      const { challengeToken } = await portal.request(mario);
      for (let n = 0; n < 5; n += 1) await portal.verify(challengeToken, '000000');
      portal.clock.advance(hour);
    }
    await portal.deliver();
    expect(portal.sms.sent.filter(({ text }) => text.includes('paused')).map(({ to }) => to)).toEqual([
      mario,
    ]);
  });

  test('S5 wrong codes of a number are bounded and pause it, and its link with it', async () => {
    const first = await portal.requestAndRead(mario);
    for (let n = 0; n < 30; n += 1) await portal.verify(first.challengeToken, '000000');
    expect(await portal.count('sign_in_challenge', 'attempts = 5')).toBe(1);
    expect((await portal.useLink(first.linkToken)).kind).toBe('expired');
    for (let round = 0; round < 3; round += 1) {
      portal.clock.advance(60);
      const { challengeToken } = await portal.request(mario);
      for (let n = 0; n < 30; n += 1) await portal.verify(challengeToken, '000000');
    }
    portal.clock.advance(60);
    expect(await refusal(portal.request(mario))).toBe('paused');
  });

  test('R12 a gateway that is away delays messages and loses none, under one reference; a late code stays here', async () => {
    portal.sms.refuse = new SmsError('http-503', false);
    await portal.request(mario);
    await portal.deliver();
    expect(await portal.count('job', "state = 'waiting' AND last_error = 'SmsError http-503'")).toBe(1);
    expect(await portal.count('message', "text <> ''")).toBe(1);
    portal.sms.refuse = null;
    portal.clock.advance(5);
    await portal.deliver();
    expect(portal.sms.sent).toHaveLength(1);
    const [message] = await portal.rows<{ id: string; text: string }>('SELECT id, text FROM message');
    expect([message?.id, message?.text]).toEqual([portal.sms.sent[0]?.reference, '']);

    portal.sms.refuse = new SmsError('timeout', false);
    await portal.request(lisa);
    await portal.deliver();
    portal.sms.refuse = null;
    portal.clock.advance(day);
    await portal.deliver();
    expect(portal.sms.sent).toHaveLength(1);
    expect(await portal.count('message', "state = 'superseded' AND text = ''")).toBe(1);
  });

  test('R12 a message that the gateway refuses for good is given up at once and blanked', async () => {
    portal.sms.refuse = new SmsError('http-422', true);
    await portal.request(mario);
    await portal.deliver();
    expect(await portal.count('message', "state = 'failed' AND text = ''")).toBe(1);
    expect(await portal.count('job', "state = 'waiting' AND kind = 'send-message'")).toBe(0);
  });

  test('S6 while it waits a text message shows neither code nor link, nor its number in the jobs', async () => {
    const { linkToken } = await portal.requestAndRead(mario);
    await portal.request(lisa);
    const dump = JSON.stringify(
      await Promise.all(
        ['sign_in_challenge', 'message', 'job'].map((table) => portal.rows(`SELECT * FROM ${table}`)),
      ),
    );
    expect(dump).toContain(lisa);
    expect(dump).not.toContain(linkToken);
    expect(dump).not.toContain('sign-in/link');
    expect(JSON.stringify(await portal.rows('SELECT * FROM job'))).not.toContain(lisa);
  });
});

/** Mobile numbers of Liechtenstein that nobody of the small company has. */
function numberOf(n: number): string {
  return `+4236602003${String(n).padStart(2, '0')}`;
}
