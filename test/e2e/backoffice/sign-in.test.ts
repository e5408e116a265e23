import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectHeading, officePage, signedInTechnician, staffSession, totpOf } from './steps.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());
// A code is good for one use: each test has its own half minute.
beforeEach(() => system.clock.advance(60));

test('password, then code, lead to the page that was asked for', async () => {
  const { page, complaints, close } = await officePage(system);
  const { supervisor } = system.company;
  await page.goto('/interventions?status=pending');
  await expectHeading(page, 'Sign in');
  await page.getByLabel('E-mail').fill(supervisor.email);
  await page.getByLabel('Password').fill(supervisor.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectHeading(page, 'Enter your code');
  await page.getByLabel('Six-digit code').fill(await totpOf(system, supervisor));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expectHeading(page, 'Interventions');
  expect(new URL(page.url()).search).toBe('?status=pending');
  await page.getByText('Sara Sample').waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expectHeading(page, 'Sign in');
  await page.goto('/');
  await expectHeading(page, 'Sign in');
  expect(complaints).toEqual([]);
  await close();
});

test('wrong passwords and codes say what to do, in words', async () => {
  const { page, close } = await officePage(system);
  const { supervisor } = system.company;
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(supervisor.email);
  await page.getByLabel('Password').fill('not this one');
  await page.keyboard.press('Enter');
  await page.getByText('The e-mail or the password is wrong.').waitFor();
  expect(await page.getByLabel('Password').evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByLabel('Password').fill(supervisor.password);
  await page.keyboard.press('Enter');
  await expectHeading(page, 'Enter your code');
  await page.getByLabel('Six-digit code').fill('12');
  await page.keyboard.press('Enter');
  await page.getByText('A code has six digits, such as 123456.').waitFor();
  await page.getByLabel('Six-digit code').fill('000 000');
  await page.keyboard.press('Enter');
  await page.getByText(/That code is wrong\. .* \d+ attempts? (is|are) left\./).waitFor();
  await close();
});

test('a session that ends while somebody works leads to the sign-in and back', async () => {
  const session = await staffSession(system);
  const { page, close } = await officePage(system, { session });
  await page.goto('/customers');
  await expectHeading(page, 'Customers');
  await system.core.staff.signOut(session);
  await page.getByRole('link', { name: 'Interventions' }).click();
  await expectHeading(page, 'Sign in');
  expect(page.url()).toContain('next=%2Finterventions');
  await close();
});

test('a technician has the planning of their own day, in their own language, and nothing else', async () => {
  const { user } = await signedInTechnician(system);
  const session = await staffSession(system, user);
  const { page, complaints, close } = await officePage(system, { session, language: '' });
  await page.goto('/');
  await expectHeading(page, 'La mia giornata');
  const menu = page.getByRole('navigation', { name: 'Menu principale' });
  expect(await menu.getByRole('link').allInnerTexts()).toEqual([
    'La mia giornata',
    'Le mie ore',
    'Pianificazione',
    'Interventi',
  ]);
  await page.goto(`/planning/${system.company.technicians.ben}/2027-01-12`);
  await expectHeading(page, 'Qui non c’è nulla');
  await page.goto('/customers');
  await expectHeading(page, 'Questo non è possibile');
  expect(complaints).toEqual([]);
  await close();
});
