import { setUp, type MadeStaffUser } from '@itinera/core/set-up';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { lookAt, type LookedAt } from './look-at.ts';
import { closeSignIn, staffSession } from './steps.ts';

let system: System;
let session: string;
let pages: LookedAt = {};

beforeAll(async () => {
  system = await startSystem(['email', 'sms']);
  session = await staffSession(system);
  const ada = await newAdministrator();
  const administrator = await staffSession(system, ada);
  const customer = system.company.customers.mario.customerId;
  await otherSystem(ada);
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
    calendars: { path: `/team/${system.company.technicians.anna}/calendars`, as: administrator },
    staff: { path: '/staff', as: administrator },
    systems: { path: '/settings/systems', as: administrator },
    'systems-new': {
      path: '/settings/systems',
      as: administrator,
      act: (page) => page.locator('button.primary').click(),
    },
    'systems-calls': {
      path: '/settings/systems',
      as: administrator,
      act: async (page) => {
        await page.locator('li .button').first().click();
        await page.locator('dialog .badge').first().waitFor();
      },
    },
    lists: { path: '/customers/lists', as: administrator },
    'interventions-narrowed': { path: '/interventions?status=pending&status=canceled&sort=updated' },
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
    catalogue: { path: '/catalogue' },
    'catalogue-new': {
      path: '/catalogue',
      as: administrator,
      act: (page) => page.locator('.actions button').click(),
    },
    'catalogue-type': { path: `/catalogue/${system.company.types.service}`, as: administrator },
    'catalogue-rules': {
      path: `/catalogue/${system.company.types.service}/rules`,
      as: administrator,
      act: async (page) => {
        await page.locator('input[type=radio]').last().check();
        await page.locator('#notice').fill('9999');
        await page.locator('button.primary').click();
        await page.locator('#notice-wrong').waitFor();
      },
    },
    'catalogue-portal': {
      path: `/catalogue/${system.company.types.service}/portal`,
      as: administrator,
      act: async (page) => {
        await page.locator('#heading-en').fill('{date}');
        await page.locator('#heading-en-wrong').waitFor();
        await page.locator('summary').first().click();
      },
    },
    'catalogue-mails': {
      path: `/catalogue/${system.company.types.service}/portal`,
      as: administrator,
      act: async (page) => {
        await page.locator('details:has(#subject-canceled-en) > summary').first().click();
        await page.locator('#subject-canceled-en').fill('Called off: {intervention.date}');
        await page.locator('#words-canceled-en').fill('What a pity.\nPlease choose another time.');
      },
    },
    'catalogue-actions': {
      path: `/catalogue/${system.company.types.service}/actions`,
      as: administrator,
    },
    'catalogue-action': {
      path: `/catalogue/${system.company.types.service}/actions/new?kind=reschedule`,
      as: administrator,
      act: async (page) => {
        await page.locator('[aria-labelledby="conditions-title"] .row button').first().click();
        await page.locator('[aria-labelledby="conditions-title"] .row button').last().click();
      },
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
  };
});
afterAll(() => system.close());

/** A key that was used. */
async function otherSystem(ada: MadeStaffUser): Promise<void> {
  const { core, company } = system;
  const { key } = await core.apiKeys.create(staffScope(company, ada.staffUserId, ['administrator']), {
    name: 'Webshop',
    description: 'Of the home page',
    rights: ['slots', 'create'],
    activityTypeIds: [company.types.service],
    lastDay: '2030-01-31',
  });
  const entry = await core.apiKeys.enter(key);
  if (entry.kind !== 'entered') throw new Error('the key is refused');
  for (const status of [200, 403])
    core.apiKeys.note({ ...entry.key, route: 'slot.query', status, milliseconds: 42, address: '192.0.2.1' });
}

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

test('every page of people, accounts and settings fits, light and dark, without a finding or a complaint', async () => {
  expect(await lookAt(system, session, pages)).toEqual([]);
}, 600_000);
