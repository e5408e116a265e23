import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type System } from './harness.ts';
import { bookService, chooseLateWindow, expectHeading, follow, press } from './portal/steps.ts';
import { axeFindings, openPage, overflow, screenshot, type WatchedPage } from './watched-page.ts';

/* The journey of the whole system: a customer books, staff see it on the route, the customer moves and cancels it. */

let system: System;
let office: WatchedPage;

beforeAll(async () => {
  system = await startSystem();
  office = await openPage(system.browser, {
    url: system.backofficeUrl,
    viewport: { width: 1280, height: 900 },
  });
  const { supervisor } = system.company;
  const { page } = office;
  await page.goto('/');
  await page.getByLabel('E-mail').fill(supervisor.email);
  await page.getByLabel('Password').fill(supervisor.password);
  await press(page, 'Continue');
  const code = await generate({ secret: supervisor.totpSecret, epoch: system.clock.now() });
  await page.getByLabel('Six-digit code').fill(code);
  await press(page, 'Sign in');
  await expectHeading(page, 'Today');
});
afterAll(async () => {
  await office.close();
  await system.close();
});

/** The customer's way in, typed by hand. */
async function signIn(customer: WatchedPage, email: string): Promise<void> {
  const { page } = customer;
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(email);
  await press(page, 'Continue');
  await expectHeading(page, 'Enter your code');
  await page.getByLabel('Code from the message').fill(await system.codeFor(email));
  await press(page, 'Sign in');
  await page.getByRole('link', { name: 'Book a visit', exact: true }).waitFor();
}

/** What staff see of a visit: its reference and state, and the stops of the technician's day that it stands in. */
async function seenByStaff(id: string): Promise<{ heading: string; promise: string; onRoute: boolean }> {
  const { page } = office;
  await page.goto(`/interventions/${id}`);
  const heading = (await page.getByRole('heading', { level: 1 }).textContent())?.trim() ?? '';
  const reference = heading.split(' ').at(-1) ?? '';
  const promise = (await page.locator('main').textContent()) ?? '';
  const day = page.locator('main a[href*="/planning/"]').first();
  if ((await day.count()) === 0) return { heading, promise, onRoute: false };
  await day.click();
  await page.getByRole('heading', { name: 'Route' }).waitFor();
  const route = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Route' }) });
  return { heading, promise, onRoute: (await route.textContent())?.includes(reference) ?? false };
}

const ways = [
  { javaScriptEnabled: true, width: 1280, email: 'mario@example.com' },
  { javaScriptEnabled: true, width: 360, email: 'lisa@example.com' },
  { javaScriptEnabled: false, width: 1280, email: 'lisa@example.com' },
  { javaScriptEnabled: false, width: 360, email: 'mario@example.com' },
];

describe.each(ways)('JavaScript $javaScriptEnabled at $width px', ({ javaScriptEnabled, width, email }) => {
  test('CAD-AC-03, -05, -11: sign in, book, seen in the back office, reschedule, cancel', async () => {
    system.clock.advance(61);
    const customer = await openPage(system.browser, {
      url: system.portalUrl,
      javaScriptEnabled,
      viewport: { width, height: 800 },
      cookies: { itinera_portal_language: 'en' },
    });
    const { page } = customer;
    const name = `journey/${javaScriptEnabled ? 'js' : 'no-js'}-${width}`;
    const look = async (step: string): Promise<void> => {
      await screenshot(page, `${name}-${step}`);
      expect(await overflow(page), step).toBe(0);
      if (javaScriptEnabled) expect(await axeFindings(page), step).toEqual([]);
    };
    await signIn(customer, email);
    await look('1-home');
    const id = await bookService(page, 1);
    await look('2-booked');
    const booked = await seenByStaff(id);
    expect(booked.onRoute).toBe(true);
    await screenshot(office.page, `${name}-3-route`);

    await page.goto(`/visits/${id}`);
    await follow(page, 'Move the visit');
    await chooseLateWindow(page, 5);
    await look('4-move');
    await press(page, 'Continue');
    await press(page, 'Move to this time');
    await expectHeading(page, 'Your visit has been moved');
    const moved = await seenByStaff(id);
    expect(moved).toMatchObject({ heading: booked.heading, onRoute: true });
    expect(moved.promise).not.toBe(booked.promise);

    await page.goto(`/visits/${id}/cancel`);
    await page.getByRole('radio', { name: 'It is no longer needed' }).check();
    await press(page, 'Cancel the visit');
    await expectHeading(page, 'Your visit is canceled');
    await look('5-canceled');
    expect((await seenByStaff(id)).onRoute).toBe(false);

    expect(customer.complaints).toEqual([]);
    await customer.close();
  });
});

test('the back office was quiet all the way', () => {
  expect(office.complaints).toEqual([]);
});
