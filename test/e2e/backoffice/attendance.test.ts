import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { mondayMorning } from '../../fixtures/small-company.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { portalPage } from '../portal/steps.ts';
import { lookAt } from './look-at.ts';
import {
  expectHeading,
  newIntervention,
  officePage,
  planned,
  signedInTechnician,
  staffSession,
} from './steps.ts';

let system: System;
let office: string;
let phone: string;
let technicianId: string;
let visit: string;
const date = '2027-01-11';
const phoneSize = { width: 320, height: 640 };

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
  // Within a minute, not at its edge: two clocks agree to a second, and pages show minutes.
  system.clock.advance(20);
  const { company, core } = system;
  const admin = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const { settings, revision } = await core.businessUnits.settings(admin);
  await core.businessUnits.save(admin, { ...settings, customersSeeClockings: true, revision });
});
afterAll(() => system.close());

/** The page's clock is put right to the system's, also after it is opened anew; with it goes what lets time go by on both. */
async function rightClock(page: Page): Promise<(seconds: number) => Promise<void>> {
  const putRight = (ms: number) => {
    const before = Date.now.bind(Date);
    Date.now = () => before() + ms;
  };
  // Told as a difference: a clock set to a time would be set back by each page that is opened.
  const wrong = system.clock.now() * 1000 - Date.now();
  await page.addInitScript(putRight, wrong);
  return async (seconds) => {
    system.clock.advance(seconds);
    await page.addInitScript(putRight, seconds * 1000);
    await page.evaluate(putRight, seconds * 1000);
  };
}

test('LBX-02 a technician clocks in and out on a phone, the office corrects it, the customer reads it', async () => {
  const { page, complaints, close } = await officePage(system, { session: phone, viewport: phoneSize });
  const wait = await rightClock(page);
  await page.goto('/hours');
  await expectHeading(page, 'My hours');
  const option = page.getByLabel('Where', { exact: true }).locator('option', { hasText: 'Mario Sample' });
  await page.getByLabel('Where', { exact: true }).selectOption(await option.getAttribute('value'));
  await page.getByRole('button', { name: 'Clock in', exact: true }).click();
  await page.getByText('Clocked in since 07:00').waitFor();
  await wait(60);
  await page.reload();
  // The browser lets the page ask where the phone is.
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ longitude: 9.5209, latitude: 47.141, accuracy: 20 });
  await page.getByRole('checkbox', { name: /^Add where I am/ }).check();
  await page.getByRole('button', { name: 'Clock out', exact: true }).click();
  await page.getByText('You are clocked out.').waitFor();
  const seen = staffScope(system.company, system.company.supervisor.staffUserId);
  const ended = async () => {
    const { shown } = await system.core.attendance.month(seen, { month: '2027-01', technicianId });
    return shown!.days.flatMap(({ clockings }) => clockings)[0]?.endPlace;
  };
  await expect.poll(ended, { timeout: 20_000 }).toEqual({ lon: 9.5209, lat: 47.141, accuracy: 20 });
  expect(complaints).toEqual([]);
  await close();

  const desk = await officePage(system, { session: office });
  await desk.page.goto(`/attendance?month=2027-01&technician=${technicianId}`);
  await expectHeading(desk.page, 'Attendance');
  await desk.page.getByRole('button', { name: /^Correct the clocking/ }).click();
  await desk.page.getByLabel('From', { exact: true }).fill('2027-01-11T06:00');
  await desk.page.getByLabel('To', { exact: true }).fill('2027-01-11T07:01');
  await desk.page.getByLabel('Reason').fill('The phone was in the van.');
  // What is saved is said when the page has it, however late that is: the next correction begins with it.
  await desk.page.route(/\/attendance\?/, async (route) => {
    await setTimeout(500);
    await route.continue();
  });
  await desk.page.getByRole('button', { name: 'Save' }).click();
  await desk.page.getByText('Saved.').waitFor();
  // Somebody else corrects it while the form is open: both versions stand side by side.
  await desk.page.getByRole('button', { name: /^Correct the clocking/ }).click();
  await desk.page.getByLabel('Reason').fill('A minute more.');
  const { company, core } = system;
  const sara = staffScope(company, company.supervisor.staffUserId);
  const { shown } = await core.attendance.month(sara, { month: '2027-01', technicianId });
  const [clocking] = shown!.days[0]!.clockings;
  await core.attendance.correct(sara, {
    ...{ clockingId: clocking!.id, revision: clocking!.revision, idempotencyKey: 'meanwhile' },
    ...{ time: { from: '2027-01-11T06:00', to: '2027-01-11T07:00' }, reason: 'He called.' },
  });
  await desk.page.getByRole('button', { name: 'Save' }).click();
  const stale = desk.page.getByRole('alert');
  await stale.getByText('Somebody changed this in the meantime').waitFor();
  expect(await stale.locator('tbody tr').allInnerTexts()).toEqual([
    expect.stringMatching(/To.*07:01.*07:00/s),
  ]);
  await stale.getByRole('button', { name: 'Continue with the current version' }).click();
  await desk.page.getByText('06:00–07:00').first().waitFor();
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
  await customer.page.getByText('Arrived 06:00, left 07:00').waitFor();
  expect(await customer.page.content()).not.toContain('The phone was in the van');
  await customer.close();
});

