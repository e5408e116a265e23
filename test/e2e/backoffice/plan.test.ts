import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, newIntervention, officePage, planned, staffSession, type } from './steps.ts';

let system: System;
let session: string;
beforeAll(async () => {
  system = await startSystem();
  session = await staffSession(system);
});
afterAll(() => system.close());

test('a call becomes a planned visit: customer, place, kind, time; it is moved, seen everywhere, and cancelled', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/');
  await page.getByRole('link', { name: 'New intervention' }).click();
  await page.getByRole('combobox', { name: 'Customer' }).fill('mario');
  await page.getByRole('option', { name: /Mario Sample/ }).click();
  await page.getByRole('radio', { name: /Landstrasse 2/ }).check();
  await page.getByRole('radio', { name: /Yearly service/ }).check();
  await page.getByLabel('Comment (optional)').fill('Second floor');
  await page.getByRole('button', { name: 'Create and find a time' }).click();

  await expectHeading(page, /^Plan V-/);
  const reference = (await page.locator('h1').innerText()).replace('Plan ', '');
  await page.getByText(`${reference} is created. Now choose a time.`).waitFor();
  await page.getByRole('list').filter({ hasText: 'detour' }).getByRole('button').first().click();
  const chosen = page.getByRole('region', { name: 'Chosen time' });
  await chosen.getByText('Wait for the customer').waitFor();
  const window = await chosen.locator('.when strong').innerText();
  await chosen.getByRole('button', { name: 'Plan at this time' }).click();
  await expectHeading(page, `Yearly service ${reference}`);
  await page.getByRole('status').filter({ hasText: `Planned: ` }).waitFor();
  expect(await page.locator('.when strong').innerText()).toBe(window);

  await page.getByRole('link', { name: 'Move' }).click();
  await expectHeading(page, `Move ${reference}`);
  await page.getByRole('button', { name: /^Wednesday 13 January, 13:00–15:00/ }).click();
  await page.getByRole('button', { name: 'Move to this time' }).click();
  await page.getByRole('status').filter({ hasText: 'Moved: Wednesday 13 January, 13:00–15:00.' }).waitFor();
  const history = page.getByRole('region', { name: 'History' });
  expect((await history.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
    'Moved',
    'Planned',
    'Created',
  ]);

  await page.getByRole('link', { name: 'See the day’s route' }).click();
  await expectHeading(page, /’s day$/);
  await page.getByRole('link', { name: 'Mario Sample' }).waitFor();
  await page.goto('/?date=2027-01-13');
  await page.getByText('1 visit,').waitFor();
  await page.goto(`/interventions?search=${reference}`);
  await page.getByRole('link', { name: reference }).click();

  await page.getByRole('button', { name: 'Cancel intervention' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel intervention' }).click();
  await dialog.getByText('Choose a reason.').waitFor();
  await dialog.getByRole('radio', { name: 'Solved in another way' }).check();
  await dialog.getByRole('button', { name: 'Cancel intervention' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: `${reference} is cancelled.` })
    .waitFor();
  await page.getByText('Cancelled because').waitFor();
  expect(await page.getByRole('link', { name: 'Move' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

test('the same with nothing but the keyboard', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/interventions/new');
  await page.getByRole('combobox', { name: 'Customer' }).focus();
  await page.keyboard.type('sample');
  await page.getByRole('option', { name: /Lisa/ }).waitFor();
  await type(page, 'ArrowDown', 'Enter');
  await page.getByText('Lisa Sample Ltd').waitFor();
  await page.getByRole('radio', { name: /Gagoz 3/ }).focus();
  await type(page, 'Tab', 'Space', 'Tab');
  await page.keyboard.type('Ring twice');
  await type(page, 'Tab', 'Enter');
  await expectHeading(page, /^Plan V-/);

  const cells = page.getByRole('grid').getByRole('button');
  await cells.first().waitFor();
  const reachable = page.locator('[data-cell][tabindex="0"]');
  expect(await reachable.count()).toBe(1);
  await reachable.focus();
  const first = await page.evaluate(() => document.activeElement?.textContent);
  await type(page, 'ArrowRight', 'ArrowDown', 'End');
  const other = await page.evaluate(() => document.activeElement?.textContent);
  expect(other).not.toBe(first);
  expect(await reachable.count()).toBe(1);
  await type(page, 'Enter');
  const chosen = page.getByRole('region', { name: 'Chosen time' });
  expect(await chosen.evaluate((panel) => panel === document.activeElement)).toBe(true);
  await type(page, 'Escape');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(other);
  await type(page, 'Enter');
  const confirm = chosen.getByRole('button', { name: 'Plan at this time' });
  for (let tabs = 0; tabs < 6 && !(await confirm.evaluate((one) => one === document.activeElement)); tabs++)
    await type(page, 'Tab');
  await type(page, 'Enter');
  await page.getByRole('status').filter({ hasText: 'Planned: ' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('a time that somebody else takes meanwhile is answered with the nearest others', async () => {
  const interventionId = await newIntervention(system, 'lisa');
  const { page, close } = await officePage(system, { session });
  await page.goto(`/interventions/${interventionId}/plan?from=2027-01-14`);
  await page.getByRole('button', { name: /^Friday 15 January, 15:00–17:00/ }).click();
  // Only anna works on Fridays; she gets this very afternoon filled.
  const friday = staffScope(system.company, system.company.supervisor.staffUserId);
  for (;;) {
    const other = await newIntervention(system, 'mario');
    const { typeId, address, revision } = await system.core.interventions.page(friday, other);
    const request = { activityTypeId: typeId, addressId: address.id, interventionId: other };
    const { offers } = await system.core.availability.assist(friday, {
      ...request,
      from: '2027-01-15',
      days: 1,
    });
    const late = offers.find((offer) => offer.start === Date.parse('2027-01-15T15:00:00+01:00') / 1000);
    if (!late) break;
    const { technician, date, start, end } = late;
    const choice = { interventionId: other, technicianId: technician.id, date, start, end, revision };
    await system.core.bookings.plan(friday, { ...choice, idempotencyKey: `taken-${other}` });
  }
  await page.getByRole('button', { name: 'Plan at this time' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'That time has just been taken' });
  await alert.waitFor();
  const nearest = alert.getByRole('button').first();
  const window = await nearest.innerText();
  await nearest.click();
  await alert.waitFor({ state: 'detached' });
  expect(window).toMatch(/^\w{3} \d+ Jan, \d\d:\d\d–\d\d:\d\d$/);
  await page.getByRole('grid').waitFor();
  await close();
});

test('a decision on an old version shows both versions, and goes on with the current one', async () => {
  const interventionId = await newIntervention(system);
  const { page, close } = await officePage(system, { session });
  await page.goto(`/interventions/${interventionId}/plan?from=2027-01-18`);
  await page.getByRole('button', { name: /^Tuesday 19 January, 10:00–12:00/ }).click();
  const { technician } = await planned(system, interventionId, '2027-01-20');
  await page.getByRole('button', { name: 'Plan at this time' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Somebody changed this in the meantime' });
  await alert.getByRole('cell', { name: technician.name }).waitFor();
  expect(await alert.getByRole('row').filter({ hasText: 'Promised' }).innerText()).toMatch(
    /No time promised\s+Wed 20 Jan/,
  );
  await alert.getByRole('button', { name: 'Continue with the current version' }).click();
  await expectHeading(page, /^Move V-/);
  await close();
});

test('a time chosen by hand is planned over the lunch break, after its warning (CAD-PL-01, CAD-PL-17)', async () => {
  const interventionId = await newIntervention(system);
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/interventions/${interventionId}/plan?from=2027-01-18`);
  await page.getByText('Another technician or time').click();
  const panel = page.getByRole('group').filter({ hasText: 'Another technician or time' });
  await panel.getByRole('button', { name: 'Plan at this time' }).click();
  await panel.getByText('Choose a technician, a date and a time.').waitFor();
  await panel.getByLabel('Technician').selectOption({ label: 'Anna Sample' });
  await panel.getByLabel('Date').fill('2027-01-18');
  await panel.getByLabel('Time').fill('12:15');
  await panel.getByRole('button', { name: 'Plan at this time' }).click();
  const alert = panel.getByRole('alert').filter({ hasText: 'Scheduling overlaps have been detected!' });
  await alert.getByText('12:15–13:00: break').waitFor();
  // Another time is another decision.
  await panel.getByLabel('Time').fill('12:20');
  await panel.getByLabel('Time').blur();
  await alert.waitFor({ state: 'detached' });
  await panel.getByRole('button', { name: 'Plan at this time' }).click();
  await alert.getByText('12:20–13:00: break').waitFor();
  expect((await system.core.interventions.page(supervisor(), interventionId)).promise).toBeNull();
  await panel.getByRole('button', { name: 'Plan all the same' }).click();
  await page.getByRole('status').filter({ hasText: 'Planned: Monday 18 January, 12:20–14:20.' }).waitFor();

  // What was accepted stays to be seen: in the history, and on the technician's day.
  await page
    .getByRole('region', { name: 'History' })
    .getByText('Planned over: outside working time')
    .waitFor();
  // The customer, asked on the telephone, agrees (CAD-PL-26).
  const promise = page.getByRole('region', { name: 'Promised to the customer' });
  await promise.getByText('Not confirmed by the customer.').waitFor();
  await promise.getByRole('button', { name: 'The customer has confirmed' }).press('Enter');
  await promise.getByText('Confirmed by the customer.', { exact: true }).waitFor();
  await page.getByRole('region', { name: 'History' }).getByText('The customer confirmed the time').waitFor();
  expect(await narrow(page, 'intervention-agreed')).toEqual([]);
  const another = await newIntervention(system, 'lisa');
  const overlapping = {
    interventionId: another,
    technicianId: system.company.technicians.anna,
    at: '2027-01-18T12:20',
    revision: 1,
  };
  const warned = await system.core.bookings.planByHand(supervisor(), {
    ...overlapping,
    idempotencyKey: 'over-one',
  });
  expect(warned.kind).toBe('warnings');
  const accepted = warned.kind === 'warnings' ? warned.seen : '';
  await system.core.bookings.planByHand(supervisor(), {
    ...overlapping,
    accepted,
    idempotencyKey: 'over-two',
  });
  await page.goto(`/planning/${system.company.technicians.anna}/2027-01-18`);
  const stops = page.getByRole('region', { name: 'Route', exact: true });
  await stops.getByText('overlaps other work').waitFor();
  expect(await stops.getByText('outside working time').count()).toBe(2);
  expect(await narrow(page, 'day-with-an-overlap')).toEqual([]);
  await page.goto(`/team/${system.company.technicians.anna}/calendar/2027-01-18`);
  await page.getByText('overlaps other work').waitFor();
  expect(await narrow(page, 'calendar-with-an-overlap')).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

function supervisor() {
  return staffScope(system.company, system.company.supervisor.staffUserId);
}

test('CAD-AT-11 CAD-AT-09 work is planned by itself, left to staff, and made inside other work that is then cancelled', async () => {
  const { core, company } = system;
  const admin = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const change = async (activityTypeId: string, changes: object) => {
    const { revision } = await core.catalogue.page(admin, activityTypeId);
    await core.catalogue.save(admin, { activityTypeId, revision, changes });
  };
  await change(company.types.repair, { container: true });
  await change(company.types.service, { contained: true, assignment: 'automatic' });
  const parentId = await newIntervention(system, 'mario', company.types.repair);
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/interventions/${parentId}`);
  const parts = page.getByRole('region', { name: 'What it contains' });
  await parts.getByText('Nothing yet.').waitFor();
  await parts.getByRole('link', { name: 'Add a part' }).click();
  await expectHeading(page, 'New intervention');
  await page.getByText('It is made inside V-').waitFor();
  await page.getByRole('radio', { name: /Yearly service/ }).check();
  expect(await page.getByRole('radio', { name: /Heat-pump repair/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  await expectHeading(page, /^Yearly service V-/);
  const automatic = page.getByRole('region', { name: 'Automatic planning' });
  await automatic.getByText('usually within a minute').waitFor();
  await automatic.getByRole('button', { name: 'Leave it to staff' }).click();
  await automatic.getByText('Staff plan this work themselves.').waitFor();
  expect(await narrow(page, 'intervention-left-to-staff')).toEqual([]);
  await automatic.getByRole('button', { name: 'Plan it automatically' }).click();
  await automatic.getByText('usually within a minute').waitFor();
  system.clock.advance(10);
  await system.work();
  await page.reload();
  await page.getByRole('region', { name: 'History' }).getByText('Planned, without a promise').waitFor();
  expect(await automatic.count()).toBe(0);

  await page.getByRole('link', { name: /^Heat-pump repair V-/ }).click();
  await parts.getByRole('table').waitFor();
  expect(await narrow(page, 'intervention-with-parts')).toEqual([]);
  await page.getByRole('button', { name: 'Cancel intervention' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Another reason' }).check();
  await dialog.getByRole('button', { name: 'Cancel intervention' }).click();
  await dialog.getByText('Say what becomes of it').waitFor();
  await dialog.getByRole('radio', { name: 'Cancel that too' }).check();
  await dialog.getByRole('button', { name: 'Cancel intervention' }).click();
  await page.getByText(/V-\d+ is cancelled/).waitFor();
  await parts.getByText('Cancelled').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

/** What is wrong with a page as it stands, on the narrowest screen. */
async function narrow(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 640 });
  await screenshot(page, name);
  const wider = await overflow(page);
  const found = [...(await axeFindings(page)), ...(wider > 0 ? [`${wider} px too wide`] : [])];
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}
