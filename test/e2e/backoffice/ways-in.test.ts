import { contextOf } from '@itinera/core/set-up';
import { findBusinessUnit, updateBusinessUnit } from '@itinera/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectHeading as expectPortalHeading, portalPage, press } from '../portal/steps.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
beforeAll(async () => {
  system = await startSystem();
  session = await staffSession(system);
});
afterAll(() => system.close());

async function switchLinks(permanentLinks: boolean): Promise<void> {
  const { companyId, businessUnitId } = system.company;
  await contextOf(system.core).db.write(async (tx) => {
    const unit = await findBusinessUnit(tx, companyId, businessUnitId);
    await updateBusinessUnit(tx, companyId, businessUnitId, unit?.revision ?? 0, { permanentLinks });
  });
}

test('CAD-BU-07 staff make a permanent link; it opens that customer’s portal in a clean browser until it is revoked', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  const link = page.getByRole('region', { name: 'Permanent link' });
  await page.goto(`/accesses/${system.company.customers.mario.accessIds[0]}`);
  await link.getByText('Permanent links are switched off in this business unit.').waitFor();
  expect(await link.getByRole('button').count()).toBe(0);

  await switchLinks(true);
  await page.reload();
  await link.getByText('Whoever has the link is this person for the portal').waitFor();
  await link.getByRole('button', { name: 'Make a link' }).click();
  await link.getByText('It is shown only now').waitFor();
  const url = new URL(await link.locator('code').innerText());
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await link.getByRole('button', { name: 'Copy link' }).click();
  await link.getByText('Copied.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url.href);
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/access-link-made-320');
  await page.setViewportSize({ width: 1280, height: 900 });
  await screenshot(page, 'backoffice/access-link-made-1280');
  await page.reload();
  await link.getByText('not used yet').waitFor();
  expect(await link.locator('code').count()).toBe(0);

  const entered = await portalPage(system);
  await entered.page.goto(url.pathname);
  await press(entered.page, 'Sign in');
  await expectPortalHeading(entered.page, 'Hello, Mario');
  await page.reload();
  await link.getByText('last used').waitFor();

  await link.getByRole('button', { name: 'Revoke link' }).click();
  await link.getByText('The link is revoked').waitFor();
  await link.getByText('There is no link.').waitFor();
  await entered.page.goto('/');
  await expectPortalHeading(entered.page, 'Sign in');
  await entered.page.goto(url.pathname);
  await entered.page.getByText('This link does not work any more.').waitFor();
  expect([complaints, entered.complaints]).toEqual([[], []]);
  await entered.close();
  await close();
});

test('IMV-05 S17 staff sign a person out everywhere; others stay', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  const marios = await system.sessionFor('mario@example.com');
  const lisas = await system.sessionFor('lisa@example.com');
  await page.goto(`/accesses/${system.company.customers.mario.accessIds[0]}`);
  await expectHeading(page, 'Mario Sample');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByText('Mario Sample is signed out everywhere.').waitFor();
  expect(await system.core.signIn.session(marios)).toBeNull();
  expect(await system.core.signIn.session(lisas)).not.toBeNull();
  expect(complaints).toEqual([]);
  await close();
});

test('AZT-12 a customer is made not active: the page says what that does, and the portal closes at once', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  system.clock.advance(3600);
  const entered = await portalPage(system, { session: await system.sessionFor('lisa@example.com') });
  await entered.page.goto('/');
  await expectPortalHeading(entered.page, 'Hello, Lisa');
  await page.goto(`/customers/${system.company.customers.lisa.customerId}`);
  const status = page.getByRole('region', { name: 'Status' });
  const choice = status.getByRole('combobox');
  await choice.selectOption({ label: 'prospect' });
  const { promise: chosen, resolve: isChosen } = Promise.withResolvers<void>();
  const record = `**/customers/${system.company.customers.lisa.customerId}`;
  const readAnew = page.waitForResponse(record);
  await page.route(record, async (route) => {
    await chosen;
    await route.continue();
  });
  await status.getByRole('button', { name: 'Save status' }).click();
  await status.getByText('Lisa Sample Ltd is now: prospect.').waitFor();
  // Chosen before the page has read what was saved: that leaves the choice alone.
  await choice.selectOption({ label: 'not active' });
  isChosen();
  await (await readAnew).finished();
  await entered.page.reload();
  await expectPortalHeading(entered.page, 'Hello, Lisa');

  await status.getByText('Saving closes the portal to this customer at once').waitFor();
  await status.getByText('This concerns Lisa Sample.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/customer-closing-1280');
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page)).toBe(0);
  await entered.page.reload();
  await expectPortalHeading(entered.page, 'Hello, Lisa');
  await status.getByRole('button', { name: 'Save status' }).click();
  await status.getByText('The portal is closed to this customer').waitFor();
  await entered.page.reload();
  await expectPortalHeading(entered.page, 'Sign in');
  system.clock.advance(3600);
  const earlier = system.mailer.sent.length;
  await expect(system.sessionFor('lisa@example.com')).rejects.toThrow('was not signed in');
  expect(system.mailer.sent.slice(earlier)).toEqual([]);
  expect([complaints, entered.complaints]).toEqual([[], []]);
  await entered.close();
  await close();
});
