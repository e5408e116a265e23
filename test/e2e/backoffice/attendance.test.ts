import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { mondayMorning } from '../../fixtures/small-company.ts';
import { startSystem, type System } from '../harness.ts';
import { portalPage } from '../portal/steps.ts';
import { lookAt } from './look-at.ts';
import { expectHeading, newIntervention, officePage, signedInTechnician, staffSession } from './steps.ts';

let system: System;
let office: string;
let phone: string;
let technicianId: string;
let visit: string;
const date = '2027-01-11';

const planTo = async (interventionId: string, start: number, to = technicianId) => {
  const { company, core } = system;
  const scope = staffScope(company, company.supervisor.staffUserId);
  const { revision } = await core.interventions.page(scope, interventionId);
  const plan = { interventionId, technicianId: to, date, start, end: start + 7200, revision };
  const { kind } = await core.bookings.plan(scope, { ...plan, idempotencyKey: `to-${interventionId}` });
  expect(kind).toBe('confirmed');
};

beforeAll(async () => {
  system = await startSystem();
  const clara = await signedInTechnician(system);
  ({ technicianId } = clara);
  // Pages tell when something is tapped by the clock of the machine.
  const start = mondayMorning + 3 * 3600;
  visit = await newIntervention(system);
  await planTo(visit, start);
  await planTo(await newIntervention(system, 'lisa'), start + 2 * 3600);
  office = await staffSession(system);
  phone = await staffSession(system, clara.user);
  const { company, core } = system;
  const admin = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const { settings, revision } = await core.businessUnits.settings(admin);
  await core.businessUnits.save(admin, { ...settings, customersSeeClockings: true, revision });
});
afterAll(() => system.close());

/** The machine's clock, made the system's: a phone whose clock is right. */
const rightClock = (now: number) => `{
  const wrong = ${now * 1000} - Date.now(); const real = Date.now.bind(Date);
  Date.now = () => real() + wrong;
}`;

test('LBX-02 a technician clocks in and out on a phone, the office corrects it, the customer reads it', async () => {
  const narrow = { width: 320, height: 640 };
  const { page, complaints, close } = await officePage(system, { session: phone, viewport: narrow });
  await page.addInitScript(rightClock(system.clock.now()));
  await page.goto('/hours');
  await expectHeading(page, 'My hours');
  const option = page.getByLabel('Where', { exact: true }).locator('option', { hasText: 'Mario Sample' });
  await page.getByLabel('Where', { exact: true }).selectOption(await option.getAttribute('value'));
  await page.getByRole('button', { name: 'Clock in', exact: true }).click();
  await page.getByText('Clocked in since 07:00').waitFor();
  system.clock.advance(60);
  await page.reload();
  await page.getByRole('button', { name: 'Clock out', exact: true }).click();
  await page.getByText('You are clocked out.').waitFor();
  expect(complaints).toEqual([]);
  await close();

  const desk = await officePage(system, { session: office });
  await desk.page.goto(`/attendance?month=2027-01&technician=${technicianId}`);
  await expectHeading(desk.page, 'Attendance');
  await desk.page.getByRole('button', { name: /^Correct the clocking/ }).click();
  await desk.page.getByLabel('From', { exact: true }).fill('2027-01-11T06:00');
  await desk.page.getByLabel('To', { exact: true }).fill('2027-01-11T07:01');
  await desk.page.getByLabel('Reason').fill('The phone was in the van.');
  await desk.page.getByRole('button', { name: 'Save' }).click();
  await desk.page.getByText('Saved.').waitFor();
  await desk.page.getByText('Places and corrections').click();
  await desk.page.getByText('The phone was in the van.').waitFor();
  const download = desk.page.waitForEvent('download');
  await desk.page.getByRole('button', { name: 'Export as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('attendance-2027-01.csv');
  expect(desk.complaints).toEqual([]);
  await desk.close();

  const session = await system.sessionFor('mario@example.com');
  const customer = await portalPage(system, { session });
  await customer.page.goto(`/visits/${visit}`);
  await customer.page.getByRole('heading', { name: 'On site' }).waitFor();
  await customer.page.getByText('Arrived 06:00, left 07:01').waitFor();
  expect(await customer.page.content()).not.toContain('The phone was in the van');
  await customer.close();
});

test('the rest of a day is handed over at once, with the absence, and the plan page gives one visit away', async () => {
  const { page, complaints, close } = await officePage(system, { session: office });
  await page.goto(`/interventions/${visit}/plan`);
  await page.getByRole('heading', { name: 'Give it to another technician' }).waitFor();
  await page.goto(`/planning/${technicianId}/${date}`);
  await page.getByRole('link', { name: 'Hand over the rest of the day' }).click();
  await expectHeading(page, /^Hand over the day of/);
  const all = page.getByRole('button', { name: 'Accept all that keep their promise: 2' });
  await all.waitFor();
  await page.getByRole('checkbox', { name: /Also note that/ }).check();
  await page.getByLabel('Reason').fill('Ill');
  await all.click();
  await page.getByText('The absence is noted.').waitFor();
  await page.getByText('Nothing is left to hand over').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('the pages of attendance and handing over look right', async () => {
  const late = await newIntervention(system);
  await planTo(late, mondayMorning + 7 * 3600, system.company.technicians.anna);
  const findings = await lookAt(system, office, {
    hours: { path: '/hours', as: phone },
    attendance: { path: `/attendance?month=2027-01&technician=${technicianId}` },
    'attendance-correct': {
      path: `/attendance?month=2027-01&technician=${technicianId}`,
      act: (page) => page.getByRole('button', { name: /06:00/ }).click(),
    },
    'hand-over': { path: `/planning/${system.company.technicians.anna}/${date}/handing-over` },
    'hand-over-nothing': { path: `/planning/${technicianId}/${date}/handing-over` },
  });
  expect(findings).toEqual([]);
});
