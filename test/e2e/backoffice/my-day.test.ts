import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startingForm } from '@itinera/core/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { bytesOf, photo, sharp } from '../../fixtures/uploads.ts';
import { technicianUser } from '../../fixtures/technician-user.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, newIntervention, officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
let user: Awaited<ReturnType<typeof technicianUser>>;
let visit: string;
let second: string;
let third: string;
const visits: string[] = [];
const today = '2027-01-11';

beforeAll(async () => {
  system = await startSystem();
  const { core, company, clock } = system;
  const { technicians } = company;
  user = await technicianUser(core, company, technicians.anna);
  const sara = staffScope(company, company.supervisor.staffUserId);
  for (const [of, hour] of [
    ['mario', 9],
    ['lisa', 14],
    ['mario', 11],
  ] as const) {
    const interventionId = await newIntervention(system, of);
    const start = clock.now() + (hour - 7) * 3600;
    const at = { interventionId, technicianId: technicians.anna, date: today, start, end: start + 7200 };
    await core.bookings.plan(sara, { ...at, revision: 1, idempotencyKey: `planned-${hour}` });
    visits.push(interventionId);
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
  [visit = '', second = '', third = ''] = visits;
  session = await staffSession(system, user);
});
afterAll(async () => {
  await system.close();
  if (folder !== '') await rm(folder, { recursive: true });
});

let folder = '';

/** What a good camera makes, as a file: 40 MB, 4,000 pixels wide. */
async function hugePhoto(name: string): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'itinera-photo-'));
  const path = join(folder, name);
  // What follows the picture in a JPEG is no part of it.
  await writeFile(path, [await photo({ width: 4000, height: 3000 }), Buffer.alloc(40 * 1024 * 1024)]);
  return path;
}

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
  // A finger that slipped: taken back, asked twice, and said again.
  const takeBack = page.getByRole('button', { name: 'Take the last step back' });
  await takeBack.click();
  await page.getByText('The visit is “On the way” again then.').waitFor();
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await takeBack.click();
  await page.getByText('again then.').waitFor();
  await takeBack.click();
  await stands('on-the-way');
  await page.getByRole('button', { name: 'I have arrived' }).click();
  await stands('arrived');
  await page.getByRole('button', { name: 'Start work' }).click();
  await stands('started');
  await page.getByRole('button', { name: 'Close the visit' }).click();
  await page.getByRole('radio', { name: 'Done', exact: true }).check();
  await page.getByLabel('Comment').fill('Cleaned, and it heats again.');
  const boiler = page.getByLabel('Photo of the boiler');
  const program = { name: 'program.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ this is no photo') };
  await boiler.setInputFiles(program);
  await page.getByText('program.jpg: This type of file is not taken').waitFor();
  await page.getByRole('button', { name: 'Stop uploading program.jpg' }).click();
  await boiler.setInputFiles(await hugePhoto('boiler.jpg'));
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
  await page.getByText('6 not sent yet').waitFor();
  await page.getByRole('link', { name: 'What was sent' }).click();
  await page.locator('[data-state="waiting"]').nth(5).waitFor();
  await screenshot(page, 'backoffice/my-day-sent-320');
  expect(await taken(), 'nothing has left the phone (the control)').toEqual(['on-the-way']);

  await page.context().setOffline(false);
  await page.getByText(/^Everything is sent, last at/).waitFor();
  expect(await page.locator('[data-state="sent"]').count()).toBe(7);
  expect(await axeFindings(page)).toEqual([]);
  expect(await taken()).toEqual(['on-the-way', 'arrived', 'back', 'arrived', 'started', 'closed']);
  const { result, comment } = await core.work.page(sara, visit);
  expect({ result, comment }).toEqual({ result: 'ok', comment: 'Cleaned, and it heats again.' });
  const { files } = await core.forms.ofVisit(sara, { interventionId: visit, purpose: 'closing' });
  expect(files.map(({ name, field }) => [name, field])).toEqual([['boiler.jpg', 'boiler']]);
  // It was made small before it was kept, and is as large as every other photo.
  const { width } = await sharp(
    await bytesOf((await core.files.read(sara, files[0]!.id)).content),
  ).metadata();
  expect(width).toBe(2000);
  await close();
});

