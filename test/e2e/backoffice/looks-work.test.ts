import { afterAll, beforeAll, expect, test } from 'vitest';
import { phones } from '../../fixtures/small-company.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow } from '../watched-page.ts';
import { lookAt, type LookedAt } from './look-at.ts';
import { newIntervention, officePage, planned, staffSession } from './steps.ts';

let system: System;
let session: string;
let pages: LookedAt = {};

beforeAll(async () => {
  system = await startSystem(['email', 'sms']);
  session = await staffSession(system);
  const open = await newIntervention(system, 'lisa');
  const visit = await newIntervention(system, 'mario');
  const { technician } = await planned(system, visit, '2027-01-12');
  await planned(system, await newIntervention(system, 'lisa'), '2027-01-12', 2);
  await system.core.signIn.requestCode({
    businessUnitId: system.company.businessUnitId,
    identifier: phones.mario,
    language: 'en',
    network: '192.0.2.1',
  });
  const customer = system.company.customers.mario.customerId;
  pages = {
    today: { path: '/?date=2027-01-12' },
    'today-text-messages': { path: '/' },
    interventions: { path: '/interventions' },
    'interventions-none': { path: '/interventions?search=nobody' },
    intervention: { path: `/interventions/${visit}` },
    'intervention-open': { path: `/interventions/${open}` },
    cancel: { path: `/interventions/${visit}`, act: (page) => page.locator('button.danger').click() },
    new: { path: '/interventions/new' },
    'new-customer': { path: `/interventions/new?customer=${customer}` },
    plan: {
      path: `/interventions/${open}/plan`,
      act: (page) => page.locator('[data-cell]').first().click(),
    },
    move: {
      path: `/interventions/${visit}/plan`,
      act: (page) => page.locator('ol button').first().click(),
    },
    planning: {
      path: `/planning/${technician.id}/2027-01-12`,
      map: true,
      act: (page) => page.locator('[data-map="drawn"]').waitFor(),
    },
    'planning-off': { path: `/planning/${technician.id}/2027-01-17` },
    requests: { path: '/requests' },
    customers: { path: '/customers' },
    'customers-narrowed': { path: '/customers?relationship=inactive&sort_by=updated_at&sort_order=desc' },
    'customers-none': { path: '/customers?query=nobody' },
    duplicates: { path: '/customers/duplicates' },
    merge: { path: `/customers/${customer}/merge/${system.company.customers.lisa.customerId}` },
    customer: { path: `/customers/${customer}` },
    'customer-new': {
      path: '/customers/new',
      act: async (page) => {
        await page.locator('summary').click();
        await page.locator('.help').first().click();
        await page.locator('#extra-add').click();
      },
    },
    'customer-new-wrong': { path: '/customers/new', act: (page) => page.locator('button.primary').click() },
    'customer-list-value': {
      path: '/customers/new',
      act: async (page) => {
        await page.locator('#categoryId + button').click();
        await page.locator('dialog[open]').waitFor();
      },
    },
    'customer-edit': { path: `/customers/${customer}/edit` },
    'customer-add-contact': {
      path: `/customers/${customer}`,
      act: (page) => page.locator('[aria-labelledby="contacts-title"] .add button').click(),
    },
    'not-found': { path: '/customers/01890000-0000-7000-8000-000000000000' },
  };
});
afterAll(() => system.close());

test('every page of the work fits, light and dark, without a finding of axe or a complaint of the browser', async () => {
  expect(await lookAt(system, session, pages)).toEqual([]);
}, 600_000);

test('axe, the width and the complaints would tell (the control)', async () => {
  const { page, complaints, close } = await officePage(system, {
    session,
    viewport: { width: 320, height: 640 },
  });
  await page.goto('/customers');
  await page.locator('h1').waitFor();
  await page.evaluate(() => {
    const wide = document.createElement('div');
    wide.innerHTML = '<input><p class="wide">x</p>';
    document.querySelector('main')?.append(wide);
    wide.querySelector<HTMLElement>('.wide')?.style.setProperty('width', '2000px');
    wide.setAttribute('style', 'color: red');
  });
  expect((await axeFindings(page)).join()).toContain('label');
  expect(await overflow(page)).toBeGreaterThan(0);
  expect(complaints.join()).toContain('style-src');
  await close();
});
