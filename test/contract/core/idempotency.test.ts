import type { SystemScope } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSmallCompany, openTestCore } from '../../fixtures/small-company.ts';
import { engines } from '../db/stores.ts';
import { openPortal, type Portal } from './portal.ts';

const keys = process.env['ITINERA_FULL'] === '1' ? 1000 : 25;

describe.each(engines)('idempotency keys on %s', (engine) => {
  let portal: Portal;
  let scope: SystemScope;
  beforeEach(async () => {
    portal = await openPortal(engine);
    scope = await setUp(portal.core).systemScope(portal.small.businessUnitId);
  });
  afterEach(() => portal.close());

  const create = (idempotencyKey: string, comment = 'as told', by = scope, core = portal.core) => {
    const { types, customers } = portal.small;
    const { customerId, addressIds } = customers.mario;
    const wish = { activityTypeId: types.service, customerId, addressId: addressIds[0] ?? '', comment };
    return core.interventions.create(by, { ...wish, idempotencyKey });
  };
  const made = (): Promise<number> => portal.count('intervention');

  test('R7 a key has one effect: replayed, and sent twenty times at once', async () => {
    const others =
      engine === 'postgres' ? await Promise.all([1, 2].map(() => openTestCore(portal.store))) : [];
    const doors = [portal.core, ...others.map((town) => town.core)];
    for (let n = 0; n < keys; n += 1) {
      const key = `parallel-key-${n}`;
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, at) => create(key, 'as told', scope, doors[at % doors.length])),
      );
      expect(new Set(answers.map((answer) => answer.reference)).size).toBe(1);
      expect(await create(key)).toEqual(answers[0]);
      expect(await made()).toBe(n + 1);
    }
    expect(await portal.count('event', "kind = 'intervention.created'")).toBe(keys);
    for (const town of others) await town.close();
  });

  test('R7 control: without a common key twenty requests have twenty effects', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => create(`own-key-${n}`)));
    expect(await made()).toBe(20);
  });

  test('R7 a key with another request is refused and changes nothing', async () => {
    const first = await create('changed-key');
    await expect(create('changed-key', 'something else')).rejects.toMatchObject({ code: 'key-reused' });
    expect(await create('changed-key')).toEqual(first);
    expect(await made()).toBe(1);
  });

  test('R7 a key is remembered after 25 hours, and forgotten after a week', async () => {
    const first = await create('an-old-key');
    portal.clock.advance(25 * 3600);
    await portal.deliver();
    expect(await create('an-old-key')).toEqual(first);
    portal.clock.advance(7 * 86_400);
    await portal.deliver();
    expect(await portal.count('idempotency')).toBe(0);
  });

  test('R7 what failed has not used its key up', async () => {
    const { addressIds } = portal.small.customers.lisa;
    const { types, customers } = portal.small;
    const foreign = { activityTypeId: types.service, customerId: customers.mario.customerId, comment: '' };
    await expect(
      portal.core.interventions.create(scope, {
        ...foreign,
        addressId: addressIds[0] ?? '',
        idempotencyKey: 'failed-key',
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await portal.count('idempotency')).toBe(0);
    await create('failed-key');
    expect(await made()).toBe(1);
  });

  test('R7 somebody else’s equal key is their own', async () => {
    const own = await create('everybody-has-it');
    const other = await makeSmallCompany(portal.core, 'schaan');
    const otherScope = await setUp(portal.core).systemScope(other.businessUnitId);
    const { types, customers } = other;
    const { customerId, addressIds } = customers.mario;
    const wish = {
      activityTypeId: types.service,
      customerId,
      addressId: addressIds[0] ?? '',
      comment: 'as told',
    };
    const theirs = await portal.core.interventions.create(otherScope, {
      ...wish,
      idempotencyKey: 'everybody-has-it',
    });
    expect(theirs.interventionId).not.toBe(own.interventionId);
    expect(await made()).toBe(2);
  });

  test('a key is 8 to 200 characters', async () => {
    for (const key of ['', 'short', 'x'.repeat(201)])
      await expect(create(key)).rejects.toMatchObject({ code: 'invalid', field: 'idempotencyKey' });
    expect(await made()).toBe(0);
  });
});
