import { setUp, type MadeStaffUser } from '@itinera/core/set-up';
import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectHeading, officePage, staffSession } from './steps.ts';

const email = 'nina@example.com';
const password = 'quartz lantern over the bridge';

let system: System;
let administrator: MadeStaffUser;
/** What nina set up: the secret of her app, and her recovery codes. */
let secret = '';
let recoveryCodes: string[] = [];

beforeAll(async () => {
  system = await startSystem();
  const { companyId, businessUnitId } = system.company;
  administrator = await setUp(system.core).staffUser({
    companyId,
    name: 'Ada Sample',
    email: 'ada@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId, role: 'administrator' }],
  });
});
afterAll(() => system.close());
// A code is good for one use: each test has its own half minute.
beforeEach(() => system.clock.advance(60));

const codeNow = (): Promise<string> => generate({ secret, epoch: system.clock.now() });

async function linkTo(address: string): Promise<string> {
  await system.work();
  const mail = system.mailer.sent.findLast((one) => one.to === address && one.text.includes('/invitation#'));
  const [, link] = /http:\/\/office\.example\.test(\/invitation#[\w-]{43})\s/.exec(mail?.text ?? '') ?? [];
  if (!link) throw new Error(`No link was sent to ${address}`);
  return link;
}

async function givePassword(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectHeading(page, 'Enter your code');
}

test('CAD-US-03 S14 invite, mail, accept, sign in with the app, and have the role that was given', async () => {
  const session = await staffSession(system, administrator);
  const office = await officePage(system, { session });
  await office.page.goto('/');
  await office.page.getByRole('link', { name: 'Staff' }).click();
  await expectHeading(office.page, 'Staff');
  await office.page.getByRole('button', { name: 'Invite' }).click();
  const dialog = office.page.getByRole('dialog', { name: 'Invite' });
  await dialog.getByLabel('E-mail').fill('sara@vaduz-heating.example');
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await dialog.getByText('Choose a role in at least one business unit.').waitFor();
  await dialog.getByLabel('Role in Vaduz Heating').selectOption({ label: 'Call-centre agent' });
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await dialog.getByText('Somebody with this address works there already.').waitFor();
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await office.page.getByText(`A link is on its way to ${email}.`).waitFor();
  await office.page.getByText('Call-centre agent in Vaduz Heating').waitFor();

  const link = await linkTo(email);
  const { page, complaints, close } = await officePage(system);
  await page.goto(link);
  await expectHeading(page, 'You are invited');
  await page.getByRole('img', { name: /^QR code/ }).waitFor();
  secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await page.getByLabel('Your name').fill('Nina Novak');
  await page.getByLabel('New password').fill('vaduz-heating-1');
  await page.getByLabel('Six-digit code').fill('000000');
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByText('This is made of words that others would try first.').waitFor();
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByText('That code does not fit.').waitFor();
  await page.getByLabel('Six-digit code').fill(await codeNow());
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await expectHeading(page, 'It is done');
  recoveryCodes = await page
    .getByRole('list', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allInnerTexts();
  expect(recoveryCodes).toHaveLength(10);

  system.clock.advance(30);
  await givePassword(page);
  await page.getByLabel('Six-digit code').fill(await codeNow());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expectHeading(page, 'Today');
  await page.getByText('Nina Novak').waitFor();
  const menu = page.getByRole('navigation', { name: 'Main menu' });
  expect(await menu.getByRole('link').allInnerTexts()).toEqual([
    'Today',
    'Planning',
    'Interventions',
    'Requests',
    'Customers',
    'Catalogue',
  ]);
  await page.goto('/staff');
  await expectHeading(page, 'This is not possible');

  await office.page.reload();
  await office.page.getByRole('button', { name: 'Change Nina Novak' }).click();
  await office.page.getByLabel('Role in Vaduz Heating').selectOption({ label: 'Technical administrator' });
  await office.page.getByRole('button', { name: 'Save role' }).click();
  await office.page.getByText('The role of Nina Novak is saved.').waitFor();
  await page.goto('/customers');
  await expectHeading(page, 'This is not possible');
  await page.goto('/interventions');
  await expectHeading(page, 'Interventions');
  await office.page.getByRole('button', { name: 'Change Nina Novak' }).click();
  await office.page.getByRole('button', { name: 'Disable' }).click();
  await office.page.getByText('Nina Novak is disabled and signed out.').waitFor();
  await page.getByRole('link', { name: 'Planning' }).click();
  await expectHeading(page, 'Sign in');
  await office.page.getByRole('button', { name: 'Change Nina Novak' }).click();
  await office.page.getByRole('button', { name: 'Let in again' }).click();
  await office.page.getByText('Nina Novak may sign in again.').waitFor();
  await page.goto(link);
  await page.reload();
  await expectHeading(page, 'This link no longer works');
  expect(office.complaints).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
  await office.close();
});

test('a recovery code opens the account once, warns, and a fresh proof opens what protects it (S18)', async () => {
  const { page, complaints, close } = await officePage(system);
  await givePassword(page);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expectHeading(page, 'My account');
  await page.getByText('9 recovery codes are left. Make new ones').waitFor();
  system.clock.advance(11 * 60);
  await page.getByRole('button', { name: 'Make new codes' }).click();
  const proof = page.getByRole('dialog', { name: 'Is it you?' });
  await proof.getByLabel('Password').fill(password);
  await proof.getByLabel('Code of the app, or a recovery code').fill(recoveryCodes[0] ?? '');
  await proof.getByRole('button', { name: 'Continue' }).click();
  await proof.getByText(/^Password or code is wrong\. \d attempts are left\./).waitFor();
  await proof.getByLabel('Code of the app, or a recovery code').fill(await codeNow());
  await proof.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('New codes are made.').waitFor();
  const codes = await page
    .getByRole('list', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allInnerTexts();
  expect(codes).toHaveLength(10);
  expect(codes).not.toContain(recoveryCodes[1]);
  await page.getByLabel('Current password').fill('not this one');
  await page.getByLabel('New password').fill('nine violet tractors at dusk');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText(/^That password is wrong\./).waitFor();
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('The password is changed.').waitFor();
  await page.getByText('this one', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Set up another app' }).click();
  secret = (await page.locator('.enrol code').innerText()).replaceAll(' ', '');
  await page.getByLabel('Six-digit code').fill(await codeNow());
  await page.getByRole('button', { name: 'Use this app from now on' }).click();
  await page.getByText('The new app is in use.').waitFor();
  await system.work();
  const told = system.mailer.sent.filter(({ to }) => to === email).map(({ text }) => text.split('\n')[0]);
  expect(told.slice(-4).sort()).toEqual([
    'A recovery code was used instead of your authenticator app.',
    'New recovery codes were made. The former ones no longer work.',
    'Your authenticator app was replaced. All other sessions were ended.',
    'Your password was changed. All other sessions were ended.',
  ]);
  expect(complaints).toEqual([]);
  await close();
});
