import type { BusinessUnitScope, CreateCustomerInput, CustomerInput } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { eventsOfSubject, findCustomer, insertRows, listTags } from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressForm } from '../../fixtures/address-form.ts';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('customers on %s', (engine) => {
  let town: TestCore;
  let drop: () => Promise<void>;
  let small: SmallCompany;
  let other: SmallCompany;
  let sara: BusinessUnitScope;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    town = await openTestCore(made.store);
    small = await makeSmallCompany(town.core);
    other = await makeSmallCompany(town.core, 'schaan');
    sara = staffScope(small, small.supervisor.staffUserId);
  });
  afterAll(async () => {
    await town.close();
    await drop();
  });

  let keys = 0;
  const create = async (more: Partial<CreateCustomerInput> = {}) => {
    const idempotencyKey = `new-customer-${++keys}`;
    return town.core.customers.create(sara, { name: 'Rosa', status: 'lead', idempotencyKey, ...more });
  };
  const read = () => contextOf(town.core).db.read;
  const row = async (id: string) => (await findCustomer(read(), small.businessUnitId, id))!;
  const edit = async (customerId: string, changes: CustomerInput) =>
    town.core.customers.edit(sara, { customerId, revision: (await row(customerId)).revision, ...changes });
  const eventsOf = async (id: string) =>
    eventsOfSubject(read(), small.businessUnitId, { type: 'customer', id });

  test('AZT-09 only name and status are needed; the same form twice makes one', async () => {
    const idempotencyKey = 'sent-again-and-again';
    const made = await Promise.all([1, 2, 3].map(() => create({ idempotencyKey })));
    expect(new Set(made.map(({ customerId }) => customerId)).size).toBe(1);
    expect(await row(made[0]!.customerId)).toMatchObject({
      name: 'Rosa',
      status: 'lead',
      kind: 'individual',
      language: 'en',
      email: null,
      revision: 1,
    });
    for (const missing of ['name', 'status'] as const) {
      await expect(create({ [missing]: undefined })).rejects.toMatchObject({
        code: 'invalid',
        field: missing,
      });
    }
  });

  test('CAD-CS-01 CAD-CS-03 every field is kept, clean: numbers in E.164, tags once, blanks as nothing', async () => {
    const q = contextOf(town.core).db;
    const category = { id: crypto.randomUUID(), businessUnitId: small.businessUnitId };
    await q.write((tx) =>
      insertRows(tx, 'preset', [{ ...category, list: 'category', name: 'Hotel', key: 'hotel' }]),
    );
    const { customerId } = await create({
      name: ' Hotel  Sonne ',
      kind: 'company',
      firstName: ' ',
      externalReference: 'ERP-77',
      email: 'OFFICE@Hotel.Example',
      phone: '234 56 78',
      mobile: '+423 660 20 01 11',
      website: 'hotel.example/zimmer',
      notes: 'Ring twice\r\nthen wait',
      categoryId: category.id,
      parentId: small.customers.lisa.customerId,
      responsibleId: small.supervisor.staffUserId,
      taxId: '16.727.230/0001-97',
      tags: ['VIP', 'vip ', 'Contract'],
      customFields: { floor: '3', empty: '' },
      extra: [{ label: 'Key', value: 'at the bar' }],
    });
    expect(await row(customerId)).toMatchObject({
      name: 'Hotel  Sonne',
      kind: 'company',
      firstName: null,
      externalReference: 'ERP-77',
      email: 'office@hotel.example',
      phone: '+4232345678',
      mobile: '+423660200111',
      website: 'https://hotel.example/zimmer',
      notes: 'Ring twice\nthen wait',
      categoryId: category.id,
      parentId: small.customers.lisa.customerId,
      responsibleId: small.supervisor.staffUserId,
      taxIdKind: 'cnpj',
      taxId: '16727230000197',
      customFields: { floor: '3' },
      extra: [{ label: 'Key', value: 'at the bar' }],
    });
    const tags = await listTags(read(), small.businessUnitId, [customerId]);
    expect(tags.map(({ key, tag }) => [key, tag])).toEqual([
      ['contract', 'Contract'],
      ['vip', 'vip'],
    ]);
  });

  test.each([
    [{ kind: 'robot' as 'machine' }, 'kind'],
    [{ status: 'gone' as 'lead' }, 'status'],
    [{ name: '   ' }, 'name'],
    [{ email: 'rosa@' }, 'email'],
    [{ mobile: '12' }, 'mobile'],
    [{ website: 'javascript:alert(1)' }, 'website'],
    [{ extra: [{ label: '', value: 'x' }] }, 'extra.0.label'],
    [{ tags: Array.from({ length: 51 }, (_, n) => `t${n}`) }, 'tags'],
    [{ customFields: { ['__proto__']: 'x', ok: 'y'.repeat(2001) } }, 'customFields.ok'],
  ])('CAD-CS-01 %o is refused by its field', async (wrong, field) => {
    await expect(create(wrong)).rejects.toMatchObject({ code: 'invalid', field });
  });

  test('who looks after it, its parent and its category are of this unit, or there is nothing of that name', async () => {
    const theirs = other.customers.mario.customerId;
    const foreign = { id: crypto.randomUUID(), businessUnitId: other.businessUnitId };
    const own = { id: crypto.randomUUID(), businessUnitId: small.businessUnitId };
    await contextOf(town.core).db.write((tx) =>
      insertRows(tx, 'preset', [
        { ...foreign, list: 'category', name: 'A', key: 'a' },
        { ...own, list: 'profile', name: 'A', key: 'a' },
      ]),
    );
    for (const wrong of [
      { parentId: theirs },
      { parentId: 'nobody' },
      { categoryId: foreign.id },
      // Of another list.
      { categoryId: own.id },
      { responsibleId: other.supervisor.staffUserId },
    ])
      await expect(create(wrong)).rejects.toMatchObject({ code: 'not-found', field: Object.keys(wrong)[0] });
    await create({ profileId: own.id });
  });

  test('a reference is one customer’s: the second is told whose it is, also at the same moment', async () => {
    const first = await create({ externalReference: 'R-1' });
    await expect(create({ externalReference: 'R-1' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'externalReference',
      reason: 'taken',
      details: { reference: first.reference },
    });
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, () => create({ externalReference: 'R-2' })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ reason: 'taken' });
    // Its own it keeps.
    expect((await edit(first.customerId, { externalReference: 'R-1', name: 'Rosa B.' })).changed).toEqual([
      'name',
    ]);
  });

  test('nobody is above themselves, in no line of ancestors, whoever moves at the same moment', async () => {
    const line = [];
    for (let n = 0; n < 4; n++) line.push((await create()).customerId);
    const [a = '', b = '', c = '', d = ''] = line;
    await edit(a, { parentId: b });
    await edit(b, { parentId: c });
    const cycle = { code: 'invalid', field: 'parentId', reason: 'cycle' };
    await expect(edit(c, { parentId: a })).rejects.toMatchObject(cycle);
    await expect(edit(a, { parentId: a })).rejects.toMatchObject(cycle);
    for (let round = 0; round < 5; round++) {
      await edit(c, { parentId: null });
      await edit(d, { parentId: null });
      const answers = await Promise.allSettled([edit(c, { parentId: d }), edit(d, { parentId: a })]);
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  test('AZT-20 of two who saw the same the second is told, with both versions; what is so already is no change', async () => {
    const { customerId } = await create({ phone: '+4232345678' });
    const revision = 1;
    const save = (changes: CustomerInput) =>
      town.core.customers.edit(sara, { customerId, revision, ...changes });
    expect(await save({ phone: '+423 234 56 78' })).toEqual({ revision: 1, changed: [] });
    const answers = await Promise.allSettled([save({ name: 'Rosa One' }), save({ name: 'Rosa Two' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { name } = await row(customerId);
    const lost = answers.find((answer) => answer.status === 'rejected')?.reason as unknown;
    expect(lost).toMatchObject({
      code: 'stale',
      details: {
        current: { name, revision: 2, phone: '+4232345678' },
        given: { name: name === 'Rosa One' ? 'Rosa Two' : 'Rosa One', revision: 1 },
      },
    });
    // The loser's wish, once it is already so.
    expect((await save({ name })).changed).toEqual([]);
  });

  test('what changed is in the events: by whom, when, what it was and is; custom fields code by code', async () => {
    const { customerId } = await create({ customFields: { floor: '3', door: 'left' }, tags: ['a'] });
    town.clock.advance(60);
    await edit(customerId, {
      name: 'Rosa Rossi',
      customFields: { floor: '4', new: 'x', door: null },
      tags: ['b'],
    });
    const [made, changed] = await eventsOf(customerId);
    expect(made).toMatchObject({ kind: 'customer.created', actorId: sara.staffUserId });
    expect(changed).toMatchObject({
      kind: 'customer.changed',
      actorId: sara.staffUserId,
      at: town.clock.now(),
    });
    expect(changed?.data).toEqual({
      fields: ['name', 'tags', 'customFields'],
      was: { name: 'Rosa', tags: ['a'], customFields: { floor: '3', door: 'left', new: null } },
      is: { name: 'Rosa Rossi', tags: ['b'], customFields: { floor: '4', door: null, new: 'x' } },
    });
    expect(await row(customerId)).toMatchObject({ customFields: { floor: '4', new: 'x' } });
  });

  test('CAD-BU-05 its own e-mail gives its access, enabled as the unit says of new ones; without one there is none', async () => {
    const accessesOf = async (more: Partial<CreateCustomerInput>) =>
      (await town.core.customers.page(sara, (await create(more)).customerId)).accesses;
    const rosa = { firstName: 'Rosa', name: 'Rossi', email: 'rosa@example.com' };
    expect(await accessesOf(rosa)).toMatchObject([
      { name: 'Rosa Rossi', email: 'rosa@example.com', enabled: true },
    ]);
    await town.core.accesses.setNewEnabled(sara, { enabled: false });
    expect(await accessesOf(rosa)).toMatchObject([{ enabled: false }]);
    await town.core.accesses.setNewEnabled(sara, { enabled: true });
    // Nobody signs in here by telephone.
    expect(await accessesOf({ phone: '+4232345678' })).toEqual([]);
  });

  test('AZT-23 IMV-02 two contacts of one customer sign in, each for themselves, and see the same customer', async () => {
    const { customers, accesses } = town.core;
    const { customerId } = await create({ name: 'Sonne Ltd', kind: 'company' });
    const add = (name: string, email: string | null, key = name) =>
      customers.addContact(sara, { customerId, name, email, idempotencyKey: `contact-${key}` });
    const { contactId } = await add('Ada', 'ada@sonne.example');
    expect(await add('Ada', 'ada@sonne.example')).toEqual({ contactId });
    const { contactId: second } = await add('Bea', 'bea@sonne.example');
    const { contactId: unreached } = await add('Cleo', null);
    const give = (id: string, key: string) =>
      accesses.giveToContact(sara, { customerId, contactId: id, invite: false, idempotencyKey: key });
    const { accessId } = await give(contactId, 'give-access-1');
    expect(await give(contactId, 'give-access-2'), 'who has one keeps it').toEqual({ accessId });
    await give(second, 'give-access-3');
    await expect(give(unreached, 'give-access-4')).rejects.toMatchObject({ reason: 'no-channel' });
    const { contacts } = await customers.record(sara, customerId);
    expect(contacts.map(({ name, access }) => [name, access?.enabled])).toEqual([
      ['Ada', true],
      ['Bea', true],
      ['Cleo', undefined],
    ]);
    const page = await customers.page(sara, customerId);
    expect(page.accesses.map(({ email }) => email)).toEqual(['ada@sonne.example', 'bea@sonne.example']);

    const saved = { customerId, contactId, name: 'Ada A.', revision: contacts[0]!.revision };
    await customers.editContact(sara, saved);
    await expect(customers.editContact(sara, { ...saved, name: 'Other' })).rejects.toMatchObject({
      code: 'stale',
      details: { current: { name: 'Ada A.' }, given: { name: 'Other' } },
    });
    await customers.removeContact(sara, { customerId, contactId });
    await customers.removeContact(sara, { customerId, contactId });
    const after = await customers.record(sara, customerId);
    expect(after.contacts.map(({ name }) => name)).toEqual(['Bea', 'Cleo']);
    expect((await accesses.page(sara, accessId)).enabled, 'the access stays').toBe(true);
    expect(after.history[0]).toMatchObject({
      kind: 'customer.contact-changed',
      actorName: 'Sara Sample',
      changes: [{ field: 'name', detail: 'Ada A.', was: 'Ada A.', is: null }],
    });
    // Of another unit's customer there is nothing to add to.
    await expect(
      customers.addContact(sara, {
        customerId: other.customers.mario.customerId,
        name: 'X',
        idempotencyKey: 'contact-elsewhere',
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('CLV-17 a customer changes own contact data: staff see it at once, by whom and what it was; off, nothing changes', async () => {
    const { customers, businessUnits } = town.core;
    const { customerId } = small.customers.mario;
    const mario = accessScope(small, small.customers.mario);
    const own = async () => (await customers.ownDetails(mario)).customers[0]!;
    const save = async (changes: object) => {
      const { revision, email, phone, mobile, language } = await own();
      const now = { email: email ?? '', phone: phone ?? '', mobile: mobile ?? '', language };
      return customers.saveOwnDetails(mario, { customerId, revision, ...now, ...changes });
    };
    expect(await customers.ownDetails(mario)).toMatchObject({
      editable: true,
      signsInWith: { email: 'mario@example.com' },
      customers: [{ name: 'Mario Sample', phone: null }],
    });
    town.clock.advance(60);
    expect(await save({ phone: '234 56 78' })).toEqual({ changed: true });
    expect(await save({})).toEqual({ changed: false });
    const { fields, history, revision } = await customers.record(sara, customerId);
    expect(fields.phone).toBe('+4232345678');
    expect(history[0]).toEqual({
      at: town.clock.now(),
      kind: 'customer.changed',
      actorName: 'Mario Sample',
      byCustomer: true,
      changes: [{ field: 'phone', detail: null, was: null, is: '+4232345678' }],
    });
    await expect(save({ email: 'not one' })).rejects.toMatchObject({ code: 'invalid', field: 'email' });
    // What was shown before somebody else saved.
    await expect(save({ mobile: '+423 660 20 01 11', revision: revision - 1 })).rejects.toMatchObject({
      code: 'stale',
    });
    // Not of others, and no field but these.
    const lisa = small.customers.lisa.customerId;
    await expect(save({ customerId: lisa, revision: 1 })).rejects.toMatchObject({ code: 'not-found' });
    await save({ name: 'Somebody', status: 'inactive' });
    expect(await row(customerId)).toMatchObject({ name: 'Mario Sample', status: 'active' });
    // A preview changes nothing, and neither does anybody where the unit does it itself.
    await expect(
      customers.saveOwnDetails({ ...mario, readOnly: true }, { ...(await own()), customerId } as never),
    ).rejects.toMatchObject({ reason: 'preview' });
    const admin = staffScope(small, small.supervisor.staffUserId, ['technical-administrator']);
    const { settings, revision: shown } = await businessUnits.settings(admin);
    await businessUnits.save(admin, { ...settings, customersEditContact: false, revision: shown });
    await expect(save({ phone: '' })).rejects.toMatchObject({ code: 'not-allowed', reason: 'details-off' });
    expect((await own()).phone).toBe('+4232345678');
  });

  test('CAD-CS-01 an individual is called by both names wherever somebody reads of them', async () => {
    const { accesses, addresses, interventions, personalData } = town.core;
    const called = 'Greta Sonderegger';
    const { customerId } = await create({
      name: 'Sonderegger',
      firstName: 'Greta',
      status: 'active',
      email: 'greta@sonderegger.example',
    });
    const { addressId } = await addresses.save(sara, {
      ...addressForm({ place: null }),
      customerId,
      idempotencyKey: 'address-of-greta',
    });
    const { interventionId } = await interventions.create(sara, {
      activityTypeId: small.types.service,
      customerId,
      addressId,
      comment: '',
      idempotencyKey: 'visit-of-greta',
    });
    const found = async (search: string) =>
      (await interventions.list(sara, { search })).items.map((one) => one.customerName);
    expect(await found('greta sonder')).toEqual([called]);
    expect(await found('gretasonder'), 'the control').toEqual([]);
    const page = await interventions.page(sara, interventionId);
    expect([page.customerName, page.address.customerName]).toEqual([called, called]);
    const { items } = await addresses.notLocated(sara, {});
    expect(items.find((one) => one.addressId === addressId)?.customerName).toBe(called);
    const people = await accesses.list(sara, { search: 'greta@' });
    expect(people.items[0]?.customers[0]?.name).toBe(called);
    const admin = staffScope(small, small.supervisor.staffUserId, ['administrator']);
    expect((await personalData.customerOutlook(admin, customerId)).name).toBe(called);
  });

  test('what changed is told in words: names of values, people and parents, statuses of both kinds', async () => {
    const { customers } = town.core;
    const { presetId: categoryId } = await customers.createPreset(sara, { list: 'category', name: 'Office' });
    const { customerId } = await create();
    await edit(customerId, {
      categoryId,
      responsibleId: small.supervisor.staffUserId,
      parentId: small.customers.lisa.customerId,
      extra: [{ label: 'Key', value: 'bar' }],
    });
    const { revision } = await row(customerId);
    await customers.setStatus(sara, { customerId, status: 'inactive', revision });
    const { history, parent } = await customers.record(sara, customerId);
    expect(parent?.name).toBe('Lisa Sample Ltd');
    const told = history.map(({ kind, changes }) => [kind, changes.map(({ was, is }) => [was, is])]);
    expect(told.slice(0, 2)).toEqual([
      ['customer.status-changed', [['lead', 'inactive']]],
      [
        'customer.changed',
        [
          [null, 'Lisa Sample Ltd'],
          [null, 'Office'],
          [null, 'Sara Sample'],
          [null, 'Key: bar'],
        ],
      ],
    ]);
    const lisa = await customers.record(sara, small.customers.lisa.customerId);
    expect(lisa.children.map(({ id }) => id)).toContain(customerId);
  });
});
