import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectHeading, newIntervention, officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
beforeAll(async () => {
  system = await startSystem();
  session = await staffSession(system);
});
afterAll(() => system.close());

test('a request that never arrives says so, and trying again does it once', async () => {
  const interventionId = await newIntervention(system);
  const { page, close } = await officePage(system, { session });
  await page.goto(`/interventions/${interventionId}/plan`);
  await page.getByRole('grid').getByRole('button').first().click();
  // The answer is lost, not the request: the server does it, and nobody is told.
  let sent = 0;
  await page.route('**/plan', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    sent += 1;
    if (sent > 1) return route.fallback();
    await route.fetch();
    return route.abort();
  });
  await page.getByRole('button', { name: 'Plan at this time' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'No connection to the server' });
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('status').filter({ hasText: 'Planned: ' }).waitFor();
  expect(sent).toBe(2);
  const history = page.getByRole('region', { name: 'History' });
  expect(await history.getByRole('listitem').filter({ hasText: 'Planned' }).count()).toBe(1);
  await close();
});

test('a page that cannot be loaded says what to do, and loads when tried again', async () => {
  const { page, close } = await officePage(system, { session });
  await page.route('**/customers?*', (route) => route.abort(), { times: 1 });
  await page.route('**/customers', (route) =>
    route.request().resourceType() === 'fetch' ? route.abort() : route.fallback(),
  );
  await page.goto('/customers');
  await expectHeading(page, 'No connection to the server');
  await page.unroute('**/customers');
  await page.unroute('**/customers?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectHeading(page, 'Customers');
  await close();
});

test('what is not there, and what went wrong, carry a number for support', async () => {
  const { page, close } = await officePage(system, { session });
  await page.goto('/interventions/01890000-0000-7000-8000-000000000000');
  await expectHeading(page, 'There is nothing here');
  await page.getByText(/Error number for support: [0-9a-f-]{36}/).waitFor();
  await page.goto('/no/such/page');
  await expectHeading(page, 'There is nothing here');
  await close();
});
