import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { phones } from '../../fixtures/small-company.ts';
import { engines } from '../db/stores.ts';
import { openPortal, type Portal } from './portal.ts';

const email = 'mario@example.com';
const { mario } = phones;

describe.each(engines)('a sign-in on a new device, on %s', (engine) => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await openPortal(engine, null, ['email', 'sms']);
  });
  afterEach(() => portal.close());

  async function signIn(identifier: string, deviceToken?: string): Promise<string> {
    portal.clock.advance(3600);
    const { challengeToken, code } = await portal.requestAndRead(identifier);
    const entered = await portal.core.signIn.verifyCode({
      challengeToken,
      code,
      network: '192.0.2.1',
      deviceToken,
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/20100101 Firefox/150.0',
    });
    await portal.deliver();
    return entered.kind === 'signed-in' ? entered.deviceToken : '';
  }
  const texts = () => portal.sms.sent.filter(({ text }) => text.includes('nuovo dispositivo'));
  const mails = () => portal.mailer.sent.filter(({ subject }) => subject.includes('nuovo dispositivo'));

  test('is told on the other channel, with the address masked, once, and not again on that device', async () => {
    const device = await signIn(email);
    expect(texts()).toEqual([
      expect.objectContaining({ to: mario, text: expect.not.stringContaining(email) as string }),
    ]);
    expect(mails()).toEqual([]);
    await signIn(email, device);
    expect(texts()).toHaveLength(1);
    await signIn(email);
    expect(texts()).toHaveLength(2);

    await signIn(mario);
    expect(texts()).toHaveLength(2);
    expect(mails()).toEqual([
      expect.objectContaining({ to: email, text: expect.stringContaining('Firefox, Windows') as string }),
    ]);
  });

  test('costs no text message where the unit sends none, nor beyond its budget', async () => {
    await portal.rows(`UPDATE business_unit SET channels = '["email"]'`);
    await signIn(email);
    expect(portal.sms.sent).toEqual([]);
    await portal.rows(`UPDATE business_unit SET channels = '["email","sms"]', sms_per_day = 0`);
    const known = await signIn(email);
    expect(known).not.toBe('');
    expect(portal.sms.sent).toEqual([]);
  });
});
