import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
beforeAll(async () => {
  system = await startSystem();
  session = await staffSession(system, system.company.supervisor);
});
afterAll(() => system.close());

const sara = () => staffScope(system.company, system.company.supervisor.staffUserId);
const mario = () => system.company.customers.mario.customerId;
const records = () => system.core.addresses.list(sara(), mario());

test('CAD-PL-13 AZT-21 AZT-22 an address is found by typing, pinned by keys, flagged without a place, and no edit is lost', async () => {
  const { page, complaints, close } = await officePage(system, { session, map: true });
  await page.goto(`/customers/${mario()}`);
  await page.getByRole('button', { name: 'Add an address' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const search = dialog.getByRole('combobox', { name: 'Search for the address' });
  await search.pressSequentially('20 zwischenbach');
  await dialog.getByRole('option').first().waitFor();
  expect(await search.getAttribute('aria-expanded')).toBe('true');
  await dialog.getByText('© OpenStreetMap').first().waitFor();
  await screenshot(page, 'backoffice/address-typing');
  await search.press('Enter');
  expect(await dialog.getByLabel('Street and number').inputValue()).toBe('Zwischenbäch 20');
  expect(await dialog.getByLabel('Town').inputValue()).toBe('Balzers');
  await dialog.getByLabel('What it is called').fill('Stable');
  await dialog.getByLabel('Access notes').fill('Ring twice');
  await dialog.locator('[data-map="drawn"]').waitFor();
  const latitude = dialog.getByLabel('Latitude');
  const found = Number(await latitude.inputValue());
  await dialog.getByRole('button', { name: 'Pin of the address' }).press('Shift+ArrowUp');
  await expect.poll(async () => Number(await latitude.inputValue())).toBeGreaterThan(found);
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/address-dialog');
  await latitude.fill('40');
  await dialog.getByLabel('Longitude').fill('-30');
  await dialog.getByText('is it in the sea').waitFor();
  await dialog.getByText('out of every technician').waitFor();
  await latitude.fill(String(found));
  await dialog.getByLabel('Longitude').fill('9.504');
  await dialog.getByRole('button', { name: 'Save address' }).press('Enter');
  await page.getByText('The address is saved.').waitFor();
  expect((await records()).find(({ label }) => label === 'Stable')).toMatchObject({
    city: 'Balzers',
    country: 'LI',
    location: 'pinned',
    accessNotes: 'Ring twice',
  });

  await page.getByRole('button', { name: 'Add an address' }).click();
  await dialog.getByRole('button', { name: 'Save address' }).click();
  await dialog.getByText('Enter street and number.').waitFor();
  await dialog.getByLabel('Street and number').fill('Nowhere 99');
  await dialog.getByLabel('Town').fill('Vaduz');
  await dialog.getByRole('button', { name: 'Save address' }).click();
  await page.getByText('The geocoder knows no such address').waitFor();
  await page.getByText('Nothing is offered here').waitFor();
  await screenshot(page, 'backoffice/addresses');

  await page.goto('/customers');
  await page.getByText('Addresses without a place: 1').click();
  await page.getByText('Nowhere 99, Vaduz').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/customers-not-located');
  await page.locator('details').getByRole('link').click();

  // Somebody else saves while the dialog is open.
  await page.getByRole('button', { name: 'Change Stable' }).click();
  const stable = (await records()).find(({ label }) => label === 'Stable')!;
  await system.core.addresses.save(sara(), {
    ...stable,
    addressId: stable.id,
    accessNotes: 'Ring three times',
    idempotencyKey: 'somebody-else',
  });
  await dialog.getByLabel('Access notes').fill('Knock');
  await dialog.getByRole('button', { name: 'Save address' }).click();
  await dialog.getByRole('cell', { name: 'Ring three times' }).waitFor();
  await dialog.getByRole('cell', { name: 'Knock' }).waitFor();
  await screenshot(page, 'backoffice/address-stale');
  await dialog.getByRole('alert').getByRole('button').click();
  expect(await dialog.getByLabel('Access notes').inputValue()).toBe('Ring three times');
  await dialog.getByLabel('Standard address').check();
  await dialog.getByRole('button', { name: 'Save address' }).click();
  await page.getByText('The address is saved.').waitFor();
  expect((await records()).filter(({ isStandard }) => isStandard).map(({ label }) => label)).toEqual([
    'Stable',
  ]);
  expect(complaints).toEqual([]);
  await close();
});

test('CAD-PL-20 CAD-PL-21 a customer’s rules are edited by keys, on 320 px and in the dark', async () => {
  const { page, complaints, close } = await officePage(system, {
    map: true,
    session,
    viewport: { width: 320, height: 800 },
    colorScheme: 'dark',
  });
  await page.goto(`/customers/${mario()}`);
  const rules = page.getByRole('region', { name: 'Rules for planning' });
  await rules.getByRole('button', { name: 'Add times on Monday' }).press('Enter');
  await rules.getByLabel('Monday, from').fill('09:00');
  await rules.getByRole('button', { name: 'Copy', exact: true }).press('Enter');
  await rules.getByRole('button', { name: 'Add times on Friday' }).press('Enter');
  await rules.getByLabel('Friday, from').nth(1).fill('10:00');
  await rules.getByLabel('Which technicians').selectOption('prefer');
  await rules.getByRole('button', { name: 'Save rules' }).press('Enter');
  await rules.getByText('Friday: hours must end after they begin').waitFor();
  await rules.getByText('Choose at least one technician').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/rules-wrong-320-dark');
  await rules.getByLabel('Friday, from').nth(1).fill('13:00');
  await rules.getByLabel('Whoever came last').check();
  await rules.getByRole('button', { name: 'Save rules' }).press('Enter');
  await rules.getByText('The rules hold from the next search on').waitFor();
  const morning = { from: '09:00', to: '12:00' };
  expect(await system.core.planningRules.read(sara(), mario())).toMatchObject({
    openingHours: { 1: [morning], 4: [morning], 5: [morning, { from: '13:00', to: '17:00' }] },
    mode: 'prefer',
    last: true,
  });
  await page.getByRole('button', { name: 'Add an address' }).click();
  await page.getByRole('dialog').locator('[data-map="drawn"]').waitFor();
  expect(await overflow(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/address-dialog-320-dark');
  expect(complaints).toEqual([]);
  await close();
});
