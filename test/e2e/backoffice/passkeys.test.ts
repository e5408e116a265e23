import { contextOf, setUp, type MadeStaffUser } from '@itinera/core/set-up';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, officePage, staffSession } from './steps.ts';

let system: System;
let administrator: MadeStaffUser;
beforeAll(async () => {
  system = await startSystem();
  // Passkeys belong to the address of the back office, which is known here only after it listens.
  contextOf(system.core).config.backofficeUrl = system.backofficeUrl;
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
beforeEach(() => system.clock.advance(60));

/** A phone in the browser that keeps passkeys and asks for a finger; `willing`: whether the finger is the right one. */
async function withPhone(page: Page, willing = true) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: willing,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** How many passkeys the phone holds. */
    async count() {
      return (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
    },
    recognise: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    remove: () => devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
  };
}

async function invitationFor(email: string): Promise<string> {
  const { businessUnitId } = system.company;
  const scope = (await system.core.staff.session(await staffSession(system, administrator)))!.scope(
    businessUnitId,
  );
  const roles = [{ businessUnitId, role: 'supervisor' as const }];
  await system.core.staff.invite(scope, { email, language: 'en', roles, idempotencyKey: `passkey-${email}` });
  await system.work();
  const mail = system.mailer.sent.findLast((one) => one.to === email);
  return /(\/invitation#[\w-]{43})\s/.exec(mail?.text ?? '')?.[1] ?? '';
}

test('CAD-US-03 accept with a passkey, sign in with it, keep a second one, remove the first', async () => {
  const link = await invitationFor('nina@example.com');
  const { page, complaints, close } = await officePage(system, { viewport: { width: 320, height: 720 } });
  const phone = await withPhone(page);
  await page.goto(link);
  await expectHeading(page, 'You are invited');
  await page.getByRole('button', { name: 'Set up a passkey and accept' }).click();
  expect(await page.getByLabel('Your name').evaluate((field) => field.matches(':focus'))).toBe(true);
  await page.getByLabel('Your name').fill('Nina Novak');
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/invitation-passkey-320-light');
  await page.getByRole('button', { name: 'Set up a passkey and accept' }).click();
  await expectHeading(page, 'It is done');
  expect(await page.getByRole('listitem').count()).toBe(10);
  expect(await phone.count()).toBe(1);

  // The phone answers where the e-mail is typed, as if its passkey had been chosen there.
  await page.goto('/account');
  await expectHeading(page, 'My account');
  // And by the button, in a browser that offers no passkeys there.
  await page.context().clearCookies();
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await page.goto('/account');
  await expectHeading(page, 'Sign in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expectHeading(page, 'My account');
  await page.getByText('Passkey without a name').waitFor();
  await page.getByText('You sign in with a passkey.').waitFor();
  await page.getByRole('button', { name: 'Remove Passkey without a name' }).click();
  await page.getByText('This is your last way in.').waitFor();

  await page.getByRole('button', { name: 'Rename Passkey without a name' }).click();
  await page.getByLabel('Name of the passkey').first().fill('Work phone');
  await page.getByRole('button', { name: 'Save the name' }).click();
  await page.getByText('The name is saved.').waitFor();
  await page.getByText('Work phone', { exact: true }).waitFor();
  // The same phone holds one passkey of an account: a second one is made on another.
  await phone.remove();
  const key = await withPhone(page);
  await page.getByLabel('Name of the passkey').fill('Key ring');
  system.clock.advance(11 * 60);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const proof = page.getByRole('dialog', { name: 'Is it you?' });
  await proof.getByRole('button', { name: 'Use a passkey' }).waitFor();
  await proof.getByRole('button', { name: 'Close' }).click();
  expect(await page.getByLabel('Name of the passkey').inputValue()).toBe('Key ring');
  expect(await key.count()).toBe(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page), colorScheme).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await screenshot(page, `backoffice/account-passkeys-320-${colorScheme}`);
  }
  expect(complaints).toEqual([]);
  await close();
});

test('S18 a passkey proves once more who it is; a finger that is not recognised proves nothing', async () => {
  const session = await staffSession(system, administrator);
  const { page, complaints, close } = await officePage(system, { session });
  const phone = await withPhone(page);
  await page.goto('/account');
  await page.getByLabel('Name of the passkey').fill('Work phone');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('The passkey is added.').waitFor();
  await page.getByText('Work phone', { exact: true }).waitFor();
  system.clock.advance(11 * 60);
  await page.getByRole('button', { name: 'Make new codes' }).click();
  const proof = page.getByRole('dialog', { name: 'Is it you?' });
  await phone.recognise(false);
  await proof.getByRole('button', { name: 'Use a passkey' }).click();
  await proof.getByText('No passkey was used.').waitFor();
  await phone.recognise(true);
  await proof.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('New codes are made.').waitFor();

  // A form that is filled in waits for the proof and then goes on by itself.
  system.clock.advance(11 * 60);
  await page.goto('/staff');
  await page.getByRole('button', { name: 'Invite' }).click();
  const form = page.getByRole('dialog', { name: 'Invite' });
  await form.getByLabel('E-mail').fill('sven@example.com');
  await form.getByLabel('Role in Vaduz Heating').selectOption({ label: 'Supervisor' });
  await form.getByRole('button', { name: 'Send invitation' }).click();
  await proof.getByRole('button', { name: 'Close' }).click();
  await form.getByText('Show once more that it is you').waitFor();
  await form.getByRole('button', { name: 'Send invitation' }).click();
  await proof.getByRole('button', { name: 'Use a passkey' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/staff-proof-1280-light');
  await proof.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('A link is on its way to sven@example.com.').waitFor();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Remove Work phone' }).click();
  await page.getByText('The passkey is removed.').waitFor();
  await system.work();
  const told = system.mailer.sent
    .filter(({ to }) => to === administrator.email)
    .map(({ text }) => text.split('\n')[0]);
  expect(told.slice(-3).sort()).toEqual([
    'A passkey was added to your account.',
    'A passkey was removed from your account. All other sessions were ended.',
    'New recovery codes were made. The former ones no longer work.',
  ]);
  expect(complaints).toEqual([]);
  await close();
});
