import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engines } from '../db/stores.ts';
import { openPortal, type Portal } from './portal.ts';

const day = 86_400;

describe.each(engines)('tidying on %s', (engine) => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await openPortal(engine);
  });
  afterEach(() => portal.close());

  const counts = async (): Promise<Record<string, number>> => {
    const tables = [
      'sign_in_challenge',
      'sign_in_identifier',
      'portal_session',
      'known_device',
      'attempt_limit',
    ];
    const found: Record<string, number> = {};
    for (const table of tables) found[table] = await portal.count(table);
    return found;
  };

  test('what time has made useless goes, each in its time, and what still counts stays', async () => {
    const { challengeToken, code } = await portal.requestAndRead('mario@example.com');
    expect((await portal.verify(challengeToken, code)).kind).toBe('signed-in');
    const guessed = await portal.request('nobody@example.com');
    await portal.verify(guessed.challengeToken, '000000');
    const all = {
      sign_in_challenge: 2,
      sign_in_identifier: 2,
      portal_session: 1,
      known_device: 1,
      attempt_limit: 3,
    };
    expect(await counts()).toEqual(all);

    portal.clock.advance(day);
    await portal.deliver();
    // The identifier that never failed had nothing to remember.
    expect(await counts()).toEqual({ ...all, sign_in_identifier: 1 });
    portal.clock.advance(2 * day);
    await portal.deliver();
    expect(await counts()).toEqual({ ...all, sign_in_identifier: 1, sign_in_challenge: 0, attempt_limit: 0 });
    portal.clock.advance(40 * day);
    await portal.deliver();
    expect(await counts()).toMatchObject({ portal_session: 0, known_device: 1, sign_in_identifier: 1 });
    portal.clock.advance(401 * day);
    await portal.deliver();
    expect(Object.values(await counts()).every((count) => count === 0)).toBe(true);
    expect(await portal.count('job', "state = 'done'")).toBe(0);
    // The four that come back.
    expect(await portal.count('job')).toBe(4);
  });

  test('counts of text messages stay for 400 days', async () => {
    const { rows } = portal;
    await rows(
      `INSERT INTO sms_day (business_unit_id, date, country, messages)
       SELECT id, '2027-01-11', '*', 1 FROM business_unit`,
    );
    portal.clock.advance(400 * day);
    await portal.deliver();
    expect(await portal.count('sms_day')).toBe(1);
    portal.clock.advance(day);
    await portal.deliver();
    expect(await portal.count('sms_day')).toBe(0);
  });

  test('an identifier that was closed stays closed', async () => {
    await portal.request('mario@example.com');
    await portal.rows(
      'UPDATE sign_in_identifier SET disabled_at = ' + (engine === 'postgres' ? 'now()' : '1'),
    );
    portal.clock.advance(500 * day);
    await portal.deliver();
    await expect(portal.request('mario@example.com')).rejects.toMatchObject({ reason: 'closed' });
  });
});
