import { eventsOfSubject } from '@itinera/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAccessDesk, type AccessDesk } from '../../../../test/fixtures/access-desk.ts';
import { makeSmallCompany } from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';
import type { CustomerStatus } from '../shared/customers.ts';

let desk: AccessDesk;
let mario: string;
let lisa: string;
beforeAll(async () => {
  desk = await openAccessDesk();
  mario = desk.small.customers.mario.customerId;
  lisa = desk.small.customers.lisa.customerId;
});
afterAll(() => desk.close());

/** As somebody does it who looks at the customer's page now. */
async function set(customerId: string, status: CustomerStatus): Promise<void> {
  const { revision } = await desk.core.customers.page(desk.sara, customerId);
  await desk.core.customers.setStatus(desk.sara, { customerId, status, revision });
}

const eventsOf = (customerId: string) =>
  eventsOfSubject(contextOf(desk.core).db.read, desk.small.businessUnitId, {
    type: 'customer',
    id: customerId,
  });

test('AZT-12 inactive ends the sessions and refuses sign-in; a lead or a contact changes nothing; it is in the audit', async () => {
  const token = await desk.enter('mario@example.com');
  for (const status of ['lead', 'contact'] as const) {
    await set(mario, status);
    expect(await desk.customersOf(token)).toEqual([mario]);
    expect(await desk.customersOf(await desk.enter('mario@example.com'))).toEqual([mario]);
  }
  await set(mario, 'inactive');
  expect(await desk.stateOf(token)).toBeNull();
  await expect(desk.enter('mario@example.com')).rejects.toThrow('no code was sent');
  await set(mario, 'active');
  expect(await desk.stateOf(token), 'an ended session stays ended').toBeNull();
  expect(await desk.stateOf(await desk.enter('mario@example.com'))).toBe('signed-in');
  const events = await eventsOf(mario);
  expect(events.map(({ kind, actorId, data }) => [kind, actorId, data])).toEqual(
    [
      ['active', 'lead'],
      ['lead', 'contact'],
      ['contact', 'inactive'],
      ['inactive', 'active'],
    ].map(([from, to]) => ['customer.status-changed', desk.sara.staffUserId, { from, to }]),
  );
});

test('AZT-12 who acts for several customers loses only the one, until the last is inactive', async () => {
  await desk.core.accesses.create(desk.sara, desk.form({ customerIds: [mario, lisa] }));
  const token = await desk.enter('ana@example.com');
  expect(await desk.customersOf(token)).toEqual([mario, lisa].sort());
  await set(mario, 'inactive');
  expect(await desk.customersOf(token)).toEqual([lisa]);
  expect(await desk.customersOf(await desk.enter('ana@example.com'))).toEqual([lisa]);
  await set(lisa, 'inactive');
  expect(await desk.stateOf(token)).toBeNull();
  await set(lisa, 'active');
  await set(mario, 'active');
  expect(await desk.stateOf(token)).toBeNull();
});

test('AZT-12 a session that has not chosen ends when nobody is left to choose', async () => {
  for (const customerIds of [[mario], [lisa]])
    await desk.core.accesses.create(desk.sara, desk.form({ email: 'both@example.com', customerIds }));
  const token = await desk.enter('both@example.com');
  expect(await desk.stateOf(token)).toBe('choose');
  await set(mario, 'inactive');
  expect(await desk.stateOf(token)).toBe('choose');
  await set(lisa, 'inactive');
  await set(lisa, 'active');
  await set(mario, 'active');
  expect(await desk.stateOf(token)).toBeNull();
});

test('what is already so is left alone; what somebody else changed meanwhile is stale; nothing of others is there', async () => {
  const { customers } = desk.core;
  const { revision } = await customers.page(desk.sara, mario);
  await customers.setStatus(desk.sara, { customerId: mario, status: 'lead', revision });
  await customers.setStatus(desk.sara, { customerId: mario, status: 'lead', revision });
  const late = customers.setStatus(desk.sara, { customerId: mario, status: 'inactive', revision });
  await expect(late).rejects.toMatchObject({
    code: 'stale',
    details: { current: { status: 'lead', revision: revision + 1 } },
  });
  expect((await eventsOf(mario)).at(-1)?.data).toEqual({ from: 'active', to: 'lead' });
  const other = await makeSmallCompany(desk.core, 'schaan');
  for (const customerId of [other.customers.mario.customerId, 'x'])
    await expect(
      customers.setStatus(desk.sara, { customerId, status: 'lead', revision: 1 }),
    ).rejects.toMatchObject({ code: 'not-found', field: 'customerId' });
  const odd = { customerId: mario, status: 'gone' as 'lead', revision: 1 };
  await expect(customers.setStatus(desk.sara, odd)).rejects.toMatchObject({
    code: 'invalid',
    field: 'status',
  });
});
