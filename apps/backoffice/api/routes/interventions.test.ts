import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  openBackofficeApi,
  type BackofficeApi,
  type Caller,
} from '../../../../test/fixtures/backoffice-api.ts';
import { at } from '../../../../test/fixtures/booking-office.ts';

let office: BackofficeApi;
let supervisor: Caller;
beforeAll(async () => {
  office = await openBackofficeApi();
  supervisor = await office.signedIn('supervisor');
});
afterAll(() => office.close());

function newIntervention() {
  const { types, customers } = office.company;
  return {
    activityTypeId: types.service,
    customerId: customers.lisa.customerId,
    addressId: customers.lisa.addressIds[0] ?? '',
    comment: 'Ring twice',
  };
}

it('makes one once, however often the same form is sent (R7)', async () => {
  const send = () =>
    supervisor.unit('POST', '/interventions', {
      body: newIntervention(),
      headers: { 'idempotency-key': 'one-form-sent-twice' },
    });
  const [first, second] = [await send(), await send()];
  expect(first.status).toBe(201);
  expect(second.body).toEqual(first.body);
  const list = await supervisor.unit('GET', `/interventions?customer=${newIntervention().customerId}`);
  expect(list.body).toMatchObject({ total: 1, items: [{ customerName: 'Lisa Sample Ltd' }] });
  const changed = await supervisor.unit('POST', '/interventions', {
    body: { ...newIntervention(), comment: 'Something else' },
    headers: { 'idempotency-key': 'one-form-sent-twice' },
  });
  expect(changed).toMatchObject({ status: 422, body: { code: 'key-reused' } });
});

it.each([
  ['comment', { comment: 'x'.repeat(2001) }],
  ['customerId', { customerId: 'lisa' }],
  ['activityTypeId', { activityTypeId: undefined }],
])('names the field %s that is wrong', async (field, wrong) => {
  const answer = await supervisor.unit('POST', '/interventions', {
    body: { ...newIntervention(), ...wrong },
    headers: { 'idempotency-key': randomUUID() },
  });
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', field } });
});

it('wants a key, a JSON body, and not too much of it (S46)', async () => {
  expect(await supervisor.unit('POST', '/interventions', { body: newIntervention() })).toMatchObject({
    status: 400,
    body: { field: 'idempotency-key' },
  });
  const raw = (body: string, headers = {}) =>
    office.api.request(
      `http://office.example.test/api/v1/business-units/${office.company.businessUnitId}/interventions`,
      {
        method: 'POST',
        body,
        headers: {
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          cookie: supervisor.cookie(),
          ...headers,
        },
      },
    );
  expect((await raw('{"comment":')).status).toBe(400);
  expect((await raw(`"${'x'.repeat(65 * 1024)}"`)).status).toBe(413);
});

it('lists, filters and pages', async () => {
  const { company } = office;
  const { reference } = await office.planned('mario', company.technicians.anna, at(13, '10:00'));
  const ask = async (query: string) => (await supervisor.unit('GET', `/interventions?${query}`)).body;
  expect(await ask('search=mario')).toMatchObject({ total: 1, items: [{ reference }] });
  expect(await ask('planned=yes')).toMatchObject({ total: 1, items: [{ reference }] });
  expect(await ask(`technician=${company.technicians.anna}`)).toMatchObject({ total: 1 });
  expect(await ask(`technician=${company.technicians.ben}`)).toMatchObject({ total: 0 });
  expect(await ask('from=2027-01-13&to=2027-01-13')).toMatchObject({ total: 1 });
  expect(await ask('from=2027-01-14')).toMatchObject({ total: 0 });
  expect(await ask('status=canceled')).toMatchObject({ total: 0 });
  expect(await ask('status=canceled&status=pending&appointment=no&start=yes&sort=updated')).toMatchObject({
    total: 1,
  });
  expect(await ask(`type=${company.types.repair}`)).toMatchObject({ total: 0 });
  expect(await ask(`type=${company.types.service}&updated_to=2000-01-01`)).toMatchObject({ total: 0 });
  expect(await ask('page=99')).toMatchObject({ page: 99, items: [] });
});

it.each([
  'status=lost',
  'type=x',
  'appointment=1',
  'updated_to=soon',
  'sort=colour',
  'planned=maybe',
  'technician=anna',
  'from=soon',
  'page=0',
  'page=1e9',
])('refuses the filter %s by name', async (query) => {
  const { status, body } = await supervisor.unit('GET', `/interventions?${query}`);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid' });
  expect((body as { field: string }).field.split('.')[0]).toBe(query.split('=')[0]);
});

it('answers an id that nobody has and one that is none alike', async () => {
  for (const id of [randomUUID(), 'x', '%00', "1'--", '..%2f'])
    expect(await supervisor.unit('GET', `/interventions/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
});
