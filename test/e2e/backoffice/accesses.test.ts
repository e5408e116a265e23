import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { portalPage, expectHeading as expectPortalHeading, press } from '../portal/steps.ts';
import { startSystem, type System } from '../harness.ts';
import { closeSignIn, expectHeading, officePage, staffSession, type } from './steps.ts';

let system: System;
let session: string;
beforeAll(async () => {
  system = await startSystem();
  session = await staffSession(system);
});
afterAll(() => system.close());

test('LBX-03 LBX-08 IMV-01 a person is added on the customer’s page, invited, comes in, is changed, forbidden and deleted', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
  await page.goto(`/customers/${system.company.customers.lisa.customerId}`);
  await page.getByRole('link', { name: 'Add an access' }).click();
  await expectHeading(page, 'New access');
  await page.getByRole('button', { name: 'Add access' }).click();
  await page.getByText('Enter a name.').waitFor();
  await page.getByLabel('First and last name').fill('Ana Sample');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ana@');
  await page.getByRole('button', { name: 'Add access' }).click();
  await page.getByText('Enter an e-mail address').waitFor();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('Ana@Example.com');
  await page.getByRole('combobox', { name: 'Customer' }).fill('mario');
  await page.getByRole('option', { name: /Mario Sample/ }).click();
  await page.getByRole('checkbox', { name: /Send an invitation/ }).check();
  await page.getByRole('button', { name: 'Add access' }).click();
  await expectHeading(page, 'Ana Sample');
  await said('Ana Sample is added. The invitation is on its way.');
  expect(await page.getByRole('textbox', { name: 'E-mail' }).inputValue()).toBe('ana@example.com');

  await system.work();
  const invited = system.mailer.sent.filter((mail) => mail.to === 'ana@example.com');
  expect(invited).toHaveLength(1);
  const link = new URL(/http:\S+/.exec(invited[0]?.text ?? '')?.[0] ?? '');
  const portal = await portalPage(system);
  await portal.page.goto(link.pathname + link.search);
  await expectPortalHeading(portal.page, 'Sign in');
  expect(await portal.page.getByLabel('E-mail address').inputValue()).toBe('ana@example.com');
  await press(portal.page, 'Continue');
  await portal.page.getByLabel('Code from the message').fill(await system.codeFor('ana@example.com'));
  await press(portal.page, 'Sign in');
  await expectPortalHeading(portal.page, 'Hello, Ana');

  await page.getByRole('button', { name: 'Detach Mario Sample' }).click();
  await page.getByLabel('Notes (optional)').fill('Has the key');
  await page.getByRole('button', { name: 'Save' }).click();
  await said('Saved.');
  expect(await page.getByRole('button', { name: /^Detach/ }).count()).toBe(1);

  await page.getByRole('link', { name: 'Accesses' }).click();
  await expectHeading(page, 'Accesses to the portal');
  await page.getByRole('searchbox', { name: 'Search', exact: true }).fill('ana@');
  const row = page.getByRole('row').filter({ hasText: 'Ana Sample' });
  await page.waitForFunction(
    () => document.querySelectorAll('tbody tr td a[href*="/accesses/"]').length === 1,
  );
  await row.getByRole('button', { name: 'Forbid Ana Sample' }).click();
  await said('Ana Sample is signed out and may no longer sign in.');
  await row.getByText('Not allowed').waitFor();
  await portal.page.goto('/');
  await expectPortalHeading(portal.page, 'Sign in');
  expect([portal.complaints, complaints]).toEqual([[], []]);
  await portal.close();

  await row.getByRole('button', { name: 'Delete Ana Sample' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete access' }).click();
  await said('The access of Ana Sample is deleted.');
  expect(await page.getByRole('link', { name: 'Ana Sample' }).count()).toBe(0);
  await close();
});

test('CAD-BU-05 CAD-BU-06 all are forbidden and allowed after asking, and what new ones are like is kept when saved', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
  await page.goto('/accesses');
  await page.getByText('3 allowed, 0 not allowed').waitFor();
  await page.getByRole('button', { name: 'Forbid all' }).focus();
  await type(page, 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Forbid 3 people to sign in?' });
  await dialog.getByRole('button', { name: 'Change nothing' }).click();
  await page.getByText('3 allowed, 0 not allowed').waitFor();
  await page.getByRole('button', { name: 'Forbid all' }).click();
  await dialog.getByRole('button', { name: 'Forbid all' }).click();
  await said('3 accesses changed.');
  await page.getByText('0 allowed, 3 not allowed').waitFor();
  await page.getByRole('button', { name: 'Allow all' }).click();
  await page
    .getByRole('dialog', { name: 'Allow 3 people to sign in?' })
    .getByRole('button', { name: 'Allow all' })
    .click();
  await page.getByText('3 allowed, 0 not allowed').waitFor();

  const fresh = page.getByRole('checkbox', { name: 'Allow access when a customer is created' });
  await fresh.uncheck();
  await page.reload();
  expect(await fresh.isChecked()).toBe(true);
  await fresh.uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await said('Saved.');
  await page.reload();
  expect(await fresh.isChecked()).toBe(false);

  const months = page.getByRole('region', { name: 'Active accesses by month' });
  expect(await months.getByRole('row').count()).toBe(13);
  expect(await months.getByRole('row').nth(1).innerText()).toMatch(/^January 2027\s+[34]$/);
  expect(complaints).toEqual([]);
  await close();
});

test('an access that somebody else changed meanwhile is not overwritten; their version is taken first', async () => {
  const { page, close } = await officePage(system, { session });
  const { company, core } = system;
  const [accessId = ''] = company.customers.lisa.accessIds;
  await page.goto(`/accesses/${accessId}`);
  await page.getByLabel('Notes (optional)').fill('Mine');
  const other = staffScope(company, company.supervisor.staffUserId);
  const { name, email, phone, language, revision } = await core.accesses.page(other, accessId);
  const customerIds = [company.customers.lisa.customerId];
  const fields = { name, email, phone, language, customerIds };
  await core.accesses.edit(other, { ...fields, accessId, notes: 'Theirs', revision });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').filter({ hasText: 'Somebody changed this in the meantime' }).waitFor();
  await page.getByRole('button', { name: 'Continue with the current version' }).click();
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#notes')?.value === 'Theirs');
  await page.getByLabel('Notes (optional)').fill('Both');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
  expect((await core.accesses.page(other, accessId)).notes).toBe('Both');
  await close();
});

test('S5 a sign-in that was closed after too many wrong codes is opened again by staff', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await closeSignIn(system, 'lisa@example.com');
  await expect(system.sessionFor('lisa@example.com')).rejects.toMatchObject({ reason: 'closed' });
  await page.goto(`/accesses/${system.company.customers.lisa.accessIds[0]}`);
  await page.getByRole('heading', { name: 'Sign-in is closed' }).waitFor();
  await page.getByRole('button', { name: 'Open sign-in again' }).click();
  await page.getByRole('status').filter({ hasText: 'Sign-in is open again.' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Sign-in is closed' }).count()).toBe(0);
  expect(await system.sessionFor('lisa@example.com')).not.toBe('');
  expect(complaints).toEqual([]);
  await close();
});
