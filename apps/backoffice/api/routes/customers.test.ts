import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  openBackofficeApi,
  type BackofficeApi,
  type Caller,
} from '../../../../test/fixtures/backoffice-api.ts';

let office: BackofficeApi;
let agent: Caller;
beforeAll(async () => {
  office = await openBackofficeApi();
  agent = await office.signedIn('call-agent');
});
afterAll(() => office.close());

it('finds customers by name, reference and e-mail', async () => {
  const { lisa } = office.company.customers;
  for (const search of ['lisa', lisa.reference, 'balzers']) {
    const { body } = await agent.unit('GET', `/customers?${new URLSearchParams({ search }).toString()}`);
    expect(body, search).toMatchObject({ items: [{ id: lisa.customerId, name: 'Lisa Sample Ltd' }] });
  }
  expect((await agent.unit('GET', '/customers')).body).toMatchObject({ total: 3, page: 1 });
  expect((await agent.unit('GET', `/customers?search=${'x'.repeat(101)}`)).status).toBe(400);
});

it('shows one whole, with addresses and accesses', async () => {
  const { mario } = office.company.customers;
  expect((await agent.unit('GET', `/customers/${mario.customerId}`)).body).toMatchObject({
    name: 'Mario Sample',
    addresses: [{ isStandard: true, bookable: true }, { isStandard: false }],
    accesses: [{ email: 'mario@example.com', enabled: true }],
  });
  expect((await agent.unit('GET', `/customers/${randomUUID()}`)).status).toBe(404);
});