test('LBX-02 CAD-SS-02 a technician clocks in and out in a dead spot; with a network again the office reads the time of the taps', async () => {
  const { page, close } = await officePage(system, { session: phone, viewport: phoneSize });
  const wait = await rightClock(page);
  const [tapped, later] = [system.clock.now(), 20 * 60];
  await page.goto('/my-day');
  const kept = page.waitForResponse('**/attendance/own');
  await page.getByRole('button', { name: 'Keep my days on this phone' }).click();
  await page.getByRole('button', { name: 'Keep them no longer' }).waitFor();
  await (await kept).finished();
  await page.goto('/hours');
  await expectHeading(page, 'My hours');
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText(/^Without a network: as it was/).waitFor();
  await page.getByRole('button', { name: 'Clock in', exact: true }).click();
  await page.getByText('You are clocked in.').waitFor();
  await page.getByText('1 not sent yet').waitFor();
  await page.reload();
  await page.getByText('Clocked in since 07:01').waitFor();
  await wait(later);
  await page.getByRole('button', { name: 'Clock out', exact: true }).click();
  await page.getByText('2 not sent yet').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/hours-unsent-320');
  await page.getByRole('link', { name: 'What was sent' }).click();
  await page.getByRole('heading', { name: 'Clocked in', exact: true }).waitFor();
  await screenshot(page, 'backoffice/hours-sent-320');
  const { company, core } = system;
  const sara = staffScope(company, company.supervisor.staffUserId);
  const at = async () =>
    (await core.attendance.month(sara, { month: '2027-01', technicianId }))
      .shown!.days.flatMap(({ clockings }) => clockings)
      .filter(({ start }) => Math.abs(start - tapped) < 60)
      .map(({ start, end }) => end! - start);
  expect(await at(), 'nothing has left the phone (the control)').toEqual([]);
  await wait(600);
  await page.context().setOffline(false);
  await page.getByText(/^Everything is sent, last at/).waitFor();
  expect(Math.abs((await at())[0]! - later)).toBeLessThan(60);
  await close();
  const desk = await officePage(system, { session: office });
  await desk.page.goto(`/attendance?month=2027-01&technician=${technicianId}`);
  await desk.page.getByText('07:01–07:21').first().waitFor();
  await desk.close();
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

// The last: she is ill then.
test('sick today: who can keep a promise takes it, the others are listed for a call, and another supervisor goes on with them', async () => {
  const { core, company } = system;
  const { anna } = company.technicians;
  const scope = staffScope(company, company.supervisor.staffUserId);
  const { customerId, addressIds } = company.customers.mario;
  const all = await core.addresses.list(scope, customerId);
  await core.addresses.save(scope, {
    ...all.find(({ id }) => id === addressIds[0])!,
    ...{ addressId: addressIds[0]!, idempotencyKey: 'a-number-to-call', contactPhone: '+423 200 02 02' },
  });
  // Only she can mend it.
  const repair = await newIntervention(system, 'mario', company.types.repair);
  await planned(system, repair, date);
  const promised = (await core.interventions.page(scope, repair)).promise;
  const { page, complaints, close } = await officePage(system, { session: office });
  await page.goto(`/planning/${anna}/${date}/handing-over`);
  const toCall = page.getByRole('region', { name: 'To call' });
  const { reference } = await core.interventions.page(scope, repair);
  const item = toCall
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: reference, exact: true }) });
  await item.getByText('Mario Sample').waitFor();
  await item.getByRole('link', { name: '+4232000202' }).waitFor();
  await item.getByText(/^Nobody (else )?can keep the promise/).waitFor();
  await item.getByText(/^Promised: /).waitFor();
  await page.getByRole('checkbox', { name: /Also note that/ }).check();
  await page.getByLabel('Reason').fill('Ill');
  const kept = page.getByRole('button', { name: /^Accept all that keep their promise/ });
  await (
    (await kept.count()) > 0 ? kept : page.getByRole('button', { name: 'Note the absence only' })
  ).click();
  await page.getByText('The absence is noted.').waitFor();
  await item.getByText('Mario Sample').waitFor();
  await screenshot(page, 'backoffice/hand-over-to-call');
  expect((await core.interventions.page(scope, repair)).promise, 'nothing moved by itself').toEqual(promised);
  // Whoever comes next sees on the page of the day that work is left, and goes on from there.
  await page.goto('/');
  await page.getByText(/^To hand over, outside working hours: \d/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.goto(`/planning/${anna}/${date}/handing-over`);
  await item.getByRole('link', { name: `Choose a time for ${reference}` }).click();
  await page.waitForURL(`**/interventions/${repair}/plan`);
  expect(complaints).toEqual([]);
  await close();
});
