import { readFileSync } from 'node:fs';
import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { expectHeading as expectPortalHeading, modes, portalPage, press } from '../portal/steps.ts';
import { expectHeading, newIntervention, officePage, staffSession } from './steps.ts';

let system: System;
let administrator: string;
let adaId: string;
beforeAll(async () => {
  system = await startSystem();
  const { companyId, businessUnitId } = system.company;
  const ada = await setUp(system.core).staffUser({
    companyId,
    name: 'Ada Sample',
    email: 'ada@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId, role: 'administrator' }],
  });
  adaId = ada.staffUserId;
  administrator = await staffSession(system, ada);
});
afterAll(() => system.close());

test('an administrator hands out what is known of a customer, says how long it is kept, and erases it', async () => {
  const { lisa } = system.company.customers;
  const open = await newIntervention(system, 'lisa');
  const { page, complaints, close } = await officePage(system, { session: administrator });
  await page.goto(`/customers/${lisa.customerId}`);
  await page.getByRole('link', { name: 'Hand out or erase personal data' }).click();
  await expectHeading(page, 'Personal data of Lisa Sample Ltd');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the data' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`personal-data-${lisa.reference}.json`);
  const file = readFileSync(await download.path(), 'utf8');
  for (const word of ['itinera-personal-data', 'Lisa Sample Ltd', 'Gagoz 3', 'lisa@example.com'])
    expect(file).toContain(word);
  expect(file).not.toContain('Mario');

  await page.getByText('First do or cancel what is still open: V-').waitFor();
  expect(await page.getByRole('button', { name: 'Erase for good' }).count()).toBe(0);
  await system.core.bookings.cancel(staffScope(system.company, adaId, ['administrator']), {
    interventionId: open,
    reason: 'other',
    idempotencyKey: 'cancel-what-is-open',
  });

  await page.goto(`/personal-data/customers/${lisa.customerId}`);
  await page.getByText('Erased as well: Lisa Sample').waitFor();
  const confirm = page.getByLabel(`Type ${lisa.reference} to confirm`);
  await confirm.fill('lisa');
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText('This is not what has to be typed.').waitFor();
  await confirm.fill(lisa.reference);
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText('Nothing of anybody is left here.').waitFor();
  await expectHeading(page, 'Personal data of —');
  await page.goto(`/customers/${lisa.customerId}`);
  await expectHeading(page, '—');
  expect(await page.content()).not.toContain('lisa@example.com');

  await page.getByRole('link', { name: 'Personal data', exact: true }).click();
  await expectHeading(page, 'Personal data');
  const rows = page.getByRole('row');
  await rows
    .filter({ hasText: `Customer ${lisa.reference} erased` })
    .filter({ hasText: 'Ada Sample' })
    .waitFor();
  await rows.filter({ hasText: `Data of customer ${lisa.reference} handed out` }).waitFor();
  const months = page.getByLabel('What people wrote about visits, after they were closed');
  await months.fill('1.5');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Enter whole months from 1 to 600, or nothing.').waitFor();
  await months.fill('36');
  await page.getByRole('button', { name: 'Save' }).click();
  await rows.filter({ hasText: 'How long it is kept was changed' }).waitFor();
  expect(await months.inputValue()).toBe('36');
  expect(complaints).toEqual([]);
  await close();

  // Nobody else may, and is not led there.
  const supervisor = await staffSession(system);
  const other = await officePage(system, { session: supervisor });
  await other.page.goto(`/customers/${system.company.customers.mario.customerId}`);
  await expectHeading(other.page, 'Mario Sample');
  expect(await other.page.getByRole('link', { name: /personal data/i }).count()).toBe(0);
  await other.page.goto('/personal-data');
  await other.page.locator('h1').waitFor();
  expect(await other.page.getByLabel('Messages, after they were written').count()).toBe(0);
  await other.close();
});

test.each(modes)(
  'S18 the portal says what is kept, and hands out one’s own after a proof, $mode',
  async (mode) => {
    system.clock.advance(24 * 3600);
    const visitor = await portalPage(system, { mode });
    await visitor.page.goto('/sign-in');
    await visitor.page.getByRole('link', { name: 'Privacy' }).click();
    await expectPortalHeading(visitor.page, 'Privacy');
    await visitor.page.getByRole('link', { name: 'office@vaduz-heating.example' }).first().waitFor();
    await visitor.page.getByText('36 months after it was closed').waitFor();
    expect(await visitor.page.getByText('Messages to you:').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();

    const session = await system.sessionFor('mario@example.com');
    system.clock.advance(1200);
    const { page, complaints, close } = await portalPage(system, { mode, session });
    await page.goto('/account/data');
    await expectPortalHeading(page, 'First confirm that it is you');
    await page.goto('/account');
    await page.getByRole('link', { name: 'First confirm that it is you' }).click();
    await press(page, 'Send a code');
    await page.getByLabel('Code from the message').fill(await system.codeFor('mario@example.com'));
    await press(page, 'Continue');
    await expectPortalHeading(page, 'Your account');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download your data' }).click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8');
    expect(JSON.parse(file)).toMatchObject({ about: 'person', person: { email: 'mario@example.com' } });
    expect(complaints).toEqual([]);
    await close();
  },
);
