import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectProblem, expectHeading, follow, modes, portalPage, press } from './steps.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

/** Codes are limited per hour and day: every test has a day of its own. */
function nextDay(): void {
  system.clock.advance(24 * 3600);
}

describe.each(modes)('signing in $mode', (mode) => {
  test('leads to the page that was asked for, by way of a wrong code', async () => {
    nextDay();
    const { page, complaints, close } = await portalPage(system, { mode });
    await page.goto('/book');
    await expectHeading(page, 'Sign in');
    expect(new URL(page.url()).search).toBe('?to=%2Fbook');

    await press(page, 'Continue');
    await expectProblem(page, 'Enter your e-mail address', '#identifier');
    expect(await page.title()).toBe('Error: Sign in · Vaduz Heating');

    await page.getByLabel('E-mail address').fill('Mario@Example.com');
    await press(page, 'Continue');
    await expectHeading(page, 'Enter your code');
    const code = await system.codeFor('mario@example.com');
    const reference = (await page.locator('.reference strong').textContent())?.trim();
    expect(reference).toMatch(/^[A-Z0-9]{2}$/);
    expect(system.mailer.sent.find(({ text }) => text.includes(code))?.text).toContain(reference);

    const field = page.getByLabel('Code from the message');
    expect(await field.getAttribute('inputmode')).toBe('numeric');
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    await field.fill(code === '000000' ? '000001' : '000000');
    await press(page, 'Sign in');
    await expectProblem(page, 'This code is not right. You can try 4 more times.', '#code');
    await page.getByLabel('Code from the message').fill('12');
    await press(page, 'Sign in');
    await page.getByText('Enter the code as digits only').first().waitFor();

    await page.getByLabel('Code from the message').fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
    await press(page, 'Sign in');
    await expectHeading(page, 'What can we do for you?');
    expect(complaints).toEqual([]);
    await close();
  });

  test('asks for another code no sooner than in a minute; then only the new one works', async () => {
    nextDay();
    const { page, close } = await portalPage(system, { mode });
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill('lisa@example.com');
    await press(page, 'Continue');
    await expectHeading(page, 'Enter your code');
    const first = await system.codeFor('lisa@example.com');

    await press(page, 'Send a new code');
    await expectProblem(page, 'You can ask for another code in 1 minute.', '#code');
    system.clock.advance(61);
    await press(page, 'Send a new code');
    await page.getByText('We have sent a new code').waitFor();
    const second = await system.codeFor('lisa@example.com');

    if (first !== second) {
      await page.getByLabel('Code from the message').fill(first);
      await press(page, 'Sign in');
      await expectProblem(page, /^This code is not right/, '#code');
    }
    await page.getByLabel('Code from the message').fill(second);
    await press(page, 'Sign in');
    await expectHeading(page, 'Hello, Lisa');
    await close();
  });

  test('tells a late code and a used-up one apart from a wrong one', async () => {
    nextDay();
    const { page, close } = await portalPage(system, { mode });
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill('lisa@example.com');
    await press(page, 'Continue');
    await expectHeading(page, 'Enter your code');
    const code = await system.codeFor('lisa@example.com');
    const wrong = code === '111111' ? '222222' : '111111';
    for (let left = 4; left >= 0; left--) {
      await page.getByLabel('Code from the message').fill(wrong);
      await press(page, 'Sign in');
      const expected =
        left === 0
          ? 'This code cannot be used any more'
          : `You can try ${left} more time${left === 1 ? '' : 's'}`;
      await page.locator('[role=alert]').getByText(expected).waitFor();
    }
    await page.getByLabel('Code from the message').fill(code);
    await press(page, 'Sign in');
    await expectProblem(page, /./, '#code');
    expect(page.url()).toContain('/sign-in/code');

    system.clock.advance(61);
    await press(page, 'Send a new code');
    await page.getByText('We have sent a new code').waitFor();
    const late = await system.codeFor('lisa@example.com');
    system.clock.advance(601);
    await page.getByLabel('Code from the message').fill(late);
    await press(page, 'Sign in');
    await expectProblem(page, 'This code has expired. Ask for a new one.', '#code');
    await close();
  });

  test('out ends the session for good', async () => {
    nextDay();
    const session = await system.sessionFor('lisa@example.com');
    const { page, close } = await portalPage(system, { mode, session });
    await page.goto('/');
    await expectHeading(page, 'Hello, Lisa');
    await press(page, 'Sign out');
    await expectHeading(page, 'Sign in');
    await close();

    const replay = await portalPage(system, { mode, session });
    await replay.page.goto('/');
    await expectHeading(replay.page, 'Sign in');
    await replay.close();
  });
});

test('a person of several customers proves first and chooses then', async () => {
  nextDay();
  const { customers, businessUnitId } = system.company;
  await setUp(system.core).sharedAccess({
    businessUnitId,
    customerIds: [customers.lisa.customerId],
    name: 'Mario for Lisa',
    email: 'mario@example.com',
    language: 'en',
  });
  const { page, complaints, close } = await portalPage(system);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill('mario@example.com');
  await press(page, 'Continue');
  await expectHeading(page, 'Enter your code');
  await page.getByLabel('Code from the message').fill(await system.codeFor('mario@example.com'));
  await press(page, 'Sign in');
  await expectHeading(page, 'Who are you here for?');
  await page.goto('/book');
  await expectHeading(page, 'Who are you here for?');
  await press(page, 'Continue');
  await expectProblem(page, 'Choose who you are here for', '#access');
  await page.getByRole('radio', { name: 'Lisa Sample Ltd' }).check();
  await press(page, 'Continue');
  await expectHeading(page, 'What can we do for you?');
  await follow(page, 'Mario for Lisa: change who you act for');
  await page.getByRole('radio', { name: 'Mario Sample' }).first().check();
  await press(page, 'Continue');
  await expectHeading(page, 'Hello, Mario');
  expect(complaints).toEqual([]);
  await close();
});

test('S7: an address that nobody has gets the very same pages, and no mail', async () => {
  nextDay();
  const pages: Record<string, string> = {};
  const before = system.mailer.sent.length;
  for (const email of ['ghost@example.com', 'dora@example.com', 'lisas@example.com']) {
    const { page, close } = await portalPage(system, { javaScriptEnabled: false });
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(email);
    await press(page, 'Continue');
    await expectHeading(page, 'Enter your code');
    pages[email] = (await page.locator('main').innerHTML())
      .replaceAll(email, '<address>')
      .replace(/<strong[^>]*>\w\w<\/strong>/, '<reference>');
    await close();
  }
  await system.work();
  expect(system.mailer.sent.length).toBe(before);
  expect(new Set(Object.values(pages)).size).toBe(1);

  // The control: a known address does get a mail, and the same page.
  const { page, close } = await portalPage(system, { javaScriptEnabled: false });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill('lisa@example.com');
  await press(page, 'Continue');
  await expectHeading(page, 'Enter your code');
  await system.work();
  expect(system.mailer.sent.length).toBe(before + 1);
  const known = (await page.locator('main').innerHTML())
    .replaceAll('lisa@example.com', '<address>')
    .replace(/<strong[^>]*>\w\w<\/strong>/, '<reference>');
  expect(known).toBe(pages['ghost@example.com']);
  await close();
});
