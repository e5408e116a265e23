import type { AssistantChoice, StaffIntervention } from '@itinera/core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  openBackofficeApi,
  type BackofficeApi,
  type Caller,
} from '../../../../test/fixtures/backoffice-api.ts';

let office: BackofficeApi;
let supervisor: Caller;
let interventionId: string;
beforeAll(async () => {
  office = await openBackofficeApi();
  supervisor = await office.signedIn('supervisor');
});
afterAll(() => office.close());
beforeEach(async () => {
  const { types, customers } = office.company;
  const made = await office.core.interventions.create(office.supervisor, {
    activityTypeId: types.service,
    customerId: customers.mario.customerId,
    addressId: customers.mario.addressIds[0] ?? '',
    comment: '',
    idempotencyKey: office.key(),
  });
  interventionId = made.interventionId;
});

async function offers(query = ''): Promise<AssistantChoice> {
  const { status, body } = await supervisor.unit('GET', `/interventions/${interventionId}/offers${query}`);
  expect(status).toBe(200);
  return body as AssistantChoice;
}

async function read(): Promise<StaffIntervention> {
  return (await supervisor.unit('GET', `/interventions/${interventionId}`)).body as StaffIntervention;
}

function plan(
  { technician, date, start, end }: AssistantChoice['offers'][number],
  revision: number,
  key = office.key(),
) {
  return supervisor.unit('POST', `/interventions/${interventionId}/plan`, {
    body: { technicianId: technician.id, date, start, end, revision },
    headers: { 'idempotency-key': key },
  });
}

it('offers times with technician, parts that sum to the cost, and a reason', async () => {
  const choice = await offers('?days=7');
  expect(choice.offers.length).toBeGreaterThan(10);
  expect(choice.bestOffers.length).toBe(choice.best.length);
  for (const offer of choice.offers) {
    expect(offer.parts.reduce((sum, part) => sum + part.cost, 0)).toBeCloseTo(offer.cost, 6);
    expect(offer.technician.name).toMatch(/Sample$/);
  }
  expect(await supervisor.unit('GET', `/interventions/${interventionId}/offers?days=61`)).toMatchObject({
    status: 400,
    body: { field: 'days' },
  });
});

it('plans, moves and cancels, each once', async () => {
  const [first, second] = (await offers('?days=7')).bestOffers;
  if (!first || !second) throw new Error('there must be two offers');
  const key = office.key();
  const planned = await plan(first, (await read()).revision, key);
  expect(planned).toMatchObject({ status: 200, body: { kind: 'confirmed', rescheduled: false } });
  expect((await plan(first, 1, key)).body).toEqual(planned.body);
  expect(await read()).toMatchObject({ technician: { id: first.technician.id }, can: { move: true } });

  const moved = await plan(second, (await read()).revision);
  expect(moved.body).toMatchObject({ kind: 'confirmed', rescheduled: true });

  const canceled = await supervisor.unit('POST', `/interventions/${interventionId}/cancel`, {
    body: { reason: 'solved-otherwise', details: 'By phone' },
    headers: { 'idempotency-key': office.key() },
  });
  expect(canceled.status).toBe(200);
  expect(await read()).toMatchObject({ status: 'canceled', cancelReason: 'solved-otherwise' });
});

it('refuses what was decided on an old version, and shows the current one', async () => {
  const [first, second] = (await offers('?days=7')).bestOffers;
  if (!first || !second) throw new Error('there must be two offers');
  const seen = (await read()).revision;
  await plan(first, seen);
  const late = await plan(second, seen);
  expect(late.status).toBe(409);
  expect(late.body).toMatchObject({ code: 'stale', current: { technician: { id: first.technician.id } } });
});

it('answers a window that has just been taken with the nearest others', async () => {
  const choice = await offers('?days=7');
  const { start } = choice.offers[0] ?? { start: 0 };
  const both = choice.offers.filter((offer) => offer.start === start);
  // Everybody who could keep this window gets other work in it, until nobody can.
  for (;;) {
    const one = (await offers('?days=7')).offers.find((offer) => offer.start === start);
    if (!one) break;
    await office.planned('mario', one.technician.id, start);
  }
  const [lost] = both;
  if (!lost) throw new Error('there must be an offer');
  const { status, body } = await plan(lost, (await read()).revision);
  expect(status).toBe(200);
  expect(body).toMatchObject({ kind: 'alternatives', zone: 'Europe/Vaduz' });
  expect((body as { windows: unknown[] }).windows.length).toBeGreaterThan(0);
});

it.each([
  ['reason', { reason: 'because' }],
  ['details', { reason: 'other', details: 'x'.repeat(1001) }],
])('cancels for no wrong %s', async (field, body) => {
  const answer = await supervisor.unit('POST', `/interventions/${interventionId}/cancel`, {
    body,
    headers: { 'idempotency-key': office.key() },
  });
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', field } });
});
