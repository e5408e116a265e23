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

it('counts what is on today, what is to plan, and shows every technician’s day', async () => {
  const { company } = office;
  const { reference } = await office.planned('mario', company.technicians.anna, at(11, '10:00'));
  await office.core.interventions.create(office.supervisor, {
    activityTypeId: company.types.service,
    customerId: company.customers.lisa.customerId,
    addressId: company.customers.lisa.addressIds[0] ?? '',
    comment: '',
    idempotencyKey: office.key(),
  });
  const { status, body } = await supervisor.unit('GET', '/today');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    date: '2027-01-11',
    zone: 'Europe/Vaduz',
    now: office.clock.now(),
    counts: { visits: 1, unplanned: 1, endangered: 0 },
    attention: {
      counts: { 'not-closed': 0, 'not-located': 0, unassigned: 0, unplanned: 1 },
      items: [{ customerName: 'Lisa Sample Ltd', plannedStart: null, problems: ['unplanned'] }],
    },
  });
  const { days } = body as { days: { technician: { name: string }; stops: { reference: string }[] }[] };
  expect(days.map((day) => [day.technician.name, day.stops.map((stop) => stop.reference)])).toEqual([
    ['Anna Sample', [reference]],
    ['Ben Sample', []],
  ]);
});

it('leads from a day on which nobody works to the next on which somebody does', async () => {
  const saturday = await supervisor.unit('GET', '/today?date=2027-01-16');
  expect(saturday.body).toMatchObject({ counts: { visits: 0 }, nextWorking: '2027-01-18' });
  const monday = await supervisor.unit('GET', '/today?date=2027-01-18');
  expect(monday.body).toMatchObject({ nextWorking: null });
});

it('shows another day when asked, and names a date that is none', async () => {
  const tomorrow = await supervisor.unit('GET', '/today?date=2027-01-12');
  expect(tomorrow.body).toMatchObject({ date: '2027-01-12', counts: { visits: 0 } });
  expect(await supervisor.unit('GET', '/today?date=2027-02-30')).toMatchObject({
    status: 400,
    body: { code: 'invalid', field: 'date' },
  });
});
