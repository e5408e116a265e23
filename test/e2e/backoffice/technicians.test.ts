import { setUp } from '@itinera/core/set-up';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { lookAt } from './look-at.ts';
import { expectHeading, newIntervention, officePage, planned, staffSession } from './steps.ts';

let system: System;
let session: string;
beforeAll(async () => {
  system = await startSystem();
  session = await staffSession(system);
});
afterAll(() => system.close());

test('CAD-PL-12..19 a technician is created, gets hours, base and area, an absence, and their week says why', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/');
  await page.getByRole('link', { name: 'Team', exact: true }).click();
  await expectHeading(page, 'Team');
  await page.getByRole('button', { name: 'New skill' }).click();
  await page.getByLabel('Code').fill('GAS');
  await page.getByLabel('Name in English').fill('Gas boilers');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Gas boilers').waitFor();

  await page.getByRole('link', { name: 'New technician' }).click();
  await expectHeading(page, 'New technician');
  await page.getByLabel('Name', { exact: true }).fill('Carl Sample');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Correct “Longitude” and send again.').first().waitFor();
  await page
    .getByRole('combobox', { name: 'Search for the address' })
    .first()
    .pressSequentially('Bahnhofstrasse Schaan');
  await page.locator('[role="option"]').first().waitFor();
  await page.keyboard.press('Enter');
  expect(await page.getByLabel('Address', { exact: true }).first().inputValue()).toContain('Schaan');
  expect(Number(await page.getByLabel('Latitude').inputValue())).toBeCloseTo(47.17, 1);
  await page.getByLabel('Latitude').fill('47,1653');
  await page.getByLabel('Longitude').fill('9.5087');
  await page.getByLabel('Level of Gas boilers').selectOption('2');
  // The keyboard's way to an area: its corners, one in each line. First one that crosses itself.
  await page.getByLabel('Service area').fill('47.0, 9.4\n47.3, 9.7\n47.0, 9.7\n47.3, 9.4');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Correct “Service area” and send again.').first().waitFor();
  await page.getByLabel('Service area').fill('47.0, 9.4\n47.0, 9.7\n47.3, 9.7\n47.3, 9.4');
  await page.getByRole('button', { name: 'Save' }).click();

  await page.getByRole('heading', { name: 'Weekly hours' }).waitFor();
  await page.getByRole('button', { name: 'Add times on Monday' }).click();
  await page.getByRole('button', { name: 'Add times on Monday' }).click();
  expect(await page.getByLabel('Monday, from').nth(1).inputValue()).toBe('13:00');
  await page.getByRole('button', { name: 'Like Monday, until Friday' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. It counts from the next search on.').waitFor();
  await page.getByRole('button', { name: 'New absence' }).click();
  await page.getByLabel('Begins').fill('2027-01-12T10:40');
  await page.getByLabel('Ends').fill('2027-01-12T12:00');
  await page.getByLabel('Reason').fill('Dentist');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Dentist').first().waitFor();

  await page.getByRole('link', { name: 'Calendar', exact: true }).click();
  const tuesday = page.getByRole('listitem', { name: 'Tuesday 12 January' });
  await tuesday.getByText('absence: Dentist').waitFor();
  const said = (await tuesday.locator('ul li').allInnerTexts()).map((line) => line.replace(/\s+/g, ' '));
  expect(said).toEqual([
    '00:00–08:00 outside the weekly hours',
    '08:00–10:40 working time',
    '10:40–12:00 absence: Dentist',
    '12:00–13:00 break',
    '13:00–17:00 working time',
    '17:00–24:00 outside the weekly hours',
  ]);
  expect(complaints).toEqual([]);
  await close();
}, 120_000);

test('a service zone is drawn by its corners, an address lies in it, and who serves it alone is offered', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/team');
  await page.getByRole('link', { name: 'Service zones' }).click();
  await expectHeading(page, 'Service zones');
  const draw = async (name: string, area: string, technician: string) => {
    await page.getByRole('button', { name: 'New zone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByLabel('Area', { exact: true }).fill(area);
    await dialog.getByLabel(technician).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
  };
  await draw('Vaduz', '47.1, 9.5\n47.2, 9.6\n47.1, 9.6\n47.2, 9.5', 'Anna');
  await page.getByText('Correct “Area” and send again.').first().waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await draw('Vaduz', '47.13, 9.51\n47.13, 9.53\n47.15, 9.53\n47.15, 9.51', 'Anna');
  await page.getByText('Served by: Anna').waitFor();
  await draw('Balzers', '', 'Ben');
  await page.getByText('no area, only addresses put into it by hand').waitFor();

  const { mario } = system.company.customers;
  await page.goto(`/customers/${mario.customerId}`);
  await page.getByText('Service zone: Vaduz (by its place)').waitFor();
  const visit = await newIntervention(system, 'mario');
  await page.goto(`/interventions/${visit}/plan`);
  await page.getByText('Service zone: Vaduz (by its place)').waitFor();
  await page.getByText('Why are other times not offered?').click();
  await page.getByText('The technician does not serve the zone of the address').waitFor();

  await page.goto(`/customers/${mario.customerId}`);
  await page.getByLabel('Fixed service zone').selectOption('Balzers');
  await page.getByRole('button', { name: 'Save rules' }).click();
  await page.reload();
  await page.getByText('Service zone: Balzers (fixed for the customer)').first().waitFor();
  await page.getByRole('button', { name: /^Change .*Städtle/ }).click();
  await page.getByLabel('Service zone', { exact: true }).selectOption('Vaduz');
  await page.getByRole('button', { name: 'Save address' }).click();
  await page.getByText('Service zone: Vaduz (put there by hand)').waitFor();
  await page.goto('/team/zones');
  for (const name of ['Vaduz', 'Balzers']) {
    await page.getByRole('button', { name: `Change ${name}` }).click();
    await page.getByLabel('In use: planning keeps to this zone').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('listitem').filter({ hasText: name }).getByText('Switched off').waitFor();
  }
  expect(complaints.filter((one) => !one.includes('400'))).toEqual([]);
  await close();
}, 120_000);

test('CAD-US-04 CAD-US-07 a technician says where they live and who sees their days; their leader sees that much', async () => {
  const { core, company } = system;
  const { companyId, businessUnitId } = company;
  const make = setUp(core);
  const common = { companyId, language: 'en' as const };
  const [leader, member] = [
    await make.staffUser({
      ...{ ...common, name: 'Lea Sample', email: 'lea@vaduz-heating.example' },
      roles: [{ businessUnitId, role: 'team-leader' }],
    }),
    await make.staffUser({
      ...{ ...common, name: 'Mia Sample', email: 'mia@vaduz-heating.example' },
      roles: [{ businessUnitId, role: 'technician' }],
    }),
  ];
  const { technicianId } = await make.technician({
    ...{ companyId, businessUnitIds: [businessUnitId], staffUserId: member.staffUserId, name: 'Mia Sample' },
    ...{ colour: '#aa3355', base: { label: 'Schaan', lon: 9.5087, lat: 47.1653 }, zone: 'Europe/Vaduz' },
    ...{ weeklyHours: { 3: [{ from: '08:00', to: '17:00' }] }, skills: {} },
  });
  const supervisor = staffScope(company, company.supervisor.staffUserId);
  const team = { name: 'Mia’s team', leaderId: leader.staffUserId, technicianIds: [technicianId] };
  await core.technicians.saveTeam(supervisor, team);
  const { offers } = await core.availability.assist(supervisor, {
    activityTypeId: company.types.service,
    addressId: company.customers.lisa.addressIds[0]!,
    days: 14,
  });
  const offer = offers.find(({ technician }) => technician.id === technicianId)!;
  const interventionId = await newIntervention(system, 'lisa');
  const { revision } = await core.interventions.page(supervisor, interventionId);
  const { date, start, end } = offer;
  await core.bookings.plan(supervisor, {
    ...{ interventionId, technicianId, date, start, end, revision, idempotencyKey: 'mia-is-planned' },
  });

  const [memberSession, leaderSession] = [
    await staffSession(system, member),
    await staffSession(system, leader),
  ];
  const own = await officePage(system, { session: memberSession });
  await own.page.goto('/account');
  await own.page.getByRole('heading', { name: 'My details as a technician' }).waitFor();
  await own.page.getByLabel('Telephone').fill('+423 234 56 78');
  await own.page.getByRole('combobox', { name: 'Search for the address' }).pressSequentially('Vaduz');
  await own.page.locator('[role="option"]').first().waitFor();
  await own.page.keyboard.press('Enter');
  await own.page.getByRole('button', { name: 'Save my details' }).click();
  await own.page.getByText('Your details are saved.').waitFor();
  const saved = (await core.technicians.record(supervisor, technicianId)).profile;
  expect(saved).toMatchObject({ phone: '+4232345678' });
  expect(saved.base.label).toContain('Vaduz');

  const led = await officePage(system, { session: leaderSession });
  const days = [`/planning/${technicianId}/${date}`, `/team/${technicianId}/calendar/${date}`];
  for (const path of days) {
    await led.page.goto(path);
    await led.page.locator('main li', { hasText: 'busy' }).first().waitFor();
    expect(await led.page.getByText('Lisa Sample').count()).toBe(0);
  }
  await own.page.getByLabel('Leaders of my teams may see my days').check();
  await own.page.getByText('Leaders of your teams now see your days.').waitFor();
  for (const path of days) {
    await led.page.goto(path);
    await led.page.getByText('Lisa Sample').first().waitFor();
  }
  expect([...own.complaints, ...led.complaints]).toEqual([]);
  await own.close();
  await led.close();
  const findings = await lookAt(system, memberSession, { 'own-technician': { path: '/account' } });
  await core.ownTechnician.delegate(staffScope(company, member.staffUserId, ['technician']), {
    delegates: false,
  });
  const hidden = await lookAt(system, leaderSession, { 'hidden-day': { path: days[0]! } });
  expect([...findings, ...hidden]).toEqual([]);
}, 180_000);

test('two staff edit one technician: the second sees both versions, side by side', async () => {
  const { technicians } = system.company;
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/team/${technicians.ben}`);
  await page.getByLabel('Comment').fill('has the big van');
  const { page: other, close: closeOther } = await officePage(system, { session });
  await other.goto(`/team/${technicians.ben}`);
  await other.getByLabel('Name', { exact: true }).fill('Benedict Sample');
  await other.getByRole('button', { name: 'Save' }).click();
  await other.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  const versions = page.getByRole('alert').getByRole('row');
  await versions.filter({ hasText: 'Benedict Sample' }).waitFor();
  expect(await versions.filter({ hasText: 'has the big van' }).count()).toBe(1);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Continue with the current version' }).click();
  await page.getByRole('heading', { name: 'Benedict Sample' }).waitFor();
  expect(complaints.filter((one) => !one.includes('409'))).toEqual([]);
  await close();
  await closeOther();
}, 120_000);

test('the pages of technicians fit, light and dark, without a finding of axe or a complaint of the browser', async () => {
  const { anna } = system.company.technicians;
  const visit = await newIntervention(system, 'mario');
  const { technician, date } = await planned(system, visit, '2027-01-12');
  const drawn = (selector: string) => (page: Page) => page.locator(selector).waitFor();
  const findings = await lookAt(system, session, {
    team: { path: '/team' },
    technician: { path: `/team/${anna}`, map: true, act: drawn('[data-map="drawn"]') },
    zones: { path: '/team/zones' },
    'zone-form': {
      path: '/team/zones',
      map: true,
      async act(page) {
        await page.locator('main li .button').first().click();
        await page.locator('[data-map="drawn"]').waitFor();
      },
    },
    'technician-hours': { path: `/team/${anna}/hours` },
    'technician-absence': {
      path: `/team/${anna}/hours`,
      act: (page) => page.locator('#absences-title ~ p .button').last().click(),
    },
    'technician-calendar': { path: `/team/${technician.id}/calendar/${date ?? '2027-01-12'}` },
  });
  expect(findings).toEqual([]);
}, 300_000);
