import { updateActivityType, updateAddress } from '@itinera/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessScope, staffScope } from '../../../../test/fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { setUp } from '../set-up/index.ts';

/* The lists that people choose from: customers, their sites, activity types, technicians. */

let town: TestCore;
let small: SmallCompany;
let other: SmallCompany;
let mario: AccessScope;
let sara: BusinessUnitScope;

beforeAll(async () => {
  town = await openTestCore();
  small = await makeSmallCompany(town.core);
  other = await makeSmallCompany(town.core, 'schaan');
  mario = accessScope(small, small.customers.mario);
  sara = staffScope(small, small.supervisor.staffUserId);
});
afterAll(() => town.close());

test('an access sees the active sites of its customers, the standard one first, with what can be offered there', async () => {
  const [, second = ''] = small.customers.mario.addressIds;
  expect(await town.core.customers.addressesForAccess(mario)).toMatchObject([
    {
      customerName: 'Mario Sample',
      text: 'Städtle 1, 9490 Vaduz',
      isStandard: true,
      bookable: true,
      zone: 'Europe/Vaduz',
    },
    { id: second, text: 'Landstrasse 2, 9494 Schaan', isStandard: false, bookable: true },
  ]);
  const { db } = contextOf(town.core);
  await db.write((tx) => updateAddress(tx, small.businessUnitId, second, 1, { active: false }));
  expect(await town.core.customers.addressesForAccess(mario)).toHaveLength(1);
  await db.write((tx) => updateAddress(tx, small.businessUnitId, second, 2, { active: true }));
});

test('CAD-PL-13 a site that is not located is shown and cannot be booked', async () => {
  const [made] = await setUp(town.core).customers({
    businessUnitId: small.businessUnitId,
    customers: [
      {
        name: 'Nowhere Sample',
        kind: 'individual',
        language: 'en',
        addresses: [{ line1: 'Somewhere', postalCode: '9490', city: 'Vaduz', country: 'LI' }],
        accesses: [{ name: 'Nora', email: 'nora@example.com', language: 'en' }],
      },
    ],
  });
  if (!made) throw new Error('not made');
  const [site] = await town.core.customers.addressesForAccess(accessScope(small, made));
  expect(site).toMatchObject({ bookable: false, lon: null, lat: null });
});

test('staff find customers by name, place and contact, in pages, of their own unit only', async () => {
  const found = async (search: string) =>
    (await town.core.customers.search(sara, { search, withInactive: true })).items.map((item) => item.name);
  expect(await found('mario')).toEqual(['Mario Sample']);
  expect(await found('balzers')).toEqual(['Lisa Sample Ltd']);
  expect(await found('C-0003')).toEqual(['Dora Sample']);
  expect(await found('%')).toEqual([]);
  const all = await town.core.customers.search(sara, { withInactive: true });
  expect(all).toMatchObject({
    total: 4,
    counts: { active: 0, lead: 3, contact: 0, inactive: 1 },
    page: 1,
    pageSize: 25,
  });
  expect(all.items.find((item) => item.name === 'Mario Sample')?.addresses).toBe(2);
  expect((await town.core.customers.search(sara, { page: 2 })).items).toEqual([]);
  for (const page of [0, -3, NaN, 1.5])
    expect((await town.core.customers.search(sara, { page })).page).toBe(1);
});

test('a customer’s page tells everything; unknown ones and others’ are not found, alike', async () => {
  const page = await town.core.customers.page(sara, small.customers.mario.customerId);
  expect(page).toMatchObject({
    reference: 'C-0001',
    name: 'Mario Sample',
    email: 'mario@example.com',
    accesses: [{ name: 'Mario Sample', email: 'mario@example.com', enabled: true }],
  });
  expect(page.addresses).toHaveLength(2);
  for (const id of [other.customers.mario.customerId, small.companyId, 'x', ''])
    await expect(town.core.customers.page(sara, id)).rejects.toMatchObject({
      code: 'not-found',
      field: 'customerId',
    });
});

test('CAD-BU-14 a customer may book what is active, shown, at a place, and has its action on', async () => {
  const names = async () => (await town.core.catalogue.bookable(mario)).map((card) => card.name);
  expect(await names()).toEqual(['Heat-pump repair', 'Yearly service']);
  const { db } = contextOf(town.core);
  const change = (changes: Parameters<typeof updateActivityType>[4], revision: number) =>
    db.write((tx) => updateActivityType(tx, small.businessUnitId, small.types.repair, revision, changes));
  let revision = 1;
  for (const off of [{ active: false }, { portalShown: false }, { kind: 'task' }] as const) {
    await change(off, revision++);
    expect(await names()).toEqual(['Yearly service']);
    await change({ active: true, portalShown: true, kind: 'intervention' }, revision++);
  }
  const make = setUp(town.core);
  const base = { businessUnitId: small.businessUnitId, duration: 600, name: { en: 'Inspection' } };
  await make.activityType({ ...base, reference: 'NO-ACTION' });
  await make.activityType({ ...base, reference: 'OFF', actions: { book: { enabled: false } } });
  expect(await names()).toEqual(['Heat-pump repair', 'Yearly service']);
  expect(await town.core.catalogue.activityTypes(sara)).toHaveLength(4);
});

test('cards speak the reader’s language, or another that there is', async () => {
  const italian = { ...mario, language: 'it' } as AccessScope;
  expect((await town.core.catalogue.bookable(italian)).map((card) => card.name)).toEqual([
    'Riparazione pompa di calore',
    'Manutenzione annuale',
  ]);
  const french = { ...mario, language: 'fr' } as AccessScope;
  expect((await town.core.catalogue.bookable(french))[0]?.name).toBe('Heat-pump repair');
});

test('staff see the technicians of their unit with skills, and no other unit’s', async () => {
  const technicians = await town.core.teams.technicians(sara);
  expect(technicians.map(({ id, name, active }) => [id, name, active])).toEqual([
    [small.technicians.anna, 'Anna Sample', true],
    [small.technicians.ben, 'Ben Sample', true],
  ]);
  expect(technicians[0]).toMatchObject({
    base: { label: 'Vaduz', lon: 9.5209, lat: 47.141 },
    skills: [{ code: 'heat-pump', name: 'Heat pumps', level: 2 }],
  });
});
