import { setUp } from '@itinera/core/set-up';
import { startingForm } from '@itinera/core/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { photo } from '../../fixtures/uploads.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, newIntervention, officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
let visit: string;
const today = '2027-01-11';

beforeAll(async () => {
  system = await startSystem();
  const { core, company, clock } = system;
  const { companyId, businessUnitId, technicians } = company;
  const user = await setUp(core).staffUser({
    ...{ companyId, name: 'Anna Sample', email: 'anna@vaduz-heating.example', language: 'en' },
    roles: [{ businessUnitId, role: 'technician' }],
  });
  const sara = staffScope(company, company.supervisor.staffUserId);
  const { revision, profile } = await core.technicians.record(sara, technicians.anna);
  await core.technicians.saveProfile(sara, {
    ...{ technicianId: technicians.anna, revision, idempotencyKey: 'anna-signs-in' },
    profile: { ...profile, staffUserId: user.staffUserId },
  });
  for (const [of, hour] of [
    ['mario', 9],
    ['lisa', 14],
  ] as const) {
    const interventionId = await newIntervention(system, of);
    const start = clock.now() + (hour - 7) * 3600;
    const at = { interventionId, technicianId: technicians.anna, date: today, start, end: start + 7200 };
    await core.bookings.plan(sara, { ...at, revision: 1, idempotencyKey: `planned-${of}` });
    if (of === 'mario') visit = interventionId;
  }
  const closing = startingForm('closing');
  await core.forms.save(staffScope(company, company.supervisor.staffUserId, ['administrator']), {
    ...{ activityTypeId: company.types.service, purpose: 'closing', revision: 0, deletions: {} },
    definition: {
      ...closing,
      fields: [
        ...closing.fields,
        field('photo', 'boiler', { label: { en: 'Photo of the boiler' }, required: true }),
        field('signature', 'signed', { label: { en: 'Signature of the customer' }, required: true }),
      ],
    },
  });
  session = await staffSession(system, user);
});
afterAll(() => system.close());

const phoneSize = { width: 320, height: 640 };

