import { contextOf, setUp } from '@itinera/core/set-up';
import { updateBusinessUnit } from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectHeading, expectProblem, follow, modes, portalPage, press } from './steps.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem(['email', 'sms']);
});
afterAll(() => system.close());

describe.each(modes)('$mode', (mode) => {
  test('S17 people see where they are signed in and end it there', async () => {
    system.clock.advance(24 * 3600);
    const old = await system.sessionFor('lisa@example.com');
    system.clock.advance(3600);
    const older = await system.sessionFor('lisa@example.com');
    system.clock.advance(3600);
    const session = await system.sessionFor('lisa@example.com');
    const { page, complaints, close } = await portalPage(system, { mode, session });
    await page.goto('/');
    await follow(page, 'Account');
    await expectHeading(page, 'Your account');
    await page.getByText('lisa@example.com').waitFor();
    expect(await page.locator('section li').count()).toBe(3);
    expect(await page.getByText('this device').count()).toBe(1);
    await page
      .getByRole('button', { name: /^Sign out there/ })
      .first()
      .click();
    await page.getByText('Signed out there.').waitFor();
    expect(await system.core.signIn.session(older)).toBeNull();
    expect(await system.core.signIn.session(old)).not.toBeNull();
    await press(page, 'Sign out everywhere else');
    await page.locator('section li').nth(1).waitFor({ state: 'detached' });
    expect(await system.core.signIn.session(old)).toBeNull();
    expect(await system.core.signIn.session(session)).not.toBeNull();
    expect(complaints).toEqual([]);
    await close();
  });

  test('S18 a new address is taken after a proof of the old one and a code to the new one', async () => {
    system.clock.advance(24 * 3600);
    const [now, next] = mode.javaScriptEnabled
      ? ['mario@example.com', 'mario.one@example.com']
      : ['mario.one@example.com', 'mario.two@example.com'];
    const session = await system.sessionFor(now);
    system.clock.advance(1200);
    const { page, complaints, close } = await portalPage(system, { mode, session });
    await page.goto('/account/change');
    await expectHeading(page, 'Change how you sign in');
    await page.getByText('m•••@example.com').waitFor();
    await press(page, 'Send a code');
    await page.getByLabel('Code from the message').fill('12');
    await press(page, 'Continue');
    await expectProblem(page, /^Enter the code as digits only/, '#code');
    await page.getByLabel('Code from the message').fill(await system.codeFor(now));
    await press(page, 'Continue');
    const field = page.getByLabel('New: E-mail address or mobile number');
    await field.fill('nothing');
    await press(page, 'Send a code');
    await expectProblem(page, /^Enter an e-mail address like/, '#identifier');
    await field.fill(now);
    await press(page, 'Send a code');
    await expectProblem(page, /^You sign in with this one already/, '#identifier');
    await field.fill(next);
    await press(page, 'Send a code');
    await page.getByText(`We have sent a code to ${next}.`).waitFor();
    const code = await system.codeFor(next);
    await page.getByLabel('Code from the message').fill(code === '000000' ? '000001' : '000000');
    await press(page, 'Change it');
    await expectProblem(page, /You can try 4 more times/, '#code');
    await page.getByLabel('Code from the message').fill(code);
    await press(page, 'Change it');
    await page.getByText('Your sign-in has changed.').waitFor();
    await page.getByText(next).waitFor();
    expect(await system.core.signIn.session(session)).toBeNull();
    await system.work();
    const told = system.mailer.sent.filter(({ subject }) => /^Il suo accesso a .* è cambiato$/.test(subject));
    expect(told.at(-1)?.to).toBe(now);
    expect(complaints).toEqual([]);
    await close();
  });
});

test('CAD-BU-07 a permanent link leads to a page that says its risk, and its button signs in', async () => {
  const { businessUnitId, companyId, customers } = system.company;
  const { db } = contextOf(system.core);
  await db.write((tx) => updateBusinessUnit(tx, companyId, businessUnitId, 1, { permanentLinks: true }));
  const scope = await setUp(system.core).systemScope(businessUnitId);
  const [accessId = ''] = customers.lisa.accessIds;
  const { url } = await system.core.accessSignIn.makePermanentLink(scope, { accessId });
  const { pathname } = new URL(url);
  const { page, complaints, close } = await portalPage(system, { javaScriptEnabled: false });
  await page.goto(pathname);
  await expectHeading(page, 'Sign in with your personal link');
  expect(new URL(page.url()).pathname).toBe('/enter');
  await page.getByText(/^Whoever has this link can see/).waitFor();
  await press(page, 'Sign in');
  await expectHeading(page, 'Hello, Lisa');
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name === 'itinera_portal')?.expires).toBe(-1);
  await system.core.accessSignIn.revokePermanentLink(scope, { accessId });
  await page.goto('/');
  await expectHeading(page, 'Sign in');
  await page.goto(pathname);
  await page.getByText('This link does not work any more').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('CLV-17 CAD-PL-13 customers write their addresses without JavaScript; both versions when staff wrote meanwhile', async () => {
  const { mario, lisa } = system.company.customers;
  const session = await system.sessionFor('lisa@example.com');
  const { page, complaints, close } = await portalPage(system, { session, javaScriptEnabled: false });
  await page.goto('/account/details');
  await page.getByText('changes addresses itself').waitFor();
  expect(await page.getByRole('link', { name: 'Add an address' }).count()).toBe(0);
  await system.letCustomersWriteAddresses();
  await page.reload();
  await follow(page, 'Add an address');
  await expectHeading(page, 'Add an address');
  await page.getByLabel('Town').fill('Balzers');
  await press(page, 'Save the address');
  await expectProblem(page, /^Enter street and number/, '#line1');
  expect(await page.getByLabel('Town').inputValue()).toBe('Balzers');
  await page.getByLabel('Street and number').fill('Nowhere 99');
  await page.getByLabel('What should we know').fill('Through the yard');
  await press(page, 'Save the address');
  await page.getByText('The address is saved.').waitFor();
  await page.getByText('We have not found this address on the map yet').waitFor();

  await page.getByRole('link', { name: 'Change Nowhere 99, Balzers' }).click();
  await press(page, 'Make it the main address');
  await page.getByText('The address is saved.').waitFor();
  const scope = await setUp(system.core).systemScope(system.company.businessUnitId);
  const [main] = await system.core.addresses.list(scope, lisa.customerId);
  expect(main).toMatchObject({ line1: 'Nowhere 99', visitNotes: 'Through the yard', isStandard: true });

  await page.getByRole('link', { name: 'Change Nowhere 99, Balzers' }).click();
  await system.core.addresses.save(scope, {
    ...main!,
    addressId: main!.id,
    line1: 'Somewhere 1',
    idempotencyKey: 'staff-meanwhile',
  });
  await page.getByLabel('Street and number').fill('Elsewhere 2');
  await press(page, 'Save the address');
  await expectProblem(page, /^These details were changed in the meantime/, '#line1');
  await page.getByText('Stored in the meantime: Somewhere 1').waitFor();
  expect(await page.getByLabel('Street and number').inputValue()).toBe('Elsewhere 2');
  await press(page, 'Save the address');
  await page.getByText('The address is saved.').waitFor();
  await page.getByRole('link', { name: 'Change Elsewhere 2, Balzers' }).waitFor();
  const { id } = (await system.core.addresses.list(scope, mario.customerId))[0]!;
  expect((await page.goto(`/account/addresses/${id}`))?.status(), 'of others').toBe(404);
  expect(complaints.filter((one) => !one.includes('404'))).toEqual([]);
  await close();
});
