import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { plainAction } from '../../fixtures/portal-action.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { bookService, chooseLateWindow, expectHeading, portalPage, press } from './steps.ts';

let system: System;
let session: string;
/** Every page by a name for its picture. */
const pages: Record<string, string> = {};

beforeAll(async () => {
  system = await startSystem();
  session = await system.sessionFor('mario@example.com');
  const { company } = system;
  await system.letCustomersWriteAddresses();
  const admin = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const add = async (kind: 'message' | 'propose', place: 'home' | 'intervention') => {
    const { actionId } = await system.core.portalActions.save(admin, {
      ...plainAction(kind),
      activityTypeId: company.types.service,
      place,
      description: { en: 'A word of the company.', fr: 'Un mot de l’entreprise.' },
      confirmation: { en: 'Within a day.', fr: 'En un jour.' },
      icon: 'telephone',
    });
    return actionId;
  };
  const message = await add('message', 'home');
  const wish = await add('propose', 'intervention');
  const { page, close } = await portalPage(system, { session });
  const visit = await bookService(page, 8);
  const canceled = await bookService(page, 2);
  await page.goto(`/visits/${canceled}/cancel`);
  await page.getByRole('radio', { name: 'Another reason' }).check();
  await press(page, 'Cancel the visit');
  await expectHeading(page, 'Your visit is canceled');
  const when = `/book/${company.types.service}/${company.customers.mario.addressIds[0]}/when`;
  await page.goto(when);
  await chooseLateWindow(page);
  await page.getByLabel('What do we need to know? (optional)').fill('Second floor, please ring at Sample.');
  await press(page, 'Continue');
  await expectHeading(page, 'Check and book');
  Object.assign(pages, {
    home: '/',
    'book-what': '/book',
    'book-where': `/book/${company.types.service}/where`,
    'book-when': when,
    'book-when-all': `${when}?from=2027-01-13`,
    'book-when-none': `${when}?from=2027-06-01`,
    'book-check': new URL(page.url()).pathname,
    'book-check-gone': '/book/check/01890000-0000-7000-8000-000000000000',
    'book-done': `/book/done/${visit}`,
    visit: `/visits/${visit}`,
    'visit-canceled': `/visits/${canceled}`,
    'past-visits': '/visits',
    'past-visits-none': '/visits?state=done',
    'past-visits-wrong': '/visits?from=yesterday',
    schedule: `/visits/${visit}/schedule`,
    reschedule: `/visits/${visit}/reschedule`,
    'reschedule-done': `/visits/${visit}/reschedule/done`,
    'ask-propose': `/visits/${visit}/ask/${wish}`,
    'ask-message': `/ask/${message}`,
    'ask-sent': `/ask/${message}?sent`,
    cancel: `/visits/${visit}/cancel`,
    'cancel-done': `/visits/${canceled}/cancel/done`,
    account: '/account',
    requests: '/requests',
    'account-change': '/account/change',
    'account-details': '/account/details',
    'account-address': `/account/addresses/${company.customers.mario.addressIds[1]}`,
    'account-address-new': '/account/addresses/new',
    privacy: '/privacy',
    'sign-out': '/sign-out',
    'preview-over': '/preview',
    'not-found': '/visits/01890000-0000-7000-8000-000000000000',
  });
  await close();
});
afterAll(() => system.close());

const allLooks = [
  { width: 1280, colorScheme: 'light', language: 'en' },
  { width: 320, colorScheme: 'light', language: 'it' },
  { width: 320, colorScheme: 'dark', language: 'fr' },
  { width: 1280, colorScheme: 'dark', language: 'pt-BR' },
] as const;
/** All in the long version; in the short one narrow, where least fits. */
const looks = process.env['ITINERA_FULL'] ? allLooks : [allLooks[2]];

/** The path of the link in the newest message to an address. */
async function linkIn(address: string): Promise<string> {
  await system.work();
  const mail = system.mailer.sent.findLast(({ to }) => to === address);
  return /\/sign-in\/link\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
}

/** Looks at the page that is open. */
async function look(page: Page, name: string, suffix: string): Promise<void> {
  expect(await axeFindings(page), name).toEqual([]);
  expect(await overflow(page), name).toBeLessThanOrEqual(0);
  expect(await page.locator('h1').count(), name).toBe(1);
  await screenshot(page, `portal/${name}-${suffix}`);
}

describe.each(looks)('at $width px, $colorScheme, in $language', ({ width, colorScheme, language }) => {
  test('every page passes axe, fits the window and has its picture', async () => {
    const viewport = { width, height: 800 };
    const { page, complaints, close } = await portalPage(system, {
      session,
      language,
      colorScheme,
      viewport,
    });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      const { pathname, search } = new URL(page.url());
      expect(pathname + search, `${name} is really shown`).toBe(path);
      await look(page, name, `${width}-${colorScheme}-${language}`);
    }
    expect(complaints).toEqual([]);
    await close();
  });
});

test('forced colours and reduced motion keep every control visible', async () => {
  const { page, close } = await portalPage(system, {
    session,
    forcedColors: 'active',
    reducedMotion: 'reduce',
  });
  await page.goto(pages['book-when'] ?? '');
  expect(await axeFindings(page)).toEqual([]);
  const border = await page
    .getByRole('button', { name: 'Continue' })
    .evaluate((element) => getComputedStyle(element).borderTopStyle);
  expect(border).toBe('solid');
  await screenshot(page, 'portal/book-when-forced-colors');
  await page.emulateMedia({ media: 'print', forcedColors: 'none' });
  await page.goto(pages['visit'] ?? '');
  expect(await page.locator('footer').isVisible()).toBe(false);
  await screenshot(page, 'portal/visit-print');
  await close();
});

test.each(looks)(
  'so does signing in at $width px, $colorScheme, in $language',
  async ({ width, colorScheme, language }) => {
    system.clock.advance(24 * 3600); // codes are limited per hour and day; sessions end meanwhile
    const viewport = { width, height: 800 };
    const { page, complaints, close } = await portalPage(system, { language, colorScheme, viewport });
    const suffix = `${width}-${colorScheme}-${language}`;
    await page.goto('/sign-in');
    await look(page, 'sign-in', suffix);
    await page.locator('main button').click();
    await page.locator('[role=alert]').waitFor();
    await look(page, 'sign-in-error', suffix);
    await page.locator('#identifier').fill('lisa@example.com');
    await page.locator('main button').click();
    await page.locator('#code').waitFor();
    await look(page, 'sign-in-code', suffix);
    const link = await linkIn('lisa@example.com');
    await page.goto(link);
    await page.locator('#remember').waitFor();
    await look(page, 'sign-in-link', suffix);
    expect(complaints).toEqual([]);
    await close();
  },
);

test('the control: axe and the width do find what is wrong', async () => {
  const { page, close } = await portalPage(system, { viewport: { width: 320, height: 800 } });
  await page.goto('/sign-in');
  await page.evaluate(() => {
    const wrong = document.createElement('input');
    wrong.size = 80;
    document.body.append(wrong);
  });
  expect((await axeFindings(page)).join()).toContain('label');
  expect(await overflow(page)).toBeGreaterThan(0);
  await close();
});
