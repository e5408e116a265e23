import { createHash } from 'node:crypto';
import { setUp } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSmallCompany, phones } from '../../fixtures/small-company.ts';
import { engines } from '../db/stores.ts';
import { driver, openPortal, sessionOf, type Portal } from './portal.ts';

const hour = 3600;
const identifiers = ['mario@example.com', phones.mario];

describe.each(engines)('signing in by the link of a message on %s', (engine) => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await openPortal(engine, null, ['email', 'sms']);
  });
  afterEach(() => portal.close());

  test.each(identifiers)(
    'CAD-SI-07 either signs in, and using one kills the other: %s',
    async (identifier) => {
      const byLink = await portal.requestAndRead(identifier);
      expect(await portal.core.signIn.link(byLink.linkToken)).toEqual({
        company: 'Vaduz Heating',
        identifier: identifier.includes('@') ? 'm•••@example.com' : '+423 ••• 01',
      });
      // In a browser that asked for nothing.
      const session = sessionOf(await portal.useLink(byLink.linkToken));
      expect(await portal.core.signIn.session(session)).toMatchObject({
        scope: { accessId: portal.small.customers.mario.accessIds[0] },
      });
      expect((await portal.verify(byLink.challengeToken, byLink.code)).kind).toBe('expired');
      expect((await portal.useLink(byLink.linkToken)).kind).toBe('expired');
      expect(await portal.core.signIn.link(byLink.linkToken)).toBeNull();

      portal.clock.advance(hour);
      const byCode = await portal.requestAndRead(identifier);
      sessionOf(await portal.verify(byCode.challengeToken, byCode.code));
      expect(await portal.core.signIn.link(byCode.linkToken)).toBeNull();
      expect((await portal.useLink(byCode.linkToken)).kind).toBe('expired');
      expect(await portal.count('portal_session')).toBe(2);
    },
  );

  test('a scanner that opens the page a hundred times changes nothing', async () => {
    const { linkToken } = await portal.requestAndRead('mario@example.com');
    const tables = [
      'sign_in_challenge',
      'sign_in_identifier',
      'portal_session',
      'known_device',
      'attempt_limit',
    ];
    const dump = async () =>
      JSON.stringify(await Promise.all(tables.map((table) => portal.rows(`SELECT * FROM ${table}`))));
    const before = await dump();
    for (let n = 0; n < 100; n += 1) expect(await portal.core.signIn.link(linkToken)).not.toBeNull();
    expect(await dump()).toBe(before);
    sessionOf(await portal.useLink(linkToken));
    expect(await dump()).not.toBe(before);
  });

  test('S3 of 100 parallel uses of link and code exactly one opens a session', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { challengeToken, code, linkToken } = await portal.requestAndRead('mario@example.com');
      const results = await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          n % 2 ? portal.useLink(linkToken) : portal.verify(challengeToken, code),
        ),
      );
      expect(results.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1);
      expect(await portal.count('portal_session')).toBe(round + 1);
      portal.clock.advance(3 * hour);
    }
  });

  test('S4 only the newest link of an identifier works, and no other token opens anything', async () => {
    const older = await portal.requestAndRead('mario@example.com');
    portal.clock.advance(60);
    const newer = await portal.requestAndRead('mario@example.com');
    expect(newer.linkToken).not.toBe(older.linkToken);
    const hash = (token: string) => createHash('sha256').update(token).digest('base64url');
    const others = [
      older.linkToken,
      newer.challengeToken,
      newer.reference,
      hash(newer.linkToken),
      newer.linkToken.slice(1),
      `${newer.linkToken}A`,
      newer.linkToken.toLowerCase(),
      '',
      "' OR 1=1 --",
    ];
    for (const token of others) {
      expect(await portal.core.signIn.link(token), token).toBeNull();
      expect((await portal.useLink(token)).kind, token).toBe('expired');
    }
    expect((await portal.verify(newer.linkToken, newer.code)).kind).toBe('expired');
    expect(await portal.core.signIn.session(newer.linkToken)).toBeNull();
    expect(await portal.count('portal_session')).toBe(0);
    expect(newer.linkToken).toMatch(/^[\w-]{22}$/);
    const stored = JSON.stringify(await portal.rows('SELECT * FROM sign_in_challenge'));
    expect(stored).not.toContain(newer.linkToken);
    expect(stored).toContain(hash(newer.linkToken));
    sessionOf(await portal.useLink(newer.linkToken));
  });

  test('S4 a link of one company opens nothing of another, and one for another purpose nothing at all', async () => {
    const there = driver(portal, await makeSmallCompany(portal.core, 'schaan'));
    const here = await portal.requestAndRead('mario@example.com');
    const other = await there.requestAndRead('mario@example.com');
    const session = await portal.core.signIn.session(sessionOf(await portal.useLink(here.linkToken)));
    expect(session).toMatchObject({ scope: { companyId: portal.small.companyId } });
    await portal.rows("UPDATE sign_in_challenge SET purpose = 'change-identifier' WHERE used_at IS NULL");
    expect(await portal.core.signIn.link(other.linkToken)).toBeNull();
    expect((await portal.useLink(other.linkToken)).kind).toBe('expired');
    await portal.rows("UPDATE sign_in_challenge SET purpose = 'sign-in' WHERE used_at IS NULL");
    sessionOf(await portal.useLink(other.linkToken));
  });

  test('S17 a link of somebody who was disabled meanwhile opens nothing', async () => {
    const { linkToken } = await portal.requestAndRead('mario@example.com');
    const { businessUnitId, customers } = portal.small;
    const [accessId = ''] = customers.mario.accessIds;
    await setUp(portal.core).setAccessEnabled(businessUnitId, accessId, false);
    expect((await portal.useLink(linkToken)).kind).toBe('expired');
    expect(await portal.count('portal_session')).toBe(0);
  });

  test('S15 a link ends no session and continues none: the new one has a token of its own', async () => {
    const first = await portal.requestAndRead('mario@example.com');
    const desk = await portal.useLink(first.linkToken);
    portal.clock.advance(hour);
    const second = await portal.requestAndRead('mario@example.com');
    const deviceToken = desk.kind === 'signed-in' ? desk.deviceToken : '';
    const phone = await portal.useLink(second.linkToken, deviceToken);
    expect(sessionOf(phone)).not.toBe(sessionOf(desk));
    expect(phone).toMatchObject({ kind: 'signed-in', choices: [{ company: 'Vaduz Heating' }] });
    expect(await portal.core.signIn.session(sessionOf(desk))).not.toBeNull();
  });
});
