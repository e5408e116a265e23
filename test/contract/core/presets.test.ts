import type { BusinessUnitScope, CreateCustomerInput } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { eventsOfSubject } from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('preset lists of customers on %s', (engine) => {
  let town: TestCore;
  let drop: () => Promise<void>;
  let small: SmallCompany;
  let sara: BusinessUnitScope;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    town = await openTestCore(made.store);
    small = await makeSmallCompany(town.core);
    sara = staffScope(small, small.supervisor.staffUserId);
  });
  afterAll(async () => {
    await town.close();
    await drop();
  });

  let keys = 0;
  const create = async (more: Partial<CreateCustomerInput>) => {
    const idempotencyKey = `new-customer-${++keys}`;
    return town.core.customers.create(sara, { name: 'Rosa', status: 'lead', idempotencyKey, ...more });
  };

  test('AZT-19 a value that is made twice at once, in whatever letters, is one; it can be chosen', async () => {
    const names = ['Contract', 'contract', ' CONTRACT '];
    const made = await Promise.all(
      names.map((name) => town.core.customers.createPreset(sara, { list: 'profile', name })),
    );
    expect(new Set(made.map(({ presetId }) => presetId)).size).toBe(1);
    const { presetId: profileId } = made[0]!;
    await create({ profileId });
    // Of another list it is another.
    const { presetId } = await town.core.customers.createPreset(sara, { list: 'category', name: 'Contract' });
    expect(presetId).not.toBe(profileId);
    const { presets } = await town.core.customers.recordOptions(sara);
    expect(presets.filter(({ name }) => name.toLowerCase() === 'contract')).toHaveLength(2);
    await expect(
      town.core.customers.createPreset(sara, { list: 'profile', name: ' ' }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'name' });
  });

  test('AZT-18 values are renamed, ordered and offered no more: who has one keeps it; two never share a name', async () => {
    const { customers } = town.core;
    const admin = staffScope(small, small.supervisor.staffUserId, ['administrator']);
    const list = 'payment-term';
    for (const name of ['Now', '30 days', '60 days']) await customers.createPreset(sara, { list, name });
    const values = async () => (await customers.presets(admin)).filter((one) => one.list === list);
    const [now, thirty, sixty] = await values();
    const { customerId } = await create({ paymentTermId: sixty!.id });
    const named = (one: { id: string; revision: number }, name: string, active = true) => {
      return { presetId: one.id, revision: one.revision, name, active };
    };
    const saved = { list, values: [named(sixty!, 'Two months', false), named(now!, '30 Days')] } as const;
    // Two exchange their names, and one that was not named follows.
    await expect(customers.savePresets(admin, { ...saved, values: [...saved.values] })).rejects.toMatchObject(
      { code: 'invalid', field: 'values.1.name', reason: 'taken' },
    );
    const whole = [named(sixty!, 'Two months', false), named(now!, '30 Days'), named(thirty!, 'Now')];
    await customers.savePresets(admin, { list, values: whole });
    expect((await values()).map(({ name, active, used }) => [name, active, used])).toEqual([
      ['Two months', false, 1],
      ['30 Days', true, 0],
      ['Now', true, 0],
    ]);
    await customers.savePresets(admin, { list, values: whole.map((one) => ({ ...one, revision: 2 })) });
    expect(
      (await values()).map(({ revision }) => revision),
      'twice is once',
    ).toEqual([2, 2, 2]);
    const events = await eventsOfSubject(contextOf(town.core).db.read, small.businessUnitId, {
      type: 'business-unit',
      id: small.businessUnitId,
    });
    expect(events.filter(({ kind }) => kind === 'preset.list-changed')).toMatchObject([
      { data: { list, was: [{ name: 'Now' }, {}, {}], is: [{ name: 'Two months', active: false }, {}, {}] } },
    ]);
    // Who has it keeps it, under its new name; nobody else takes it, and typing its name does not bring it back.
    const record = await customers.record(sara, customerId);
    expect(record.options.presets.find(({ id }) => id === record.fields.paymentTermId)?.name).toBe(
      'Two months',
    );
    await customers.edit(sara, { customerId, revision: record.revision, notes: 'kept' });
    await expect(create({ paymentTermId: sixty!.id })).rejects.toMatchObject({ reason: 'inactive' });
    await expect(customers.createPreset(sara, { list, name: 'two months' })).rejects.toMatchObject({
      code: 'invalid',
      reason: 'inactive',
    });
    // Two at once: one is told what is there.
    const at = (await values()).map((one) => named(one, one.name, one.active));
    const both = await Promise.allSettled(
      ['One', 'Other'].map((name) =>
        customers.savePresets(admin, {
          list,
          values: at.map((one, i) => (i === 0 ? { ...one, name } : one)),
        }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'stale', details: { current: [{ active: false }, {}, {}] } },
    });
    const elsewhere = (await customers.createPreset(sara, { list: 'profile', name: 'Elsewhere' })).presetId;
    await expect(
      customers.savePresets(admin, { list, values: [named({ id: elsewhere, revision: 1 }, 'x')] }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      customers.savePresets(admin, { list, values: [{ ...at[0]!, name: ' ' }] }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'values.0.name' });
  });
});