test('CAD-PL-32 CAD-SS-02 a day on a phone: legs, totals, one tap to drive and to call, days ahead, in four languages', async () => {
  for (const [language, colorScheme] of [
    ['en', 'light'],
    ['it', 'dark'],
    ['fr', 'light'],
    ['pt-BR', 'dark'],
  ] as const) {
    const { page, complaints, close } = await officePage(system, {
      ...{ session, language, viewport: phoneSize, map: language === 'en' },
    });
    await page.emulateMedia({ colorScheme });
    await page.goto('/');
    await page.waitForURL('**/my-day');
    await page.locator('article').nth(1).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await screenshot(page, `backoffice/my-day-320-${colorScheme}-${language}`);
    if (language === 'en') {
      const first = page.locator('article').first();
      expect(await first.getByRole('link', { name: 'Navigate' }).getAttribute('href')).toMatch(
        /^(geo:47\.|https:\/\/maps\.apple\.com\/\?daddr=47\.)/,
      );
      await page.locator('summary').first().click();
      await page.getByText('Vaduz', { exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Show the map' }).click();
      await page.locator('[data-map="drawn"]').waitFor();
    }
    await page.locator('article h2 a').first().click();
    await expectHeading(page, 'Mario Sample');
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await screenshot(page, `backoffice/my-visit-320-${colorScheme}-${language}`);
    await page.goto('/my-day/sent');
    await page.locator('.empty').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  }
});

test('CAD-SS-02 a visit is walked from on the way to closed, with the network cut in between and a photo taken without it', async () => {
  const { core, company } = system;
  const sara = staffScope(company, company.supervisor.staffUserId);
  const taken = async () => (await core.work.page(sara, visit)).taken.map(({ step }) => step);
  const { page, close } = await officePage(system, { session, viewport: phoneSize });
  const stands = (state: string) => page.locator(`[data-work="${state}"]`).waitFor();
  await page.goto('/my-day');
  await page.getByRole('button', { name: 'Keep my days on this phone' }).click();
  await page.getByRole('button', { name: 'Keep them no longer' }).waitFor();
  await page.locator('article h2 a').first().click();
  await page.getByRole('button', { name: 'On my way' }).click();
  await stands('on-the-way');
  await page.getByText(/^Everything is sent, last at/).waitFor();
  expect(await taken()).toEqual(['on-the-way']);

  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'I have arrived' }).click();
  await stands('arrived');
  await page.getByText('1 not sent yet').waitFor();
  await page.reload();
  await stands('arrived');
  await page.getByText('1 not sent yet').waitFor();
  await page.getByRole('button', { name: 'Start work' }).click();
  await stands('started');
  await page.getByRole('button', { name: 'Close the visit' }).click();
  await page.getByRole('radio', { name: 'Done', exact: true }).check();
  await page.getByLabel('Comment').fill('Cleaned, and it heats again.');
  await page
    .getByLabel('Photo of the boiler')
    .setInputFiles({ name: 'boiler.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await page.getByRole('link', { name: 'boiler.jpg' }).waitFor();
  await page.reload();
  // What was typed has outlived the page.
  await page.getByRole('button', { name: 'Close the visit' }).click();
  expect(await page.getByLabel('Comment').inputValue()).toBe('Cleaned, and it heats again.');
  await page.getByLabel('Signature of the customer').fill('Mario Sample');
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/my-visit-closing-320');
  await page.locator('form button.primary').click();
  await stands('closed');
  await page.getByText('4 not sent yet').waitFor();
  await page.getByRole('link', { name: 'What was sent' }).click();
  await page.locator('[data-state="waiting"]').nth(3).waitFor();
  await screenshot(page, 'backoffice/my-day-sent-320');
  expect(await taken(), 'nothing has left the phone (the control)').toEqual(['on-the-way']);

  await page.context().setOffline(false);
  await page.getByText(/^Everything is sent, last at/).waitFor();
  expect(await page.locator('[data-state="sent"]').count()).toBe(5);
  expect(await axeFindings(page)).toEqual([]);
  expect(await taken()).toEqual(['on-the-way', 'arrived', 'started', 'closed']);
  const { result, comment } = await core.work.page(sara, visit);
  expect({ result, comment }).toEqual({ result: 'ok', comment: 'Cleaned, and it heats again.' });
  const { files } = await core.forms.ofVisit(sara, { interventionId: visit, purpose: 'closing' });
  expect(files.map(({ name, field }) => [name, field])).toEqual([['boiler.jpg', 'boiler']]);
  await close();
});

// The last: it ends the session.
test('CAD-SS-02 kept days are read without a network, and gone when one has signed out', async () => {
  const { page, close } = await officePage(system, { session, viewport: phoneSize });
  await page.goto('/my-day');
  await page.getByRole('button', { name: 'Keep my days on this phone' }).click();
  await page.getByRole('button', { name: 'Keep them no longer' }).waitFor();
  await page.context().setOffline(true);
  await page.goto(`/my-day/${visit}`);
  await expectHeading(page, 'Mario Sample');
  await page.getByText(/^Without a network: as it was/).waitFor();
  await page.getByText('The boiler is in the cellar.').waitFor();
  // Whoever did not look at a day while there was a network cannot read it (the control).
  await page.goto('/my-day?date=2027-01-13');
  await page.locator('h1').waitFor();
  expect(await page.getByText(/^Without a network: as it was/).count()).toBe(0);
  await page.context().setOffline(false);
  await page.goto('/my-day');
  await page.locator('article').first().waitFor();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in**');
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    flag: localStorage.getItem('itinera-kept-for'),
  }));
  expect(left).toMatchObject({ caches: 0, flag: null });
  await close();
});
