import type { AccessScope, BusinessUnitScope, CoreOutside, SaveOwnAddressInput } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { updateBusinessUnit } from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget, sql } from '../db/stores.ts';

/** Knows one street. */
const geocoder: NonNullable<CoreOutside['geocoder']> = {
  attribution: 'test',
  suggest: () => Promise.resolve([]),
  nearest: () => Promise.resolve(null),
  locate: ({ line1, city }) =>
    Promise.resolve(
      line1.startsWith('Known')
        ? { line1, postalCode: '9490', city, country: 'LI', lon: 9.52, lat: 47.14, precision: 'house' }
        : null,
    ),
};

describe.each(engines)('CLV-17 the addresses a customer writes, on %s', (engine) => {
  let town: TestCore;
  let drop: () => Promise<void>;
  let target: Awaited<ReturnType<typeof makeMigratedTarget>>['target'];
  let small: SmallCompany;
  let mario: AccessScope;
  let lisa: AccessScope;
  let sara: BusinessUnitScope;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop, target } = made);
    town = await openTestCore(made.store, { geocoder });
    small = await makeSmallCompany(town.core);
    mario = accessScope(small, small.customers.mario);
    lisa = accessScope(small, small.customers.lisa, 'Lisa Sample');
    sara = staffScope(small, small.supervisor.staffUserId);
  });
  afterAll(async () => {
    await town.close();
    await drop();
  });

  let keys = 0;
  const { customerId: nobody } = { customerId: '01890000-0000-7000-8000-000000000000' };
  const save = (scope: AccessScope, input: Partial<SaveOwnAddressInput>) =>
    town.core.addresses.saveOwn(scope, {
      customerId: scope.customerIds[0]!,
      idempotencyKey: `own-address-${++keys}`,
      ...input,
    });
  const own = async (scope: AccessScope) => (await town.core.addresses.own(scope)).addresses;
  const allow = async (customersEditAddresses: boolean) => {
    const [row] = await sql<{ revision: number }>(
      target,
      `SELECT revision FROM business_unit WHERE id = '${small.businessUnitId}'`,
    );
    const { db } = contextOf(town.core);
    await db.write((tx) =>
      updateBusinessUnit(tx, small.companyId, small.businessUnitId, Number(row!.revision), {
        customersEditAddresses,
      }),
    );
  };
  const street = { line1: 'Known street 1', city: 'Vaduz' };

  test('they are shown, and nothing changes, until the unit lets customers write them', async () => {
    const [first] = await own(mario);
    expect(await town.core.addresses.own(mario)).toMatchObject({ editable: false, country: 'LI' });
    expect(Object.keys(first!)).not.toContain('accessNotes');
    await expect(save(mario, street)).rejects.toMatchObject({ reason: 'addresses-off' });
    await allow(true);
    expect(await town.core.addresses.own(mario)).toMatchObject({ editable: true });
    await expect(
      town.core.addresses.saveOwn(
        { ...mario, readOnly: true },
        { customerId: small.customers.mario.customerId, idempotencyKey: 'a-preview', ...street },
      ),
    ).rejects.toMatchObject({ reason: 'preview' });
  });

  test('a new one is located at once, once for a form sent twice; staff see by whom, and what it was', async () => {
    const idempotencyKey = 'the-same-form';
    const input = { ...street, label: 'Barn', visitNotes: 'Mind the step\r\nKnock', idempotencyKey };
    const [one, two] = await Promise.all([save(mario, input), save(mario, input)]);
    expect(one).toEqual({ addressId: two.addressId, located: true });
    const { addressId } = one;
    const staffs = await town.core.addresses.list(sara, small.customers.mario.customerId);
    const made = staffs.find(({ id }) => id === addressId)!;
    expect(made).toMatchObject({ country: 'LI', location: 'located', visitNotes: 'Mind the step\nKnock' });
    // What is staff's stays when the customer writes.
    await town.core.addresses.save(sara, {
      ...made,
      addressId,
      accessNotes: 'Key 4711',
      zone: 'Europe/Zurich',
      idempotencyKey: 'staff-note',
    });
    const { revision } = (await own(mario)).find(({ id }) => id === addressId)!;
    town.clock.advance(60);
    await save(mario, { addressId, revision, visitNotes: 'Ring', isStandard: true });
    const after = (await town.core.addresses.list(sara, small.customers.mario.customerId))[0]!;
    expect(after).toMatchObject({
      id: addressId,
      isStandard: true,
      accessNotes: 'Key 4711',
      zone: 'Europe/Zurich',
      location: 'located',
    });
    const { history } = await town.core.customers.record(sara, small.customers.mario.customerId);
    const changes = [
      { field: 'visitNotes', detail: 'Barn', was: 'Mind the step\nKnock', is: 'Ring' },
      { field: 'isStandard', detail: 'Barn', was: 'no', is: 'yes' },
    ];
    expect(history[0]).toMatchObject({
      at: town.clock.now(),
      kind: 'customer.address-changed',
      actorName: 'Mario Sample',
      byCustomer: true,
    });
    expect(history[0]!.changes).toHaveLength(changes.length);
    expect(history[0]!.changes).toEqual(expect.arrayContaining(changes));
  });

  test('CAD-PL-13 one that nobody finds says so, and nothing can be booked there', async () => {
    const { addressId, located } = await save(lisa, { line1: 'Nowhere 99', city: 'Vaduz' });
    expect(located).toBe(false);
    const bookable = async () =>
      (await town.core.customers.addressesForAccess(lisa)).find(({ id }) => id === addressId)?.bookable;
    expect(await bookable()).toBe(false);
    const { items } = await town.core.addresses.notLocated(sara, {});
    expect(items.map((one) => one.addressId)).toContain(addressId);
    const { revision } = (await own(lisa)).find(({ id }) => id === addressId)!;
    expect(await save(lisa, { addressId, revision, ...street })).toMatchObject({ located: true });
    expect(await bookable(), 'the control').toBe(true);
  });

  test('S29 of others there is nothing to write, nor of what is staff’s', async () => {
    const [lisas] = await own(lisa);
    const mine = small.customers.mario.customerId;
    const wrong: Partial<SaveOwnAddressInput>[] = [
      { customerId: small.customers.lisa.customerId, ...street },
      { customerId: nobody, ...street },
      { customerId: mine, addressId: lisas!.id, revision: lisas!.revision, label: 'Mine now' },
      { customerId: small.customers.lisa.customerId, addressId: lisas!.id, revision: lisas!.revision },
      { addressId: 'x', revision: 1 },
    ];
    for (const input of wrong)
      await expect(save(mario, input), JSON.stringify(input)).rejects.toMatchObject({ code: 'not-found' });
    expect(await own(lisa)).toContainEqual(lisas);
    const { addressId } = await save(mario, {
      ...street,
      ...({ accessNotes: 'x', zone: 'UTC', place: { lon: 1, lat: 1, by: 'hand' } } as object),
    });
    const made = (await town.core.addresses.list(sara, mine)).find(({ id }) => id === addressId);
    expect(made).toMatchObject({ accessNotes: '', zone: null, lon: 9.52 });
    await expect(save(mario, { ...street, country: 'QQ' })).rejects.toMatchObject({ field: 'country' });
    await expect(save(mario, { ...street, line1: 'a\u0000b' })).rejects.toMatchObject({ field: 'line1' });
    await expect(save(mario, { city: 'Vaduz' })).rejects.toMatchObject({ field: 'line1' });
    await expect(save(mario, { ...street, visitNotes: 'x'.repeat(2001) })).rejects.toMatchObject({
      field: 'visitNotes',
    });
  });

  test('a standard one stays in use; of two who write at once one is told; exactly one is standard', async () => {
    const standard = (await own(mario)).find(({ isStandard }) => isStandard)!;
    const { id: addressId, revision } = standard;
    await expect(save(mario, { addressId, revision, active: false })).rejects.toMatchObject({
      reason: 'standard',
    });
    const others = (await own(mario)).filter(({ isStandard, active }) => !isStandard && active);
    expect(others.length).toBeGreaterThan(1);
    await Promise.all(
      others.map((one) => save(mario, { addressId: one.id, revision: one.revision, isStandard: true })),
    );
    expect((await own(mario)).filter(({ isStandard }) => isStandard)).toHaveLength(1);
    // The former standard one may go now; what was shown before that is stale.
    await expect(save(mario, { addressId, revision, active: false })).rejects.toMatchObject({
      code: 'stale',
      details: { current: { isStandard: false }, given: { active: false } },
    });
    const now = (await own(mario)).find(({ id }) => id === addressId)!;
    const both = await Promise.allSettled([
      save(mario, { addressId, revision: now.revision, active: false }),
      save(mario, { addressId, revision: now.revision, label: 'Both' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('S34 beyond so many changes an hour one is told to wait, and somebody else is not', async () => {
    const one = (await own(mario))[0]!;
    let refused: unknown;
    for (let i = 0; i < 30 && !refused; i++)
      await save(mario, { addressId: one.id, revision: one.revision + i, label: `Name ${i}` }).catch(
        (error: unknown) => (refused = error),
      );
    expect(refused).toMatchObject({ code: 'too-many', reason: 'addresses' });
    await expect(save(lisa, street)).resolves.toMatchObject({ located: true });
    town.clock.advance(3600);
    const again = (await own(mario))[0]!;
    await save(mario, { addressId: again.id, revision: again.revision, label: 'Later' });
  });
});
