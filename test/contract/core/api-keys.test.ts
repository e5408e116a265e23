import type { ApiKeyFields } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget, sql } from '../db/stores.ts';

describe.each(engines)('keys of other systems on %s (CAD-AP-01)', (engine) => {
  let office: BookingOffice;
  let target: Awaited<ReturnType<typeof makeMigratedTarget>>['target'];
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ target, drop } = made);
    office = await openBookingOffice(made.store);
  });
  afterAll(async () => {
    await office.close();
    await drop();
  });

  const as = (role: 'administrator' | 'technical-administrator' | 'supervisor') =>
    staffScope(office.company, office.company.supervisor.staffUserId, [role]);
  const webshop: ApiKeyFields = {
    name: 'Webshop',
    description: 'Of the home page',
    rights: ['slots', 'create'],
    activityTypeIds: null,
    lastDay: null,
  };
  const keyOf = async (apiKeyId: string) =>
    (await office.core.apiKeys.list(as('administrator'))).items.find(({ id }) => id === apiKeyId)!;

  test('are shown once and stored as a hash; changed, told when stale, revoked for good; every change is an event', async () => {
    const { apiKeys } = office.core;
    const { apiKeyId, key } = await apiKeys.create(as('administrator'), webshop);
    expect(key).toMatch(/^itk_[0-9a-f]{16}_[\w-]{43}$/);
    const rows = await sql<object>(target, 'SELECT * FROM api_key');
    // The secret may hold underscores of its own.
    const [, prefix, secret] = /^itk_([0-9a-f]{16})_([\w-]{43})$/.exec(key)!;
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).toContain(prefix);

    const { repair } = office.company.types;
    const wished = {
      ...webshop,
      rights: ['slots' as const],
      activityTypeIds: [repair],
      lastDay: '2027-01-20',
    };
    await apiKeys.edit(as('administrator'), { ...wished, apiKeyId, revision: 1 });
    expect(await keyOf(apiKeyId)).toMatchObject({ ...wished, revision: 2, state: 'active' });
    // What is already so needs no new revision.
    await apiKeys.edit(as('administrator'), { ...wished, apiKeyId, revision: 1 });
    await expect(
      apiKeys.edit(as('administrator'), { ...webshop, apiKeyId, revision: 1 }),
    ).rejects.toMatchObject({ code: 'stale', details: { current: { revision: 2, rights: ['slots'] } } });

    expect(await apiKeys.enter(key)).toMatchObject({ kind: 'entered', scope: { rights: ['slots'] } });
    await apiKeys.revoke(as('administrator'), { apiKeyId });
    await apiKeys.revoke(as('administrator'), { apiKeyId });
    expect(await apiKeys.enter(key)).toEqual({
      kind: 'refused',
      key: { apiKeyId, businessUnitId: office.company.businessUnitId },
    });
    await expect(
      apiKeys.edit(as('administrator'), { ...wished, name: 'x', apiKeyId, revision: 3 }),
    ).rejects.toMatchObject({ reason: 'revoked' });
    const events = await sql<{ kind: string }>(
      target,
      "SELECT kind FROM event WHERE subject_type = 'api-key' ORDER BY sequence",
    );
    expect(events.map(({ kind }) => kind)).toEqual(['api-key.created', 'api-key.changed', 'api-key.revoked']);
  });

  test('end after their last day by the unit’s clock', async () => {
    const { apiKeys } = office.core;
    const today = '2027-01-11';
    const { key, apiKeyId } = await apiKeys.create(as('administrator'), { ...webshop, lastDay: today });
    const left = Date.parse('2027-01-12T00:00:00+01:00') / 1000 - office.clock.now();
    office.clock.advance(left - 1);
    expect(await apiKeys.enter(key)).toMatchObject({ kind: 'entered' });
    office.clock.advance(1);
    expect(await apiKeys.enter(key)).toMatchObject({ kind: 'refused' });
    expect(await keyOf(apiKeyId)).toMatchObject({ state: 'expired', lastDay: today });
    // Its other fields can still be changed, its end not to another day that is over.
    const edit = { ...webshop, name: 'Old shop', apiKeyId, revision: 1 };
    await apiKeys.edit(as('administrator'), { ...edit, lastDay: today });
    await expect(
      apiKeys.edit(as('administrator'), { ...edit, lastDay: '2027-01-10', revision: 2 }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'lastDay', reason: 'over' });
  });

  test('get no right that whoever makes them does not have', async () => {
    const { apiKeys } = office.core;
    const scope = as('technical-administrator');
    expect((await apiKeys.list(scope)).grantable).toEqual(['view', 'configuration']);
    await expect(apiKeys.create(scope, { ...webshop, rights: ['customers'] })).rejects.toMatchObject({
      code: 'not-allowed',
      field: 'rights',
      reason: 'role',
    });
    const { apiKeyId } = await apiKeys.create(as('administrator'), { ...webshop, rights: ['customers'] });
    // What it had it may keep.
    const edit = { ...webshop, name: 'Shop', apiKeyId, revision: 1 };
    await apiKeys.edit(scope, { ...edit, rights: ['customers', 'view'] });
    await expect(apiKeys.edit(scope, { ...edit, rights: ['edit'], revision: 2 })).rejects.toMatchObject({
      field: 'rights',
    });
    await expect(apiKeys.list(as('supervisor'))).rejects.toMatchObject({ reason: 'role' });
  });

  test.each([
    ['name', { name: ' ' }],
    ['rights', { rights: [] }],
    ['activityTypeIds', { activityTypeIds: [] }],
    ['lastDay', { lastDay: '2027-02-30' }],
    ['lastDay', { lastDay: '2026-12-31' }],
  ])('are refused by name: %s %o', async (field, wrong) => {
    const made = office.core.apiKeys.create(as('administrator'), { ...webshop, ...wrong });
    await expect(made).rejects.toMatchObject({ code: 'invalid', field });
  });

  test('of another unit, or for its types, are not found', async () => {
    const make = setUp(office.core);
    const foreign = await make.company({ name: 'Foreign' });
    const { businessUnitId } = await make.businessUnit({
      ...foreign,
      slug: `foreign-${engine}`,
      name: 'Foreign',
      zone: 'Europe/Vaduz',
      languages: ['en'],
      defaultLanguage: 'en',
    });
    const there = await make.systemScope(businessUnitId);
    const { apiKeyId } = await office.core.apiKeys.create(there, webshop);
    const { apiKeys } = office.core;
    await expect(apiKeys.revoke(as('administrator'), { apiKeyId })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(apiKeys.calls(as('administrator'), { apiKeyId })).rejects.toMatchObject({
      code: 'not-found',
    });
    const { service } = office.company.types;
    await expect(apiKeys.create(there, { ...webshop, activityTypeIds: [service] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('are noted with their calls, in order, in pages, for 30 days', async () => {
    const { apiKeys } = office.core;
    const { apiKeyId, key } = await apiKeys.create(as('administrator'), webshop);
    const entry = await apiKeys.enter(key);
    if (entry.key === null) throw new Error('the key is not known');
    const { key: known } = entry;
    const addresses = ['203.0.113.9', '::ffff:198.51.100.7', '2001:db8:1:2:3:4:5:6'];
    for (let n = 0; n < 60; n++)
      apiKeys.note({
        ...known,
        route: 'slot.query',
        status: 200 + n,
        milliseconds: n,
        address: addresses[n % 3]!,
      });
    const first = await apiKeys.calls(as('administrator'), { apiKeyId });
    expect(first).toMatchObject({ more: true, items: { length: 50, 0: { status: 259, milliseconds: 59 } } });
    const rest = await apiKeys.calls(as('administrator'), { apiKeyId, before: first.items.at(-1)!.id });
    expect(rest).toMatchObject({ more: false, items: { length: 10, 9: { status: 200 } } });
    expect(new Set(rest.items.map(({ network }) => network))).toEqual(
      new Set(['203.0.113.0/24', '198.51.100.0/24', '2001:db8:1::/48']),
    );
    expect(await keyOf(apiKeyId)).toMatchObject({ lastUsedAt: office.clock.now(), revision: 1 });

    const noted = async () => (await apiKeys.calls(as('administrator'), { apiKeyId })).items.length;
    office.clock.advance(30 * 86_400 - 3600);
    while ((await office.core.jobs.runDue('test')) > 0);
    expect(await noted()).toBe(50);
    office.clock.advance(2 * 3600);
    while ((await office.core.jobs.runDue('test')) > 0);
    expect(await noted()).toBe(0);
  });

  test('read lists in pages, each record once', async () => {
    const { apiKeys, api } = office.core;
    const { key } = await apiKeys.create(as('administrator'), {
      ...webshop,
      rights: ['customers', 'view', 'create'],
    });
    const entry = await apiKeys.enter(key);
    if (entry.kind !== 'entered') throw new Error('the key is refused');
    const { customerId } = office.company.customers.mario;
    for (let n = 0; n < 3; n++)
      await api.createIntervention(entry.scope, {
        ...office.service(),
        customerId,
        comment: '',
        idempotencyKey: `listed-${n}`,
      });
    for (const list of [api.customers, api.interventions] as const) {
      const whole = await list(entry.scope, {});
      expect(whole).toMatchObject({ next: null });
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const { items, next } = await list(entry.scope, { limit: 1, cursor });
        ids.push(...items.map(({ id }) => id));
        cursor = next ?? undefined;
      } while (cursor !== undefined);
      expect(ids).toEqual(whole.items.map(({ id }) => id));
      expect(ids.length).toBeGreaterThan(1);
      for (const wrong of ['x', Buffer.from('["x"]').toString('base64url'), 'bnVsbA'])
        await expect(list(entry.scope, { cursor: wrong })).rejects.toMatchObject({ field: 'cursor' });
    }
  });

  test('CAD-LC-05 make work under their own reference once, however many ask at the same moment', async () => {
    const { apiKeys, api } = office.core;
    const rights: ApiKeyFields['rights'] = ['view', 'create', 'edit'];
    const { key } = await apiKeys.create(as('administrator'), { ...webshop, rights });
    const entry = await apiKeys.enter(key);
    if (entry.kind !== 'entered') throw new Error('the key is refused');
    const ask = (of: 'mario' | 'lisa', externalReference: string, comment: string) =>
      api.createIntervention(entry.scope, {
        ...office.service(of),
        ...{ customerId: office.company.customers[of].customerId, externalReference, comment },
        idempotencyKey: office.key(),
      });
    const same = await Promise.all(['a', 'b', 'c', 'd'].map((comment) => ask('mario', 'order-1', comment)));
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    const [row] = await sql<{ n: number | string }>(
      target,
      "SELECT count(*) AS n FROM intervention WHERE external_reference = 'order-1'",
    );
    expect(Number(row!.n)).toBe(1);
    // Of two customers one has it; the other is refused by name.
    const both = await Promise.allSettled([ask('mario', 'order-2', ''), ask('lisa', 'order-2', '')]);
    const refused = both.filter((one) => one.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { field: 'externalReference', reason: 'taken' } }]);
  });

  test('CAD-BU-17 CAD-AT-09 read and write own fields of customers, and make what is only made inside another nowhere else', async () => {
    const { apiKeys, api, catalogue } = office.core;
    const rights: ApiKeyFields['rights'] = ['customers', 'view', 'create', 'slots'];
    const { key } = await apiKeys.create(as('administrator'), { ...webshop, rights });
    const entry = await apiKeys.enter(key);
    if (entry.kind !== 'entered') throw new Error('the key is refused');
    const { scope } = entry;
    const { customerId, addressIds } = office.company.customers.mario;
    const { revision } = await api.customer(scope, customerId);
    const customFields = { contract: '=gold', 'meter-number': '{intervention.reference}' };
    expect(await api.updateCustomer(scope, { customerId, revision, customFields })).toMatchObject({
      customFields,
    });
    expect((await api.customer(scope, customerId)).customFields).toEqual(customFields);
    expect((await api.customers(scope, {})).items.find(({ id }) => id === customerId)).toMatchObject({
      customFields,
    });
    // What the other system wrote is what staff and, where the type shows it, the customer read.
    const record = await office.core.customers.record(as('administrator'), customerId);
    expect(record).toMatchObject({ fields: { customFields } });

    const { repair, service } = office.company.types;
    const change = async (activityTypeId: string, changes: object) => {
      const page = await catalogue.page(as('administrator'), activityTypeId);
      await catalogue.save(as('administrator'), { activityTypeId, revision: page.revision, changes });
    };
    const create = (activityTypeId: string, parentId?: string) =>
      api.createIntervention(scope, {
        ...{ activityTypeId, customerId, addressId: addressIds[0]!, comment: '' },
        ...(parentId !== undefined && { parentId }),
        idempotencyKey: office.key(),
      });
    await change(repair, { container: true });
    await change(service, { contained: true });
    const refused = { code: 'not-allowed', reason: 'contained-only' };
    await expect(create(service)).rejects.toMatchObject(refused);
    const asked = { activityTypeId: service, addressId: addressIds[0]! };
    await expect(api.slots(scope, asked)).rejects.toMatchObject(refused);
    const parent = await create(repair);
    const part = await create(service, parent.id);
    expect(part.parentId).toBe(parent.id);
    expect(await api.intervention(scope, part.id)).toMatchObject({ parentId: parent.id });
  });

  test('CAD-CU-04 tell who may sign in for a customer, and keep a person out at once, and nobody of another unit', async () => {
    const { api, apiKeys, signIn } = office.core;
    const keyWith = async (rights: ApiKeyFields['rights']) => {
      const { key } = await apiKeys.create(as('administrator'), { ...webshop, rights });
      const entry = await apiKeys.enter(key);
      if (entry.kind !== 'entered') throw new Error(entry.kind);
      return entry.scope;
    };
    const scope = await keyWith(['accesses']);
    const { customerId, accessIds } = office.company.customers.lisa;
    const accessId = accessIds[0]!;
    const { businessUnitId } = office.company;
    const enter = async () => {
      const network = '192.0.2.9';
      office.clock.advance(3600);
      const identifier = 'lisa@example.com';
      const { challengeToken } = await signIn.requestCode({
        businessUnitId,
        identifier,
        language: 'en',
        network,
      });
      const before = office.mailer.sent.length;
      while ((await office.core.jobs.runDue('codes')) > 0);
      const mail = office.mailer.sent.slice(before).find(({ to }) => to === identifier);
      const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0];
      if (code === undefined) return null;
      const entered = await signIn.verifyCode({ challengeToken, code, network });
      return entered.kind === 'signed-in' ? entered.sessionToken : null;
    };
    const [first] = await api.accesses(scope, customerId);
    const lisa = {
      id: accessId,
      email: 'lisa@example.com',
      customerIds: [customerId],
      permanentLinkSince: null,
    };
    expect(first).toMatchObject({ ...lisa, allowed: true });
    const session = await enter();
    expect(await signIn.session(session ?? '')).toMatchObject({ kind: 'signed-in' });
    expect(await api.updateAccess(scope, { accessId, allowed: false })).toMatchObject({
      ...lisa,
      allowed: false,
    });
    expect(await signIn.session(session ?? '')).toBeNull();
    expect(await enter(), 'and gets no code').toBeNull();
    expect(await api.updateAccess(scope, { accessId, allowed: true })).toMatchObject({ allowed: true });
    expect(await enter(), 'the control').not.toBeNull();
    const history = await sql<{ kind: string }>(
      target,
      `SELECT kind FROM event WHERE subject_id = '${accessId}' AND kind IN ('access.enabled', 'access.disabled') ORDER BY sequence`,
    );
    expect(history.map(({ kind }) => kind)).toEqual(['access.disabled', 'access.enabled']);

    const other = await keyWith(['customers', 'view']);
    await expect(api.accesses(other, customerId)).rejects.toMatchObject({ reason: 'right' });
    await expect(api.updateAccess(other, { accessId, allowed: false })).rejects.toMatchObject({
      reason: 'right',
    });
    const foreign = { ...scope, businessUnitId: '01890000-0000-7000-8000-000000000001' };
    await expect(api.accesses(foreign, customerId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(api.updateAccess(foreign, { accessId, allowed: false })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
