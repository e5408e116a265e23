import { contextOf, setUp } from '@itinera/core/set-up';
import type { BusinessUnitScope } from '@itinera/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainAction } from '../../fixtures/portal-action.ts';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget, sql } from '../db/stores.ts';

describe.each(engines)('customers that are the same one, on %s', (engine) => {
  let town: TestCore;
  let small: SmallCompany;
  let sara: BusinessUnitScope;
  let rows: <R extends object>(statement: string) => Promise<R[]>;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const target = await makeMigratedTarget(engine);
    drop = target.drop;
    town = await openTestCore(target.store, {});
    small = await makeSmallCompany(town.core);
    sara = staffScope(small, small.supervisor.staffUserId, ['administrator']);
    rows = (statement) => sql(target.target, statement);
  });
  afterEach(async () => {
    await town.close();
    await drop();
  });

  const make = async (customers: Record<string, unknown>[]) =>
    setUp(town.core).customers({
      businessUnitId: small.businessUnitId,
      customers: customers.map((one) => ({
        kind: 'individual' as const,
        language: 'en' as const,
        name: 'Rossi',
        addresses: [
          { line1: 'Via Roma 1', postalCode: '9490', city: 'Vaduz', country: 'LI', lon: 9.52, lat: 47.14 },
        ],
        ...one,
      })),
    });
  const revisions = async (keptId: string, mergedId: string) => {
    const { kept, merged } = await town.core.customers.mergePreview(sara, { keptId, mergedId });
    return { keptId, mergedId, keptRevision: kept.revision, mergedRevision: merged.revision };
  };
  const merge = async (keptId: string, mergedId: string, choices = {}) =>
    town.core.customers.merge(sara, { ...(await revisions(keptId, mergedId)), choices });
  /** What refers to a customer, anywhere but in its own row and the history that it was merged. */
  const references = async (id: string) => {
    const found: string[] = [];
    for (const table of [
      'address',
      'access_customer',
      'intervention',
      'hold',
      'portal_action_use',
      'customer_request',
      'customer_tag',
      'customer_contact',
      'customer_technician',
      'customer_search',
      'customer_key',
    ])
      if ((await rows(`SELECT customer_id FROM ${table} WHERE customer_id = '${id}'`)).length > 0)
        found.push(table);
    if ((await rows(`SELECT id FROM customer WHERE parent_id = '${id}'`)).length > 0) found.push('children');
    return found;
  };

  test('pairs are found by what is alike, in words, and are not shown again once staff parted them', async () => {
    const [one, two, three] = await make([
      { name: 'Rossi Mario', email: 'mario.rossi@example.com' },
      { name: 'Mario ROSSI', email: 'Mario.Rossi@example.com', phone: '+41791234567' },
      {
        name: 'Bianchi',
        phone: '+41791234567',
        addresses: [{ line1: 'x', postalCode: '1000', city: 'y', country: 'CH' }],
      },
    ]);
    const ids = [one!.customerId, two!.customerId, three!.customerId];
    const { pairs, total, more } = await town.core.customers.duplicates(sara);
    const named = pairs.map(({ customers, reasons, score }) => [
      customers.map(({ id }) => ids.indexOf(id)),
      reasons,
      score,
    ]);
    expect(named).toEqual([
      [[0, 1], ['name-and-place', 'email', 'name-and-postal-code'], 100],
      [[1, 2], ['phone'], 35],
    ]);
    expect([total, more]).toEqual([2, false]);
    expect((await town.core.customers.duplicatesOf(sara, ids[1]!)).map(({ score }) => score)).toEqual([
      100, 35,
    ]);
    expect(await town.core.customers.duplicatesOf(sara, small.customers.mario.customerId)).toEqual([]);
    await town.core.customers.part(sara, { customerId: ids[2]!, otherId: ids[1]! });
    await town.core.customers.part(sara, { customerId: ids[1]!, otherId: ids[2]! });
    expect((await town.core.customers.duplicates(sara)).total).toBe(1);
    expect(await town.core.customers.duplicatesOf(sara, ids[2]!)).toEqual([]);
    const parted = await rows(`SELECT kind FROM event WHERE kind = 'customer.parted'`);
    expect(parted).toHaveLength(1);
  });

  test('everything of the one becomes the other’s, fields as chosen; old links and numbers lead there; twice is once', async () => {
    const { mario, lisa } = small.customers;
    const visit = await town.core.interventions.create(sara, {
      activityTypeId: small.types.repair,
      customerId: lisa.customerId,
      addressId: lisa.addressIds[0]!,
      comment: '',
      idempotencyKey: 'visit-of-lisa',
    });
    const { actionId } = await town.core.portalActions.save(sara, {
      ...plainAction('message'),
      activityTypeId: small.types.repair,
      place: 'home',
      tellCustomer: false,
    });
    await town.core.requests.send(accessScope(small, lisa), {
      actionId,
      interventionId: null,
      text: 'asked by lisa',
      proposal: null,
      idempotencyKey: 'asked-by-lisa',
    });
    const [child] = await make([{ name: 'Child' }]);
    await rows(`UPDATE customer SET parent_id = '${lisa.customerId}' WHERE id = '${child!.customerId}'`);
    const { customers } = town.core;
    const edit = async (customerId: string, fields: object) => {
      const { revision } = await customers.page(sara, customerId);
      await customers.edit(sara, { customerId, revision, ...fields });
    };
    await edit(lisa.customerId, { tags: ['vip'], externalReference: 'SAP-7', notes: 'hers' });
    await edit(mario.customerId, { notes: 'his' });
    const before = await references(lisa.customerId);
    expect(before.length, 'the control').toBeGreaterThan(7);
    expect(before).toContain('customer_request');
    const preview = await customers.mergePreview(sara, {
      keptId: mario.customerId,
      mergedId: lisa.customerId,
    });
    const suggested = Object.fromEntries(preview.differing.map(({ field, suggested }) => [field, suggested]));
    expect(suggested).toMatchObject({
      name: 'kept',
      externalReference: 'merged',
      notes: 'kept',
      email: 'kept',
    });
    expect(preview.merged).toMatchObject({
      interventions: 1,
      tags: ['vip'],
      addresses: [expect.any(String)],
    });
    const given = await revisions(mario.customerId, lisa.customerId);
    const stale = customers.merge(sara, { ...given, mergedRevision: 1, choices: { notes: 'merged' } });
    await expect(stale).rejects.toMatchObject({
      code: 'stale',
      details: {
        current: {
          kept: { reference: mario.reference, fields: { notes: 'his' } },
          merged: { revision: given.mergedRevision, fields: { notes: 'hers' }, tags: ['vip'] },
        },
        given: { mergedRevision: 1, choices: { notes: 'merged' } },
      },
    });
    const odd = customers.merge(sara, { ...given, choices: { colour: 'kept' } as object });
    await expect(odd).rejects.toMatchObject({ code: 'invalid', field: 'choices.colour' });

    await customers.merge(sara, { ...given, choices: { notes: 'merged', email: 'kept' } });
    await customers.merge(sara, { ...given, choices: {} });

    expect(await references(lisa.customerId)).toEqual([]);
    const page = await customers.page(sara, lisa.customerId);
    expect(page).toMatchObject({
      id: mario.customerId,
      name: 'Mario Sample',
      notes: 'hers',
      email: 'mario@example.com',
    });
    expect(page.addresses.filter((address) => address.isStandard)).toHaveLength(1);
    expect(page.addresses).toHaveLength(3);
    expect(page.accesses).toHaveLength(2);
    for (const search of [lisa.reference, 'SAP-7', 'vip', 'balzers', 'mario'])
      expect(
        (await customers.search(sara, { search })).items.map(({ id }) => id),
        search,
      ).toEqual([mario.customerId]);
    const work = await town.core.interventions.page(sara, visit.interventionId);
    expect(work).toMatchObject({ customerId: mario.customerId });
    const kinds = await rows<{ kind: string; subject_id: string }>(
      `SELECT kind, subject_id FROM event WHERE kind LIKE 'customer.merged%' ORDER BY sequence`,
    );
    expect(kinds).toEqual([
      { kind: 'customer.merged', subject_id: mario.customerId },
      { kind: 'customer.merged-into', subject_id: lisa.customerId },
    ]);
    // Nothing is written to the one any more, and it cannot be merged elsewhere.
    const { dora } = small.customers;
    await expect(
      customers.edit(sara, { customerId: lisa.customerId, revision: 9, name: 'x' }),
    ).rejects.toMatchObject({ reason: 'merged' });
    const again = customers.merge(sara, {
      keptId: dora.customerId,
      mergedId: lisa.customerId,
      keptRevision: 1,
      mergedRevision: 1,
      choices: {},
    });
    await expect(again).rejects.toMatchObject({ code: 'not-allowed', reason: 'merged' });
    const itself = customers.merge(sara, { ...given, mergedId: given.keptId, choices: {} });
    await expect(itself).rejects.toMatchObject({ code: 'invalid', field: 'mergedId' });
    const other = await makeSmallCompany(town.core, 'schaan');
    const across = {
      keptId: mario.customerId,
      mergedId: other.customers.mario.customerId,
      keptRevision: 1,
      mergedRevision: 1,
      choices: {},
    };
    await expect(customers.merge(sara, across)).rejects.toMatchObject({
      code: 'not-found',
      field: 'mergedId',
    });

    // What either was is handed out: to the person without what staff noted.
    const file = await town.core.personalData.exportCustomer(sara, { customerId: mario.customerId });
    const { formerRecords } = file['customer'] as { formerRecords: Record<string, unknown>[] };
    expect(formerRecords).toMatchObject([
      { reference: null, name: 'Mario Sample', notes: 'his', email: 'mario@example.com' },
      { reference: lisa.reference, name: 'Lisa Sample Ltd', notes: 'hers', externalReference: 'SAP-7' },
    ]);
    const { challengeToken } = await town.core.signIn.requestCode({
      businessUnitId: small.businessUnitId,
      identifier: 'mario@example.com',
      language: 'en',
      network: '192.0.2.1',
    });
    while ((await town.core.jobs.runDue('test')) > 0);
    const code = /\b\d{6}\b/.exec(town.mailer.sent.at(-1)!.text)![0];
    const signedIn = await town.core.signIn.verifyCode({ challengeToken, code, network: '192.0.2.1' });
    if (signedIn.kind !== 'signed-in') throw new Error('not signed in');
    const own = await town.core.personalData.exportOwn(signedIn.sessionToken);
    const [customer] = own['customers'] as { formerRecords: object[] }[];
    expect(customer!.formerRecords).toMatchObject([{ name: 'Mario Sample' }, { name: 'Lisa Sample Ltd' }]);
    expect(JSON.stringify(customer!.formerRecords)).not.toMatch(/hers|his"/);

    // A chain of merges leads to the last one; erasing that one leaves nothing of either.
    await merge(dora.customerId, mario.customerId);
    expect((await customers.page(sara, lisa.customerId)).id).toBe(dora.customerId);
    await town.core.bookings.cancel(sara, {
      interventionId: visit.interventionId,
      reason: 'other',
      details: '',
      idempotencyKey: 'cancel-it-all',
    });
    await town.core.personalData.eraseCustomer(sara, {
      customerId: dora.customerId,
      confirm: dora.reference,
    });
    const left =
      JSON.stringify(
        await rows(`SELECT * FROM customer WHERE business_unit_id = '${small.businessUnitId}'`),
      ) +
      JSON.stringify(await rows(`SELECT * FROM event WHERE business_unit_id = '${small.businessUnitId}'`));
    expect(left).not.toMatch(/SAP-7|hers|Mario|Lisa Sample Ltd/);
  });

  test('nobody comes to stand above itself', async () => {
    const [top, middle, low] = await make([{ name: 'Top' }, { name: 'Middle' }, { name: 'Low' }]);
    const below = (child: string, parent: string) =>
      rows(`UPDATE customer SET parent_id = '${parent}' WHERE id = '${child}'`);
    await below(middle!.customerId, top!.customerId);
    await below(low!.customerId, middle!.customerId);
    await merge(low!.customerId, top!.customerId);
    const parents = await rows<{ id: string; parent_id: string | null }>(
      `SELECT id, parent_id FROM customer`,
    );
    const of = (id: string) => parents.find((row) => row.id === id)?.parent_id;
    expect([of(low!.customerId), of(middle!.customerId), of(top!.customerId)]).toEqual([
      null,
      low!.customerId,
      null,
    ]);
  });

  test('whoever makes work, people or addresses at the same moment: it is the other’s, or it is refused', async () => {
    let [made, refused] = [0, 0];
    for (let n = 0; n < 6; n++) {
      const [kept, merged] = await make([
        { name: `Kept ${n}` },
        { name: `Merged ${n}`, accesses: [{ name: 'P', email: `p${n}@example.com`, language: 'en' }] },
      ]);
      const { customerId, addressIds } = merged!;
      const given = await revisions(kept!.customerId, customerId);
      const results = await Promise.allSettled([
        town.core.interventions.create(sara, {
          activityTypeId: small.types.repair,
          customerId,
          addressId: addressIds[0]!,
          comment: '',
          idempotencyKey: `race-${n}-visit`,
        }),
        town.core.customers.merge(sara, { ...given, choices: {} }),
        town.core.accesses.create(sara, {
          name: 'New',
          email: `new${n}@example.com`,
          phone: null,
          language: 'en',
          notes: '',
          customerIds: [customerId],
          idempotencyKey: `race-${n}-access`,
          enabled: true,
          invite: false,
        }),
      ]);
      expect(results[1]?.status, JSON.stringify(results[1])).toBe('fulfilled');
      for (const one of [results[0], results[2]])
        if (one?.status === 'fulfilled') made++;
        else {
          refused++;
          expect(one?.reason).toMatchObject({ code: 'not-found' });
        }
      expect(await references(customerId)).toEqual([]);
    }
    console.log(`merge races on ${engine}: ${made} made before, ${refused} refused`);
    expect(contextOf(town.core).db.engine).toBe(engine);
  });
});
