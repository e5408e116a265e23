import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectHeading as expectPortalHeading, press } from '../portal/steps.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
beforeAll(async () => {
  system = await startSystem();
  session = await staffSession(system);
});
afterAll(() => system.close());

/** The portal goes by another name in the settings than the one it has here. */
async function portalTab(page: Page): Promise<Page> {
  await page.context().route('http://portal.example.test/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ status: 303, headers: { location: system.portalUrl + pathname } });
  });
  const tab = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Open preview' }).click();
  return tab;
}

/** As it looks wide and light, narrow and dark. */
async function look(page: Page, name: string): Promise<void> {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [320, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await axeFindings(page), name).toEqual([]);
    expect(await overflow(page), name).toBeLessThanOrEqual(0);
    await screenshot(page, `portal/${name}-${width}-${colorScheme}`);
  }
}

test('staff see the portal as a customer: every button inert, links lead on, and leaving ends it', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/customers/${system.company.customers.mario.customerId}`);
  await page.getByRole('button', { name: 'See the portal as Mario Sample' }).click();
  const dialog = page.getByRole('dialog', { name: 'See the portal as Mario Sample' });
  await dialog.getByText('That you look is recorded.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/preview-ask-1280');
  const tab = await portalTab(page);
  await dialog.waitFor({ state: 'detached' });

  await expectPortalHeading(tab, 'See the portal as a customer');
  expect(new URL(tab.url()).pathname).toBe('/preview');
  expect(await tab.evaluate(() => window.opener === null)).toBe(true);
  await look(tab, 'preview-ask');
  await press(tab, 'Show the portal');
  // Mario speaks Italian, and so does his portal; what is for staff speaks as they do.
  await tab.getByRole('heading', { level: 1, name: 'Buongiorno, Mario' }).waitFor();
  const banner = tab.getByRole('complementary', { name: 'See the portal as a customer' });
  await banner.getByText('You see the portal as Mario Sample. Nothing can be changed here.').waitFor();
  await look(tab, 'preview-home');
  const inert = await tab
    .locator('fieldset[disabled]')
    .locator('button, input, select, textarea')
    .evaluateAll((all) => all.map((one) => one.matches(':disabled')));
  expect(inert.length).toBeGreaterThan(2);
  expect(inert).not.toContain(false);
  await tab.getByRole('link', { name: 'Prenota una visita' }).first().click();
  await tab.getByRole('radio').first().waitFor();
  expect(new URL(tab.url()).pathname).toBe('/book');
  expect(await tab.getByRole('radio').first().isDisabled()).toBe(true);
  await tab.goto(`${system.portalUrl}/account`);
  await look(tab, 'preview-account');
  await tab.goto(`${system.portalUrl}/preview`);
  await look(tab, 'preview-own');

  await tab.goto(`${system.portalUrl}/`);
  await banner.getByRole('button', { name: 'Leave the preview' }).click();
  await tab.waitForURL(/\/preview\?left$/);
  await tab.goto(`${system.portalUrl}/`);
  await tab.waitForURL(/\/sign-in/);
  expect(complaints.filter((one) => !one.includes('portal.example.test'))).toEqual([]);
  await close();
});

test('where the customer finds the portal closed, staff are told why', async () => {
  const { page, close } = await officePage(system, { session });
  await page.goto(`/customers/${system.company.customers.dora.customerId}`);
  await page.getByRole('button', { name: 'See the portal as Dora Sample' }).click();
  await page.getByRole('button', { name: 'Open preview' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('no customer of this access is active.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/preview-closed-1280');
  await close();
});
