import {
  eventsOfSubject,
  findIntervention,
  listAccessesOfCustomer,
  listAddresses,
  listCustomers,
} from '@itinera/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';
import { setUp } from './index.ts';

let town: TestCore;
let small: SmallCompany;

beforeAll(async () => {
  town = await openTestCore();
  small = await makeSmallCompany(town.core);
});
afterAll(() => town.close());

test('what was set up is what the core tells', async () => {
  const portal = await town.core.businessUnits.publicPortal('vaduz.example.test', 'it');
  expect(portal).toMatchObject({
    businessUnitId: small.businessUnitId,
    name: 'Vaduz Heating',
    welcome: 'Benvenuti',
    languages: ['en', 'it'],
    contactPhone: '+4232345678',
  });
  const q = contextOf(town.core).db.read;
  const { mario } = small.customers;
  expect(mario.reference).toBe('C-0001');
  const addresses = await listAddresses(q, small.businessUnitId, [mario.customerId]);
  expect(addresses.map((one) => [one.id, one.isStandard, one.location])).toEqual([
    [mario.addressIds[0], true, 'located'],
    [mario.addressIds[1], false, 'located'],
  ]);
  expect(await listAccessesOfCustomer(q, small.businessUnitId, mario.customerId)).toMatchObject([
    { id: mario.accessIds[0], email: 'mario@example.com', enabled: true },
  ]);
});

test('history is written with its events, at their time', async () => {
  const make = setUp(town.core);
  const closedAt = town.clock.now() - 86_400;
  const [id = ''] = await make.closedInterventions({
    businessUnitId: small.businessUnitId,
    interventions: [
      {
        activityTypeId: small.types.service,
        addressId: small.customers.mario.addressIds[1] ?? '',
        createdAt: closedAt - 864_000,
        closedAt,
        result: 'ok',
        promise: { start: closedAt - 7200, end: closedAt - 3600 },
      },
    ],
  });
  const q = contextOf(town.core).db.read;
  expect(await findIntervention(q, small.businessUnitId, id)).toMatchObject({
    reference: 'V-00001',
    status: 'terminated',
    result: 'ok',
    customerId: small.customers.mario.customerId,
  });
  const events = await eventsOfSubject(q, small.businessUnitId, { type: 'intervention', id });
  expect(events.map((event) => [event.kind, event.at, event.actorType])).toEqual([
    ['intervention.created', closedAt - 864_000, 'system'],
    ['intervention.closed', closedAt, 'system'],
  ]);
});

test('a bad input names its field, and nothing is made', async () => {
  const make = setUp(town.core);
  const { businessUnitId, companyId } = small;
  const { read } = contextOf(town.core).db;
  const customers = async () =>
    (await listCustomers(read, businessUnitId, { filter: {}, order: 'id', page: { limit: 1, offset: 0 } }))
      .total;
  const before = await customers();
  await expect(
    make.customers({
      businessUnitId,
      customers: [
        {
          name: 'Good',
          kind: 'individual',
          language: 'en',
          addresses: [{ line1: 'x', postalCode: '1', city: 'y', country: 'LI' }],
        },
        {
          name: 'Bad',
          kind: 'individual',
          language: 'en',
          addresses: [{ line1: 'x', postalCode: '1', city: 'y', country: 'LI', lon: 9 }],
        },
      ],
    }),
  ).rejects.toMatchObject({
    code: 'invalid',
    field: 'customers.customers.1.addresses.0',
    message: expect.stringContaining('both lon and lat') as string,
  });
  await expect(
    make.technician({
      companyId,
      businessUnitIds: [businessUnitId],
      name: 'X',
      colour: '#000000',
      base: { label: 'b', lon: 9, lat: 47 },
      zone: 'Europe/Vaduz',
      weeklyHours: { 1: [{ from: '08:00', to: '12:00' }] },
      skills: { juggling: 1 },
    }),
  ).rejects.toMatchObject({ code: 'invalid', field: 'technician.skills.juggling' });
  await expect(
    make.technician({
      companyId,
      businessUnitIds: [businessUnitId],
      name: 'X',
      colour: '#000000',
      base: { label: 'b', lon: 9, lat: 47 },
      zone: 'Vaduz',
      weeklyHours: { 1: [{ from: '08:00', to: '07:00' }] },
    }),
  ).rejects.toMatchObject({ code: 'invalid', field: 'technician.zone' });
  await expect(
    make.staffUser({
      companyId,
      name: 'Twice',
      email: 'SARA@vaduz-heating.example',
      language: 'en',
      roles: [{ businessUnitId, role: 'supervisor' }],
    }),
  ).rejects.toMatchObject({ code: 'invalid', field: 'staffUser.email' });
  expect(await customers()).toBe(before);
});

test('people of staff and portal act with what they hold, and nobody else is one', async () => {
  const make = setUp(town.core);
  const { businessUnitId, supervisor, customers, technicians } = small;
  const { staffUserId } = supervisor;
  expect(await make.staffScope({ businessUnitId, staffUserId })).toMatchObject({
    kind: 'staff',
    staffUserId,
    roles: ['supervisor'],
    provenUntil: null,
  });
  const [accessId] = customers.lisa.accessIds;
  const lisa = await make.accessScope({ businessUnitId, accessId: accessId! });
  expect(lisa).toMatchObject({ kind: 'access', accessId, customerIds: [customers.lisa.customerId] });
  expect(await town.core.interventions.home(lisa)).toMatchObject({ actions: [] });
  const nobody = technicians.anna;
  await expect(make.staffScope({ businessUnitId, staffUserId: nobody })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(make.accessScope({ businessUnitId, accessId: nobody })).rejects.toMatchObject({
    code: 'not-found',
  });
});
