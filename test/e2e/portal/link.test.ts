import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { phones } from '../../fixtures/small-company.ts';
import { startSystem, type System } from '../harness.ts';
import { asker } from './ask.ts';
import { expectHeading, expectProblem, modes, portalPage, press } from './steps.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem(['email', 'sms']);
});
afterAll(() => system.close());

const both = 'E-mail address or mobile number';

/** The path of the link sent last to them; the word of a new device may go out beside it, and be done later. */
function newestLink(identifier: string): string {
  const sent = [...system.mailer.sent, ...system.sms.sent].filter(({ to }) => to === identifier);
  const path = sent.flatMap(({ text }) => /\/sign-in\/link\/\S+/.exec(text)?.[0] ?? []).at(-1);
  if (path === undefined) throw new Error(`no link was sent to ${identifier}`);
  return path;
}

/** Asks for a code and returns the path of the link in the message. */
async function linkFor(identifier: string): Promise<string> {
  system.clock.advance(3 * 3600);
  await system.core.signIn.requestCode({
    businessUnitId: system.company.businessUnitId,
    identifier,
    language: 'en',
    network: '192.0.2.7',
  });
  await system.work();
  return newestLink(identifier);
}

describe.each(modes)('$mode', (mode) => {
  test('CAD-SI-02 CAD-SI-07 a telephone number gets a text message; its link signs in elsewhere, and spends the code', async () => {
    system.clock.advance(24 * 3600);
    const asking = await portalPage(system, { mode });
    await asking.page.goto('/sign-in');
    await asking.page.getByLabel(both).fill('12');
    await press(asking.page, 'Continue');
    await expectProblem(asking.page, /^Enter an e-mail address like/, '#identifier');
    await asking.page.getByLabel(both).fill('+41 79 123 45 67');
    await press(asking.page, 'Continue');
    await expectProblem(asking.page, /^We do not send text messages to this country/, '#identifier');
    await asking.page.getByLabel(both).fill('660 200 101');
    await press(asking.page, 'Continue');
    await expectHeading(asking.page, 'Enter your code');
    const code = await system.codeFor(phones.mario);
    expect(system.mailer.sent.filter(({ to }) => to === phones.mario)).toEqual([]);
    const link = newestLink(phones.mario);

    const elsewhere = await portalPage(system, { mode });
    await elsewhere.page.goto(link);
    await expectHeading(elsewhere.page, 'Sign in with your link');
    expect(new URL(elsewhere.page.url()).pathname).toBe('/sign-in/link');
    await elsewhere.page.getByText('+423 ••• 01').waitFor();
    await press(elsewhere.page, 'Sign in');
    await expectHeading(elsewhere.page, 'Hello, Mario');

    await asking.page.getByLabel('Code from the message').fill(code);
    await press(asking.page, 'Sign in');
    await expectHeading(asking.page, 'Sign in');
    await elsewhere.page.goto(link);
    await elsewhere.page.getByText('This link has expired or was used already').waitFor();
    expect([...asking.complaints, ...elsewhere.complaints]).toEqual([]);
    await asking.close();
    await elsewhere.close();
  });

  test('IMV-10 a ticked box keeps the session when the browser is closed, an unticked one does not', async () => {
    for (const ticked of [true, false]) {
      const link = await linkFor('lisa@example.com');
      const { page, close } = await portalPage(system, { mode });
      await page.goto(link);
      if (ticked) await page.getByLabel('Stay signed in on this device').check();
      await press(page, 'Sign in');
      await expectHeading(page, 'Hello, Lisa');
      const cookies = await page.context().cookies();
      const session = cookies.find(({ name }) => name === 'itinera_portal');
      // -1: until the browser is closed.
      expect(session?.expires === -1).toBe(!ticked);
      // A browser that starts again has what was not of the session only.
      const kept = cookies.filter(({ expires }) => expires !== -1);
      await page.context().clearCookies();
      await page.context().addCookies(kept);
      await page.goto('/');
      await expectHeading(page, ticked ? 'Hello, Lisa' : 'Sign in');
      await close();
    }
  });
});

