import type { Engine } from '@itinera/db';
import { afterEach, describe, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines } from '../db/stores.ts';
import { openPortal, sessionOf, type Portal } from './portal.ts';

let portal: Portal;
afterEach(() => portal.close());

/** Accesses whose open periods are not what they should be: one when enabled, none when not. */
const wrongPeriods = () =>
  portal.rows<{ id: string }>(
    `SELECT id FROM access WHERE (CASE WHEN enabled THEN 1 ELSE 0 END) <>
       (SELECT count(*) FROM access_period p WHERE p.access_id = access.id AND p.ended_at IS NULL)`,
  );

describe.each<Engine>(engines)('accesses on %s', (engine) => {
  test('LBX-05 commands that race leave each access with one open period when it is enabled, and none when not', async () => {
    portal = await openPortal(engine);
    const { core, small } = portal;
    const sara = staffScope(small, small.supervisor.staffUserId);
    const ids = [small.customers.mario, small.customers.lisa].map((made) => made.accessIds[0] ?? '');
    for (let round = 0; round < 5; round++) {
      portal.clock.advance(60);
      await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          n % 4 === 0
            ? core.accesses.setEveryEnabled(sara, { enabled: n % 8 === 0 })
            : core.accesses.setEnabled(sara, { accessId: ids[n % 2] ?? '', enabled: n % 3 === 0 }),
        ),
      );
      expect(await wrongPeriods()).toEqual([]);
    }
    expect(await portal.count('access_period', 'ended_at IS NOT NULL')).toBeGreaterThan(5);
    // The control: a period that was forgotten would be seen.
    await core.accesses.setEveryEnabled(sara, { enabled: true });
    await portal.rows('UPDATE access_period SET ended_at = started_at WHERE ended_at IS NULL');
    expect(await wrongPeriods()).toHaveLength(3);
  });

  test('LBX-08 a form that is sent twenty times at once makes one access and one mail', async () => {
    portal = await openPortal(engine);
    const { core, small, mailer } = portal;
    const sara = staffScope(small, small.supervisor.staffUserId);
    const send = () =>
      core.accesses.create(sara, {
        name: 'Ana Sample',
        email: 'ana@example.com',
        phone: null,
        language: 'en',
        notes: '',
        customerIds: [small.customers.mario.customerId],
        enabled: true,
        invite: true,
        idempotencyKey: 'sent-twenty-times',
      });
    const made = await Promise.all(Array.from({ length: 20 }, send));
    expect(new Set(made.map(({ accessId }) => accessId)).size).toBe(1);
    await portal.deliver();
    expect(mailer.sent.map((mail) => mail.to)).toEqual(['ana@example.com']);
    expect(await portal.count('access', "email = 'ana@example.com'")).toBe(1);
  });

  test('S17 an e-mail that changes while somebody signs in with it leaves no session behind', async () => {
    portal = await openPortal(engine);
    const { core, small } = portal;
    const sara = staffScope(small, small.supervisor.staffUserId);
    const [accessId = ''] = small.customers.mario.accessIds;
    const { challengeToken, code } = await portal.requestAndRead('mario@example.com');
    const edit = core.accesses.edit(sara, {
      accessId,
      name: 'Mario Sample',
      email: 'mario@new.example',
      phone: null,
      language: 'it',
      notes: '',
      customerIds: [small.customers.mario.customerId],
      revision: 1,
    });
    const [signIn] = await Promise.all([portal.verify(challengeToken, code), edit]);
    if (signIn.kind === 'signed-in') expect(await core.signIn.session(signIn.sessionToken)).toBeNull();
    else expect(signIn).toEqual({ kind: 'expired' });
  });

  test('AZT-12 two customers of one person made inactive at once: the session ends for good', async () => {
    portal = await openPortal(engine);
    const { core, small, clock } = portal;
    const sara = staffScope(small, small.supervisor.staffUserId);
    const both = [small.customers.mario.customerId, small.customers.lisa.customerId];
    const set = (status: 'active' | 'inactive', revision: number) =>
      Promise.all(both.map((customerId) => core.customers.setStatus(sara, { customerId, status, revision })));
    await core.accesses.create(sara, {
      name: 'Ana Sample',
      email: 'ana@example.com',
      phone: null,
      language: 'en',
      notes: '',
      customerIds: both,
      enabled: true,
      invite: false,
      idempotencyKey: 'of-two-customers',
    });
    for (let round = 0; round < 4; round++) {
      clock.advance(3600);
      const { challengeToken, code } = await portal.requestAndRead('ana@example.com');
      const token = sessionOf(await portal.verify(challengeToken, code));
      expect(await core.signIn.session(token)).not.toBeNull();
      await set('inactive', 1 + 2 * round);
      await set('active', 2 + 2 * round);
      expect(await core.signIn.session(token)).toBeNull();
    }
  });
});
