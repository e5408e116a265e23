import { eventsOfSubject } from '@itinera/db';
import { DateTime } from 'luxon';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccessDesk, type AccessDesk } from '../../../../test/fixtures/access-desk.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import { makeSmallCompany } from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';
import type { Core } from '../core.ts';
import { setUp } from '../set-up/index.ts';

let desk: AccessDesk;
let accesses: Core['accesses'];

beforeEach(async () => {
  desk = await openAccessDesk();
  ({ accesses } = desk.core);
});
afterEach(() => desk.close());

const newCustomer = async (name: string, enabled?: boolean): Promise<string> => {
  const [made] = await setUp(desk.core).customers({
    businessUnitId: desk.small.businessUnitId,
    customers: [
      {
        name,
        kind: 'individual',
        language: 'en',
        addresses: [{ line1: 'Somewhere', postalCode: '9490', city: 'Vaduz', country: 'LI' }],
        accesses: [{ name, email: `${name}@example.com`, language: 'en', enabled }],
      },
    ],
  });
  return made?.accessIds[0] ?? '';
};
const isEnabled = async (accessId: string) => (await accesses.page(desk.sara, accessId)).enabled;
/** Noon of a day in Vaduz. */
const noon = (date: string): number =>
  DateTime.fromISO(`${date}T12:00`, { zone: 'Europe/Vaduz' }).toUnixInteger();

test('CAD-BU-06 all of a unit are allowed or forbidden in one go; sessions end; the sibling is untouched', async () => {
  const { sara, form, small } = desk;
  const sibling = await makeSmallCompany(desk.core, 'schaan');
  const theirs = staffScope(sibling, sibling.supervisor.staffUserId);
  for (let n = 0; n < 7; n++)
    await accesses.create(sara, form({ email: `p${n}@example.com`, enabled: n % 2 === 0 }));
  const counts = async () => {
    const { enabled, disabled } = await accesses.overview(sara);
    return [enabled, disabled];
  };
  expect(await counts()).toEqual([7, 3]);
  const token = await desk.enter('mario@example.com');
  expect(await accesses.setEveryEnabled(sara, { enabled: true })).toEqual({ changed: 3 });
  expect(await accesses.setEveryEnabled(sara, { enabled: true })).toEqual({ changed: 0 });
  expect([await counts(), await desk.stateOf(token)]).toEqual([[10, 0], 'signed-in']);
  expect(await accesses.setEveryEnabled(sara, { enabled: false })).toEqual({ changed: 10 });
  expect([await counts(), await desk.stateOf(token)]).toEqual([[0, 10], null]);
  await expect(desk.enter('mario@example.com')).rejects.toThrow('no code was sent');
  expect(await accesses.overview(theirs)).toMatchObject({ enabled: 3, disabled: 0 });
  const { db } = contextOf(desk.core);
  const subject = { type: 'business-unit', id: small.businessUnitId };
  const events = await eventsOfSubject(db.read, small.businessUnitId, subject);
  expect(events.map(({ kind, actorType }) => [kind, actorType])).toEqual([
    ['accesses.enabled', 'staff'],
    ['accesses.disabled', 'staff'],
  ]);
});

test('CAD-BU-05 CAD-CU-01 a new customer’s access is as the unit says, unless said otherwise; others stay', async () => {
  const { sara } = desk;
  expect((await accesses.overview(sara)).newAccessesEnabled).toBe(true);
  const before = await newCustomer('before');
  await accesses.setNewEnabled(sara, { enabled: false });
  const [after, told] = [await newCustomer('after'), await newCustomer('told', true)];
  expect((await accesses.overview(sara)).newAccessesEnabled).toBe(false);
  expect([await isEnabled(before), await isEnabled(after), await isEnabled(told)]).toEqual([
    true,
    false,
    true,
  ]);
  await accesses.setEnabled(sara, { accessId: after, enabled: true });
  await accesses.setNewEnabled(sara, { enabled: true });
  expect([await isEnabled(after), await isEnabled(await newCustomer('again'))]).toEqual([true, true]);
});

test('CLV-05 accesses are not limited in number, and staff do not count among them', async () => {
  for (let n = 0; n < 60; n++) await accesses.create(desk.sara, desk.form({ email: `p${n}@example.com` }));
  const { items, total, pageSize } = await accesses.list(desk.sara, { page: 3 });
  expect([items.length, total, pageSize]).toEqual([13, 63, 25]);
});

test('LBX-05 LBX-07 LBX-10 a month counts each access that was enabled in it, once, until it is deleted', async () => {
  const { sara, form, small, clock } = desk;
  const both = [small.customers.mario.customerId, small.customers.lisa.customerId];
  const months = async () => {
    const { months: all } = await accesses.overview(sara);
    return Object.fromEntries(all.map(({ month, active }) => [month, active]));
  };
  expect(Object.keys(await months())).toHaveLength(12);
  // Three came with the company, in January.
  expect(await months()).toMatchObject({ '2026-02': 0, '2026-12': 0, '2027-01': 3 });
  clock.set(noon('2027-02-10'));
  const ana = await accesses.create(sara, form({ customerIds: both }));
  const off = await accesses.create(sara, form({ email: 'off@example.com', enabled: false }));
  expect(await months()).toMatchObject({ '2027-01': 3, '2027-02': 4 });
  clock.set(noon('2027-03-10'));
  await accesses.delete(sara, ana.accessId);
  clock.set(noon('2027-04-10'));
  await accesses.setEnabled(sara, { ...off, enabled: true });
  await accesses.setEnabled(sara, { ...off, enabled: false });
  expect(await months()).toMatchObject({ '2027-02': 4, '2027-03': 4, '2027-04': 4 });
  clock.set(noon('2027-05-10'));
  expect(await months()).toMatchObject({ '2027-04': 4, '2027-05': 3 });
  await accesses.setEveryEnabled(sara, { enabled: false });
  clock.set(noon('2027-06-10'));
  expect(await months()).toMatchObject({ '2027-05': 3, '2027-06': 0 });
  await accesses.setEveryEnabled(sara, { enabled: true });
  // Not the deleted one.
  expect(await months()).toMatchObject({ '2027-06': 4 });
});

test('LBX-05 a month begins at midnight of the unit’s own zone', async () => {
  const { sara, form, clock } = desk;
  await accesses.setEveryEnabled(sara, { enabled: false });
  const midnight = DateTime.fromISO('2027-03-01T00:00', { zone: 'Europe/Vaduz' }).toUnixInteger();
  clock.set(midnight - 3600);
  const { accessId } = await accesses.create(sara, form());
  clock.set(midnight);
  await accesses.setEnabled(sara, { accessId, enabled: false });
  const [march, february] = (await accesses.overview(sara)).months;
  expect([march, february]).toEqual([
    { month: '2027-03', active: 0 },
    { month: '2027-02', active: 1 },
  ]);
});
