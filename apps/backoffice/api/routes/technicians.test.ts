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

it('tells a day as a route: legs, times and the promise of each visit', async () => {
  const { anna } = office.company.technicians;
  const { reference } = await office.planned('mario', anna, at(12, '10:00'));
  const { body } = await supervisor.unit('GET', `/technicians/${anna}/days/2027-01-12`);
  expect(body).toMatchObject({
    technician: { name: 'Anna Sample' },
    date: '2027-01-12',
    zone: 'Europe/Vaduz',
    stops: [{ kind: 'visit', reference, customerName: 'Mario Sample', lateness: 0 }],
    legs: [{ estimated: true }, { estimated: true }],
    totals: { visits: 1, work: 3600 },
  });
});

it('lists the technicians, and knows no day of nobody and no date that is none', async () => {
  const { anna } = office.company.technicians;
  const { body } = await supervisor.unit('GET', '/technicians');
  expect(body).toMatchObject({ items: [{ name: 'Anna Sample' }, { name: 'Ben Sample' }] });
  for (const path of [`/technicians/${anna}/days/2027-13-01`, '/technicians/anna/days/2027-01-12'])
    expect((await supervisor.unit('GET', path)).status).toBe(404);
});