test('CAD-SS-02 a photo that is none is left out, and the closing that needs one is opened anew with all that was entered; two pages send it in order', async () => {
  const { core, company } = system;
  const sara = staffScope(company, company.supervisor.staffUserId);
  const { page, close } = await officePage(system, { session, viewport: phoneSize });
  const stands = (state: string, on = page) => on.locator(`[data-work="${state}"]`).waitFor();
  await page.goto(`/my-day/${second}`);
  await stands('planned');
  const beside = await page.context().newPage();
  await beside.goto(`/my-day/${second}`);
  await stands('planned', beside);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'On my way' }).click();
  await stands('on-the-way');
  await page.getByRole('button', { name: 'I have arrived' }).click();
  await stands('arrived');
  await page.getByRole('button', { name: 'Close the visit' }).click();
  await page.getByRole('radio', { name: 'Done', exact: true }).check();
  await page.getByLabel('Comment').fill('The valve is new.');
  await page.getByLabel('Signature of the customer').fill('Lisa Sample Ltd');
  const broken = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(5000, 7)]);
  await page
    .getByLabel('Photo of the boiler')
    .setInputFiles({ name: 'valve.jpg', mimeType: 'image/jpeg', buffer: broken });
  await page.getByRole('link', { name: 'valve.jpg' }).waitFor();
  await page.locator('form button.primary').click();
  await page.getByText('4 not sent yet').waitFor();
  await page.context().setOffline(false);
  await page.goto('/my-day/sent');
  const conflict = page.locator('[data-state="conflict"]');
  await conflict.getByText('The picture could not be read').waitFor();
  expect(await page.locator('[data-state="waiting"]').count(), 'its closing waits for it').toBe(1);
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/my-day-conflict-320');
  await conflict.getByRole('button', { name: 'Do not send it' }).click();
  await conflict.getByRole('button', { name: 'Really do not send it' }).click();
  await conflict.getByText('The form asks for something that is missing').waitFor();
  await screenshot(page, 'backoffice/my-day-anew-320');
  await conflict.getByRole('button', { name: 'Open the form again' }).click();
  await expectHeading(page, 'Lisa Sample Ltd');
  await page.getByLabel('Comment').waitFor();
  expect(await page.getByLabel('Comment').inputValue()).toBe('The valve is new.');
  expect(await page.getByLabel('Signature of the customer').inputValue()).toBe('Lisa Sample Ltd');
  expect((await core.work.page(sara, second)).taken.map(({ step }) => step)).toEqual([
    'on-the-way',
    'arrived',
  ]);
  await page
    .getByLabel('Photo of the boiler')
    .setInputFiles({ name: 'valve.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await page.getByRole('link', { name: 'valve.jpg' }).waitFor();
  await page.locator('form button.primary').click();
  await stands('closed');
  await page.getByText(/^Everything is sent, last at/).waitFor();
  const { comment, taken } = await core.work.page(sara, second);
  expect({ comment, taken: taken.map(({ step }) => step) }).toEqual({
    ...{ comment: 'The valve is new.', taken: ['on-the-way', 'arrived', 'closed'] },
  });
  const { files } = await core.forms.ofVisit(sara, { interventionId: second, purpose: 'closing' });
  expect(files.map(({ name }) => name)).toEqual(['valve.jpg']);
  await close();
});

test('CAD-SS-02 signing out asks what becomes of a closing that was begun; the next person on the phone sees nothing of it', async () => {
  const { core, company } = system;
  const ben = await technicianUser(core, company, company.technicians.ben, 'Ben Sample');
  const { page, close } = await officePage(system, { session, viewport: phoneSize });
  const drafts = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('itinera-closing ')));
  const signInAs = async (token: string) => {
    const cookie = { name: 'itinera_staff', value: token, url: system.backofficeUrl };
    await page.context().addCookies([cookie]);
  };
  const begin = async () => {
    await page.goto(`/my-day/${third}`);
    await page.getByRole('button', { name: 'Close the visit' }).click();
    await page.getByLabel('Comment').waitFor();
  };
  const signOut = async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  };
  await begin();
  await page.getByLabel('Comment').fill('Half of it is done.');
  await signOut();
  const dialog = page.getByRole('dialog', { name: 'Sign out' });
  await dialog.getByText('Mario Sample').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/my-day-leave-320');
  await dialog.getByRole('button', { name: 'Keep it and sign out' }).click();
  await page.waitForURL('**/sign-in**');
  expect(await drafts()).toEqual([expect.stringContaining(user.staffUserId)]);

  await signInAs(await staffSession(system, ben));
  await page.goto('/my-day');
  await page.getByRole('heading', { name: 'No visits' }).or(page.locator('.empty')).first().waitFor();
  expect(await page.content()).not.toContain('Half of it is done.');
  await signOut();
  // Nothing of his was begun: he is not asked, and what is Anna's stays.
  await page.waitForURL('**/sign-in**');
  expect(await drafts()).toHaveLength(1);

  system.clock.advance(60);
  session = await staffSession(system, user);
  await signInAs(session);
  await begin();
  expect(await page.getByLabel('Comment').inputValue()).toBe('Half of it is done.');
  await signOut();
  await page.getByRole('button', { name: 'Discard it and sign out' }).click();
  await page.waitForURL('**/sign-in**');
  expect(await drafts()).toEqual([]);
  system.clock.advance(60);
  session = await staffSession(system, user);
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
