import { setUp } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../fixtures/booking-office.ts';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import { engines } from '../db/stores.ts';
import { openPortal, sessionOf, type Portal } from './portal.ts';

const day = 86_400;
const mario = 'mario@example.com';

describe.each(engines)('personal data on %s', (engine) => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await openPortal(engine);
  });
  afterEach(() => portal.close());

  const administrator = () =>
    staffScope(portal.small, portal.small.supervisor.staffUserId, ['administrator']);
  const enter = async (identifier = mario): Promise<string> => {
    const { challengeToken, code } = await portal.requestAndRead(identifier);
    return sessionOf(await portal.verify(challengeToken, code));
  };
  const closedVisit = async (comment: string, closedAt: number): Promise<string> => {
    const { businessUnitId, types, customers } = portal.small;
    const [id = ''] = await setUp(portal.core).closedInterventions({
      businessUnitId,
      interventions: [
        {
          activityTypeId: types.service,
          addressId: customers.mario.addressIds[0]!,
          createdAt: closedAt - 3600,
          closedAt,
          result: 'ok',
          comment,
        },
      ],
    });
    return id;
  };

  test('S18 one’s own data is handed out after a fresh proof only, without notes and without who else there is', async () => {
    const { core, small, clock } = portal;
    await core.accesses.create(administrator(), {
      name: 'Secret Colleague',
      email: 'colleague@example.com',
      phone: null,
      language: 'en',
      notes: 'secret notes',
      customerIds: [small.customers.mario.customerId],
      enabled: true,
      invite: false,
      idempotencyKey: 'secret-colleague',
    });
    await closedVisit('the key is under the mat', clock.now());
    const session = await enter();
    const file = await core.personalData.exportOwn(session);
    expect(file).toMatchObject({ format: 'itinera-personal-data', version: 1, about: 'person' });
    const text = JSON.stringify(file);
    for (const word of ['Mario Sample', mario, 'Städtle 1', 'the key is under the mat'])
      expect(text).toContain(word);
    for (const word of ['Secret', 'secret', 'Lisa', 'notes":']) expect(text).not.toContain(word);
    const [event] = await portal.rows<Record<string, unknown>>(
      "SELECT * FROM event WHERE kind = 'access.exported'",
    );
    expect(event).toMatchObject({ actor_type: 'access', subject_id: small.customers.mario.accessIds[0] });

    clock.advance(600);
    await expect(core.personalData.exportOwn(session)).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'proof-needed',
    });
    await expect(core.personalData.exportOwn('made-up')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('what a unit keeps no longer goes within the hour, in its time and no other; twice finds nothing', async () => {
    const { core, clock, small } = portal;
    const scope = administrator();
    const old = await closedVisit('old words', clock.now() - 40 * day);
    const recent = await closedVisit('recent words', clock.now() - 20 * day);
    const [access = ''] = small.customers.lisa.accessIds;
    await core.accesses.setEnabled(scope, { accessId: access, enabled: false });
    await core.accesses.invite(scope, {
      accessId: small.customers.mario.accessIds[0]!,
      idempotencyKey: 'invite-mario',
    });
    await portal.deliver();
    const commentOf = async (id: string) =>
      (await portal.rows<{ comment: string }>(`SELECT comment FROM intervention WHERE id = '${id}'`))[0]
        ?.comment;
    const messages = () => portal.count('message', `recipient = '${mario}'`);
    const lisas = () => portal.count('access', "email = 'lisa@example.com'");
    const pass = async (seconds: number) => {
      clock.advance(seconds);
      await portal.deliver();
    };

    // The control: nothing is set, nothing goes.
    await pass(7200);
    expect([await commentOf(old), await messages(), await lisas()]).toEqual(['old words', 1, 1]);

    const settings = { visitMonths: 1, accessMonths: 2, messageMonths: 3 };
    const { revision } = await core.personalData.page(scope);
    await core.personalData.setRetention(scope, { ...settings, revision });
    await expect(
      core.personalData.setRetention(scope, { ...settings, visitMonths: 9, revision }),
    ).rejects.toMatchObject({ code: 'stale' });
    await expect(
      core.personalData.setRetention(scope, { ...settings, visitMonths: 0, revision }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'visitMonths' });
    expect(await core.personalData.publicRetention(small.businessUnitId)).toEqual(settings);
    await pass(3600);
    expect([await commentOf(old), await commentOf(recent)]).toEqual(['', 'recent words']);
    expect([await messages(), await lisas()]).toEqual([1, 1]);
    await pass(62 * day);
    expect([await commentOf(recent), await messages(), await lisas()]).toEqual(['', 1, 0]);
    await pass(31 * day);
    expect(await messages()).toBe(0);

    const { acts } = await core.personalData.page(scope);
    const applied = acts.filter(({ kind }) => kind === 'retention.applied').map(({ counts }) => counts);
    expect(applied).toEqual([
      { visits: 0, accesses: 0, messages: 1 },
      { visits: 1, accesses: 1, messages: 0 },
      { visits: 1, accesses: 0, messages: 0 },
    ]);
    await pass(7200);
    expect((await core.personalData.page(scope)).acts).toHaveLength(acts.length);
    // Mario may sign in all the while.
    expect(await portal.count('access', `email = '${mario}'`)).toBe(1);
  });

  test('signing in, booking, new work and new people while somebody is erased: refused or erased, nothing left over', async () => {
    const { core, small, clock } = portal;
    const scope = administrator();
    const outcomes: Record<string, number> = {};
    for (let round = 0; round < 6; round++) {
      const word = `ghost-${round}`;
      const [made] = await setUp(core).customers({
        businessUnitId: small.businessUnitId,
        customers: [
          {
            name: `${word} customer`,
            kind: 'individual',
            language: 'en',
            addresses: [
              { line1: word, postalCode: '9490', city: word, country: 'LI', lon: 9.52, lat: 47.14 },
            ],
            accesses: [{ name: `${word} person`, email: `${word}@example.com`, language: 'en' }],
          },
        ],
      });
      if (!made) throw new Error('not made');
      const { customerId } = made;
      const [addressId = ''] = made.addressIds;
      const asked = await portal.requestAndRead(`${word}@example.com`);
      const start = at(12 + (round % 3), '08:00') + round * 600;
      const hold = () =>
        core.bookings.hold(accessScope(small, made), {
          activityTypeId: small.types.service,
          addressId,
          comment: `${word} comment`,
          start,
          end: start + 7200,
          idempotencyKey: `${word}-hold`,
        });
      const work = () =>
        core.interventions.create(scope, {
          activityTypeId: small.types.service,
          customerId,
          addressId,
          comment: `${word} work`,
          idempotencyKey: `${word}-work`,
        });
      const person = () =>
        core.accesses.create(scope, {
          name: `${word} second`,
          email: `${word}-second@example.com`,
          phone: null,
          language: 'en',
          notes: '',
          customerIds: [customerId],
          enabled: true,
          invite: true,
          idempotencyKey: `${word}-person`,
        });
      const erase = () => core.personalData.eraseCustomer(scope, { customerId, confirm: `${word} customer` });
      const around = [
        () => portal.verify(asked.challengeToken, asked.code),
        hold,
        ...(round % 2 === 0 ? [person] : [work]),
      ];
      // Work that is there already is the control: it keeps the customer.
      if (round === 5) await work();
      const position = round % (around.length + 1);
      const all = [...around.slice(0, position), erase, ...around.slice(position), erase];
      const results = await Promise.allSettled(all.map((run) => run()));
      const erased = results[position]?.status === 'fulfilled' || results.at(-1)?.status === 'fulfilled';
      outcomes[erased ? 'erased' : 'refused'] = (outcomes[erased ? 'erased' : 'refused'] ?? 0) + 1;
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'ItineraError' });
      const left = await leftOf(word);
      if (erased) expect(left, `round ${round}`).toEqual([]);
      // The control: who was refused is all there.
      else expect(left).toContain('customer');
      clock.advance(120);
    }
    console.log(`erasure among others on ${engine}:`, outcomes);
    expect(outcomes['erased']).toBeGreaterThan(0);
    expect(outcomes['refused']).toBeGreaterThan(0);
  });

  async function leftOf(word: string): Promise<string[]> {
    const tables = [
      'customer',
      'address',
      'access',
      'intervention',
      'hold',
      'message',
      'idempotency',
      'portal_session',
      'known_device',
      'sign_in_challenge',
      'event',
    ];
    const found: string[] = [];
    for (const table of tables)
      if (
        JSON.stringify(await portal.rows(`SELECT * FROM ${table}`))
          .replaceAll(/"key":"[^"]*"/g, '')
          .includes(word)
      )
        found.push(table);
    return found;
  }
});
