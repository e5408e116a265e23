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

it('AZT-12 a status is changed by who may, and only to what there is', async () => {
  const { customerId } = office.company.customers.lisa;
  const path = `/customers/${customerId}/status`;
  const put = (who: Caller, body: object) => who.unit('PUT', path, { body });
  expect(await put(agent, { status: 'lead', revision: 1 })).toMatchObject({
    status: 200,
    body: { status: 'lead' },
  });
  expect((await agent.unit('GET', `/customers/${customerId}`)).body).toMatchObject({ status: 'lead' });
  expect(await put(agent, { status: 'active', revision: 1 })).toMatchObject({
    status: 409,
    body: { code: 'stale', current: { status: 'lead', revision: 2 } },
  });
  expect(await put(agent, { status: 'gone', revision: 2 })).toMatchObject({
    status: 400,
    body: { field: 'status' },
  });
  const buyer = await office.signedIn('purchase-supervisor');
  expect((await put(buyer, { status: 'inactive', revision: 2 })).status).toBe(403);
});
