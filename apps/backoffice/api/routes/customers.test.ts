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
    const { body } = await agent.unit(
      'GET',
      `/customers?${new URLSearchParams({ query: search }).toString()}`,
    );
    expect(body, search).toMatchObject({ items: [{ id: lisa.customerId, name: 'Lisa Sample Ltd' }] });
  }
  expect((await agent.unit('GET', '/customers')).body).toMatchObject({
    total: 2,
    page: 1,
    pageSize: 10,
    counts: { active: 0, lead: 2, contact: 0, inactive: 1 },
  });
});

it('CAD-CS-07 every filter narrows, sorts and pages as asked; what is no value is refused by its name', async () => {
  const list = async (query: string) => {
    const { status, body } = await agent.unit('GET', `/customers?${query}`);
    expect(status, query).toBe(200);
    return (body as { items: { name: string }[] }).items.map(({ name }) => name);
  };
  const everybody = ['Lisa Sample Ltd', 'Mario Sample'];
  expect(await list('')).toEqual(everybody);
  expect(await list('with_inactive=true')).toEqual(['Dora Sample', ...everybody]);
  expect(await list('type=company')).toEqual(['Lisa Sample Ltd']);
  expect(await list('relationship=lead')).toEqual(everybody);
  expect(await list('relationship=active')).toEqual([]);
  expect(await list('query=sample&sort_by=name&sort_order=desc')).toEqual([...everybody].reverse());
  expect(await list('sort_by=reference&limit=2&page=2&with_inactive=true')).toEqual(['Dora Sample']);
  expect(await list('relationship=inactive')).toEqual(['Dora Sample']);
  expect(await list('sort_by=id&limit=1')).toEqual(['Mario Sample']);
  const { createdAt } = (await agent.unit('GET', `/customers/${office.company.customers.mario.customerId}`))
    .body as { createdAt: number };
  const iso = (at: number) => encodeURIComponent(new Date(at * 1000).toISOString());
  expect(await list(`updated_at_min=${iso(createdAt)}&updated_at_max=${iso(createdAt)}`)).toEqual(everybody);
  expect(await list(`updated_at_min=${iso(createdAt + 1)}`)).toEqual([]);
  expect(await list(`updated_at_max=${iso(createdAt - 1)}`)).toEqual([]);
  expect(await list(`category=${randomUUID()}`)).toEqual([]);
  expect(await list('tag=vip')).toEqual([]);
  expect(await list('not_located=true')).toEqual([]);
  for (const [field, value] of [
    ['sort_by', 'colour'],
    ['sort_order', 'up'],
    ['type', 'dog'],
    ['with_inactive', 'maybe'],
    ['relationship', 'friend'],
    ['limit', '0'],
    ['limit', '101'],
    ['page', '0'],
    ['category', 'x'],
    ['updated_at_min', 'yesterday'],
    ['query', 'x'.repeat(10_000)],
  ] as const)
    expect(await agent.unit('GET', `/customers?${field}=${value}`), field).toMatchObject({
      status: 400,
      body: { code: 'invalid', field },
    });
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