test('scanners may open a link as often as they like: GET and HEAD change nothing, and tell nobody where it came from', async () => {
  const link = await linkFor('mario@example.com');
  const { ask, send } = asker(system, () => '');
  for (let n = 0; n < 40; n += 1) {
    const method = n % 2 ? 'HEAD' : 'GET';
    const answer = await ask(link, { method, signedIn: false });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/sign-in/link');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/^itinera_portal_link=[\w-]{22}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax/i);
    const page = await ask('/sign-in/link', {
      signedIn: false,
      headers: { cookie: cookie.split(';')[0] ?? '' },
    });
    const html = await page.text();
    expect(html).toContain('m•••@example.com');
    expect(html).not.toContain(link.split('/').at(-1));
    // Nothing of third parties: every address is our own.
    expect(html.match(/(?:src|href)="(?:https?:)?\/\//g)).toBeNull();
    expect(page.headers.getSetCookie().filter((one) => one.startsWith('itinera_portal='))).toEqual([]);
  }
  const cookie = `itinera_portal_link=${link.split('/').at(-1)}`;
  const forged = await send(
    '/sign-in/link',
    {},
    { signedIn: false, headers: { cookie, origin: 'https://evil.example' } },
  );
  expect(forged.status).toBe(403);
  // After all of it the button still works.
  const pressed = await send('/sign-in/link', {}, { signedIn: false, headers: { cookie } });
  expect(pressed.status).toBe(303);
  expect(pressed.headers.getSetCookie().join()).toMatch(/itinera_portal=[\w-]{43}/);
});

test('S15 a link opened by somebody who is signed in names whose it is, and ends the session it replaces', async () => {
  const link = await linkFor('mario@example.com');
  const lisas = await system.sessionFor('lisa@example.com');
  const { page, close } = await portalPage(system, { session: lisas });
  await page.goto(link);
  await page.getByText('m•••@example.com').waitFor();
  expect(await system.core.signIn.session(lisas)).not.toBeNull();
  await press(page, 'Sign in');
  await expectHeading(page, 'Hello, Mario');
  expect(await system.core.signIn.session(lisas)).toBeNull();
  await close();
});

test('LBX-12 a link to the sign-in page may fill the address in', async () => {
  const { page, close } = await portalPage(system);
  await page.goto('/sign-in?identifier=lisa%40example.com');
  expect(await page.getByLabel(both).inputValue()).toBe('lisa@example.com');
  await close();
});

test('CAD-SI-10 an identifier of several companies: prove first, then choose, grouped by company', async () => {
  const { companyId, customers, businessUnitId } = system.company;
  const make = setUp(system.core);
  const sibling = await make.businessUnit({
    companyId,
    slug: 'balzers',
    name: 'Balzers Plumbing',
    zone: 'Europe/Vaduz',
    languages: ['en'],
    defaultLanguage: 'en',
  });
  await make.customers({
    businessUnitId: sibling.businessUnitId,
    customers: [
      {
        name: 'Lisa at Balzers',
        kind: 'individual',
        language: 'en',
        addresses: [{ line1: 'Gagoz 3', postalCode: '9496', city: 'Balzers', country: 'LI' }],
        accesses: [{ name: 'Lisa Sample', email: 'lisa@example.com', language: 'en' }],
      },
    ],
  });
  await make.sharedAccess({
    businessUnitId,
    customerIds: [customers.mario.customerId],
    name: 'Lisa for Mario',
    email: 'lisa@example.com',
    language: 'en',
  });
  const link = await linkFor('lisa@example.com');
  // With two companies the host tells which portal it is.
  const url = system.portalUrl.replace('127.0.0.1', 'vaduz.localhost');
  const { page, complaints, close } = await portalPage(system, { url });
  await page.goto(link);
  await press(page, 'Sign in');
  await expectHeading(page, 'Who are you here for?');
  expect(await page.locator('.group').allTextContents()).toEqual(['Balzers Plumbing', 'Vaduz Heating']);
  expect(await page.getByRole('radio').count()).toBe(3);
  await page.getByRole('radio', { name: /Lisa at Balzers Balzers Plumbing/ }).check();
  await press(page, 'Continue');
  await expectHeading(page, 'Hello, Lisa');
  expect(complaints).toEqual([]);
  await close();
});
