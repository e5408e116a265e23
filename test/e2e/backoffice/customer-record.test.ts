import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { portalPage } from '../portal/steps.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, officePage, staffSession, stay } from './steps.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

const scope = () => staffScope(system.company, system.company.supervisor.staffUserId, ['administrator']);

/** Somebody who works in two units. Made last: where there are two portals, an address without a name is none of them. */
async function nora(): Promise<string> {
  const { companyId, businessUnitId } = system.company;
  const make = setUp(system.core);
  const { businessUnitId: wangs } = await make.businessUnit({
    companyId,
    slug: 'wangs',
    name: 'Wangs Heating',
    zone: 'Europe/Vaduz',
    languages: ['en'],
    defaultLanguage: 'en',
  });
  const user = await make.staffUser({
    companyId,
    name: 'Nora Sample',
    email: 'nora@vaduz-heating.example',
    language: 'en',
    roles: [businessUnitId, wangs].map((unit) => ({
      businessUnitId: unit,
      role: 'administrator' as const,
    })),
  });
  return staffSession(system, user);
}

test('CLV-17 AZT-20 without JavaScript a customer changes own details; staff see who; two versions are told', async () => {
  const { customerId } = system.company.customers.mario;
  const own = await system.sessionFor('mario@example.com');
  const { page, close } = await portalPage(system, {
    session: own,
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  await page.goto('/account');
  await page.getByRole('link', { name: 'See and change my details' }).click();
  await page.getByRole('heading', { level: 1, name: 'My details' }).waitFor();
  await page.getByText('You sign in with the same').waitFor();
  await page.getByLabel('Phone', { exact: true }).fill('12');
  await page.getByRole('button', { name: 'Save my details' }).click();
  await page.getByText('Enter one whole telephone number').first().waitFor();
  await page.getByLabel('Phone', { exact: true }).fill('234 56 78');

  const { customers } = system.core;
  const { revision } = await customers.record(scope(), customerId);
  await customers.edit(scope(), { customerId, revision, mobile: '+423 660 20 01 11' });
  await page.getByRole('button', { name: 'Save my details' }).click();
  await page.getByText('Stored in the meantime: +423660200111').waitFor();
  await screenshot(page, 'portal/details-stale');
  expect(await overflow(page)).toBe(0);
  expect(await page.getByLabel('Phone', { exact: true }).inputValue()).toBe('234 56 78');
  await page.getByLabel('Mobile').fill('+423 660 20 01 11');
  await page.getByRole('button', { name: 'Save my details' }).click();
  await page.getByText('Your details are saved.').waitFor();
  await close();

  const { fields, history } = await customers.record(scope(), customerId);
  expect(fields).toMatchObject({ phone: '+4232345678', mobile: '+423660200111' });
  expect(history[0]).toMatchObject({
    actorName: 'Mario Sample',
    byCustomer: true,
    changes: [{ field: 'phone', was: null, is: '+4232345678' }],
  });

  // Switched off, the page only shows.
  const { settings, revision: shown } = await system.core.businessUnits.settings(scope());
  await system.core.businessUnits.save(scope(), {
    ...settings,
    customersEditContact: false,
    revision: shown,
  });
  const after = await portalPage(system, { session: own, javaScriptEnabled: false });
  await after.page.goto('/account/details');
  await after.page.getByText('changes these details itself').waitFor();
  expect(await after.page.getByRole('button', { name: 'Save my details' }).count()).toBe(0);
  await after.close();
}, 60_000);

test('AZT-08 AZT-10 AZT-11 AZT-17 AZT-19 AZT-20 AZT-23 IMV-02 a customer is written, changed by two at once, and has contacts', async () => {
  const { page, complaints, close } = await officePage(system, { session: await nora() });
  await page.goto('/customers');
  await page.getByRole('link', { name: 'New customer' }).click();
  await expectHeading(page, 'New customer');
  await page.getByRole('button', { name: 'Save customer' }).click();
  await page.getByText('Enter a name of at most 200 characters.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('name');
  await page.keyboard.type('Hotel Sonne');

  // The help, by keyboard: after the name comes its question mark, before it in the page.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Of a company its name').waitFor();
  expect(await page.locator('#name').getAttribute('aria-describedby')).toContain('name-help');

  // A value of a list, made on the way; what is filled in stays.
  await page.getByRole('button', { name: 'New value for Category' }).click();
  await page.getByLabel('Name of the value').fill('Hotels');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.locator('#categoryId option:checked').textContent()).toBe('Hotels');
  expect(await page.locator('#name').inputValue()).toBe('Hotel Sonne');

  expect(await page.locator('#taxId').isVisible(), 'collapsed').toBe(false);
  await page.getByText('More details').click();
  await page.getByLabel('Kind of tax number').selectOption('CNPJ');
  await page.getByLabel('Tax number', { exact: true }).fill('16727230000198');
  await page.getByText('This is no valid number of this kind').waitFor();
  await page.getByLabel('Tax number', { exact: true }).fill('16727230000197');
  await page.getByText('CNPJ 16.727.230/0001-97').waitFor();
  await page.getByRole('button', { name: 'Add another: Own fields' }).click();
  await page.keyboard.type('floor');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3');
  await page.getByRole('combobox', { name: 'Belongs to' }).fill('Lisa');
  await page.getByRole('option', { name: /Lisa/ }).click();
  await screenshot(page, 'backoffice/customer-new-filled');

  // Leaving asks, also by another unit; whoever stays keeps all.
  for (const leave of [
    () => page.getByRole('link', { name: 'Today' }).click(),
    () => page.getByLabel('Business unit').selectOption({ label: 'Wangs Heating' }),
  ]) {
    await stay(page, leave);
    await expectHeading(page, 'New customer');
    expect(await page.locator('#name').inputValue()).toBe('Hotel Sonne');
  }
  expect(await page.getByLabel('Business unit').locator('option:checked').textContent()).toBe(
    'Vaduz Heating',
  );
  await page.getByRole('button', { name: 'Save customer' }).click();
  await expectHeading(page, 'Hotel Sonne');
  await page.getByText('Hotel Sonne is saved.').waitFor();
  const customerId = page.url().split('/').at(-1)!;

  // Two at once: both versions, and each field is taken or kept.
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await expectHeading(page, 'Edit Hotel Sonne');
  await page.getByLabel('Name or company', { exact: true }).fill('Hotel Sonne Vaduz');
  await page.getByLabel('Phone', { exact: true }).fill('234 56 78');
  const { customers } = system.core;
  const { revision } = await customers.record(scope(), customerId);
  await customers.edit(scope(), { customerId, revision, name: 'Hotel Sun', tags: ['VIP'] });
  await page.getByRole('button', { name: 'Save customer' }).click();
  await page.getByText('Somebody else saved this customer').waitFor();
  const name = page.getByRole('group', { name: 'Name or company' });
  await name.getByText('Hotel Sonne Vaduz').waitFor();
  await name.getByText('Hotel Sun').click();
  expect(await page.getByRole('group', { name: 'Tags' }).getByLabel('VIP').isChecked()).toBe(true);
  await screenshot(page, 'backoffice/customer-conflict');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Go on with these choices' }).click();
  await page.getByRole('button', { name: 'Save customer' }).click();
  await expectHeading(page, 'Hotel Sun');
  const { fields } = await customers.record(scope(), customerId);
  expect(fields).toMatchObject({
    name: 'Hotel Sun',
    phone: '+4232345678',
    tags: ['VIP'],
    customFields: { floor: '3' },
    taxId: '16727230000197',
    parentId: system.company.customers.lisa.customerId,
  });

  await page.getByRole('button', { name: 'Add a contact' }).click();
  await page.getByRole('dialog').getByLabel('Name or company').fill('Ada Muster');
  await page.getByRole('dialog').getByLabel('E-mail').fill('ada@hotel-sonne.example');
  await page.getByRole('button', { name: 'Save contact' }).click();
  await page.getByText('Ada Muster is saved.').waitFor();
  await page.getByRole('button', { name: 'Give Ada Muster access' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Give access' }).click();
  await page.getByText('Ada Muster may sign in now.').waitFor();
  await page.getByText('may sign in', { exact: true }).waitFor();
  const changes = page.getByRole('region', { name: 'Changes' });
  await changes.getByText('Hotel Sonne', { exact: true }).first().waitFor();
  await changes.getByText('Nora Sample').first().waitFor();
  await screenshot(page, 'backoffice/customer-record');
  expect(await axeFindings(page)).toEqual([]);

  // The forms of a technician are guarded by the same.
  const { anna } = system.company.technicians;
  await page.goto(`/team/${anna}`);
  await page.getByLabel('Name', { exact: true }).fill('Anna Renamed');
  await stay(page, () => page.getByLabel('Business unit').selectOption({ label: 'Wangs Heating' }));
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Anna Renamed');
  expect(await page.getByLabel('Business unit').locator('option:checked').textContent()).toBe(
    'Vaduz Heating',
  );
  expect(complaints.filter((one) => !one.includes('409'))).toEqual([]);
  await close();
}, 120_000);

test('AZT-18 an administrator renames and orders the values of a list', async () => {
  const scope = await setUp(system.core).systemScope(system.company.businessUnitId);
  for (const name of ['Now', '30 days'])
    await system.core.customers.createPreset(scope, { list: 'payment-term', name });
  const user = await setUp(system.core).staffUser({
    companyId: system.company.companyId,
    name: 'Ada Sample',
    email: 'ada@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId: system.company.businessUnitId, role: 'administrator' }],
  });
  const session = await staffSession(system, user);
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/customers');
  await page.getByRole('link', { name: 'Lists' }).click();
  await expectHeading(page, 'Values of lists');
  const list = page.getByRole('form', { name: 'Payment term' });
  await list.getByRole('button', { name: 'Move Now down' }).click();
  await list.getByLabel('Name of value 1').fill('now');
  await list.getByRole('button', { name: /^Save/ }).click();
  await list.getByText('The list has this name already.').waitFor();
  await list.getByLabel('Name of value 1').fill('A month');
  await list.getByRole('button', { name: /^Save/ }).click();
  await list.getByText('Saved.').waitFor();
  expect(await list.getByLabel('Name of value 2').inputValue()).toBe('Now');
  expect(complaints).toEqual([]);
  await close();
});
