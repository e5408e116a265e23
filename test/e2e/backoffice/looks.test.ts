import { setUp, type MadeStaffUser } from '@itinera/core/set-up';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phones } from '../../fixtures/small-company.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { closeSignIn, newIntervention, officePage, planned, staffSession } from './steps.ts';

let system: System;
let session: string;
/** Every page by a name for its picture, and what brings it into the state that is looked at. */
let pages: Record<string, { path: string; as?: string; act?: (page: Page) => Promise<void> }> = {};

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
  const ada = await newAdministrator();
  const administrator = await staffSession(system, ada);
  const customer = system.company.customers.mario.customerId;
  const { accessId } = await setUp(system.core).sharedAccess({
    businessUnitId: system.company.businessUnitId,
    customerIds: [system.company.customers.lisa.customerId],
    name: 'Lisa’s caretaker',
    email: 'lisa@example.com',
    language: 'en',
  });
  await closeSignIn(system, 'lisa@example.com');
  pages = {
    'sign-in': { path: '/sign-in' },
    'sign-in-code': { path: '/sign-in/code' },
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
      act: (page) => page.locator('[data-map="drawn"]').waitFor(),
    },
    'planning-off': { path: `/planning/${technician.id}/2027-01-17` },
    accesses: { path: '/accesses' },
    'accesses-none': { path: '/accesses?search=nobody' },
    'accesses-forbid': { path: '/accesses', act: (page) => page.locator('button.danger').click() },
    'access-new': { path: `/accesses/new?customer=${customer}` },
    'access-new-wrong': { path: '/accesses/new', act: (page) => page.locator('button.primary').click() },
    access: { path: `/accesses/${system.company.customers.mario.accessIds[0]}` },
    'access-closed': { path: `/accesses/${accessId}` },
    'access-delete': {
      path: `/accesses/${system.company.customers.mario.accessIds[0]}`,
      act: (page) => page.locator('button.danger').click(),
    },
    customers: { path: '/customers' },
    customer: { path: `/customers/${customer}` },
    'sign-in-recovery': {
      path: '/sign-in/code',
      act: (page) => page.locator('button.plain').last().click(),
    },
    invitation: {
      path: await invitation(ada),
      act: (page) => page.locator('.enrol svg').waitFor(),
    },
    'invitation-over': { path: '/invitation#used' },
    account: { path: '/account' },
    'account-app': {
      path: '/account',
      act: async (page) => {
        await page.locator('[aria-labelledby="app-title"] button').click();
        await page.locator('.enrol svg').waitFor();
      },
    },
    staff: { path: '/staff', as: administrator },
    'staff-invite': {
      path: '/staff',
      as: administrator,
      act: (page) => page.locator('.actions button').click(),
    },
    'staff-member': {
      path: '/staff',
      as: administrator,
      act: (page) => page.locator('li button').first().click(),
    },
    'personal-data': { path: '/personal-data', as: administrator },
    'personal-data-open': { path: `/personal-data/customers/${customer}`, as: administrator },
    'personal-data-erase': {
      path: `/personal-data/customers/${system.company.customers.dora.customerId}`,
      as: administrator,
      act: (page) => page.locator('button.danger').click(),
    },
    settings: { path: '/settings', as: administrator },
    'settings-wrong': {
      path: '/settings',
      as: administrator,
      act: async (page) => {
        await page.locator('#backgroundColour').fill('#102030');
        await page.locator('button.primary').click();
        await page.locator('#backgroundColour-wrong').waitFor();
        await page.locator('#closures-title ~ p button').click();
      },
    },
    'not-found': { path: '/customers/01890000-0000-7000-8000-000000000000' },
  };
});
afterAll(() => system.close());

function newAdministrator() {
  const { companyId, businessUnitId } = system.company;
  return setUp(system.core).staffUser({
    companyId,
    name: 'Ada Sample',
    email: 'ada@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId, role: 'administrator' }],
  });
}

/** Where the link of a new invitation leads. */
async function invitation(by: MadeStaffUser): Promise<string> {
  const { company, core, mailer } = system;
  const roles = [{ businessUnitId: company.businessUnitId, role: 'call-agent' as const }];
  const scope = staffScope(company, by.staffUserId, ['administrator']);
  const email = 'nina@example.com';
  await core.staff.invite(scope, { email, language: 'en', roles, idempotencyKey: 'looks-invitation' });
  await system.work();
  const mail = mailer.sent.findLast(({ to }) => to === email);
  return `/invitation${/#[\w-]{43}/.exec(mail?.text ?? '')?.[0]}`;
}

const languages = ['it', 'fr', 'pt-BR'] as const;

/**
 * Wide in English; narrow in each of the other languages in turn, where words are longest. Each light and dark in the
 * long version; in the short one wide is light and narrow is dark.
 */
function looksOf(index: number) {
  const full = Boolean(process.env['ITINERA_FULL']);
  return [
    { width: 1280, height: 900, language: 'en', schemes: full ? both : (['light'] as const) },
    {
      width: 320,
      height: 640,
      language: languages[index % languages.length] ?? 'it',
      schemes: full ? both : (['dark'] as const),
    },
  ];
}
const both = ['light', 'dark'] as const;

test('every page fits, light and dark, without a finding of axe or a complaint of the browser', async () => {
  const findings: string[] = [];
  for (const [index, [name, { path, as = session, act }]] of Object.entries(pages).entries())
    for (const { width, height, language, schemes } of looksOf(index)) {
      const viewport = { width, height };
      const { page, complaints, close } = await officePage(system, {
        session: as,
        language,
        viewport,
        reducedMotion: 'reduce',
      });
      await page.goto(path);
      await page.locator('h1').waitFor();
      await act?.(page);
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        const look = `${name}-${width}-${colorScheme}-${language}`;
        const found = await axeFindings(page);
        findings.push(...found.map((finding) => `${look}: ${finding}`));
        const wide = await overflow(page);
        if (wide > 0) findings.push(`${look}: ${wide} px too wide`);
        await screenshot(page, `backoffice/${look}`);
      }
      const spoken = await page.evaluate(() => document.documentElement.lang);
      if (spoken !== language) findings.push(`${name}: speaks ${spoken}`);
      findings.push(...complaints.map((complaint) => `${name}: ${complaint}`));
      await close();
    }
  expect(findings).toEqual([]);
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
