import { setUp, type MadeStaffUser } from '@itinera/core/set-up';
import { policy } from '@itinera/portal/policy';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import { asker as hostAsker } from '../../security/ask.ts';
import { startSystem, type System } from '../harness.ts';
import { asker } from '../portal/ask.ts';
import { portalPage } from '../portal/steps.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, officePage, staffSession, stay } from './steps.ts';

let system: System;
let ada: MadeStaffUser;
let session: string;
beforeAll(async () => {
  system = await startSystem();
  const { companyId, businessUnitId } = system.company;
  ada = await setUp(system.core).staffUser({
    companyId,
    name: 'Ada Sample',
    email: 'ada@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId, role: 'administrator' }],
  });
  session = await staffSession(system, ada);
});
afterAll(() => system.close());

const logo = () =>
  sharp({ create: { width: 300, height: 100, channels: 3, background: '#7a1f5c' } })
    .png()
    .toBuffer();

async function signInPage(): Promise<string> {
  return (await fetch(`${system.portalUrl}/sign-in`, { headers: { 'accept-language': 'en' } })).text();
}

test('CAD-BU-09..13 CLV-11 CLV-12 a unit is dressed in its own name, words, logo and colours, and only when it is saved', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expectHeading(page, 'Settings of the business unit');
  await page.getByLabel('Name in the portal').fill('Heizung Vaduz & Söhne');
  await page.getByLabel('Postal address').fill('Städtle 1\n9490 Vaduz');
  await page.getByLabel('Welcome text: English').fill('Welcome.\n<b>Call us</b> any time.');
  await page.getByRole('textbox', { name: 'Accent colour', exact: true }).fill('#ffdd00');
  await page.getByText('Links, light: 1.2 : 1 would be too little').waitFor();
  await page.getByRole('textbox', { name: 'Background colour', exact: true }).fill('#fff4e0');
  await page.getByLabel('Logo', { exact: true }).setInputFiles({
    name: 'logo.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  });
  await page.getByText('This type of file is not supported').waitFor();
  await page
    .getByLabel('Logo', { exact: true })
    .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: await logo() });
  await page.getByText('The picture is ready.').waitFor();

  const preview = page.locator('[data-preview="light"]');
  await preview.getByText('Heizung Vaduz & Söhne').waitFor();
  expect(await preview.evaluate((node) => getComputedStyle(node).backgroundColor)).toBe('rgb(255, 244, 224)');
  await preview.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  await screenshot(page, 'backoffice/settings-dressed');
  const before = await signInPage();
  expect(before).toContain('Vaduz Heating');
  expect(before).not.toContain('Söhne');

  await stay(page, () => page.getByRole('link', { name: 'Customers', exact: true }).click());
  await expectHeading(page, 'Settings of the business unit');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Saved. It applies from now on.').waitFor();
  expect(await page.getByRole('button', { name: 'Discard changes' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  await expectHeading(page, 'Customers');
  expect(complaints).toEqual([]);
  await close();

  const html = await signInPage();
  expect(html).toContain('&lt;b>Call us&lt;/b> any time.');
  expect(html.replaceAll(/_app[^"']*/g, '')).not.toMatch(/itinera/i);
  for (const colorScheme of ['light', 'dark'] as const) {
    const portal = await portalPage(system, { viewport: { width: 320, height: 640 }, colorScheme });
    await portal.page.goto('/sign-in');
    for (const shown of ['Heizung Vaduz & Söhne', 'any time.', 'Städtle 1', '+423', 'office@'])
      await portal.page.getByText(shown).first().waitFor();
    const width = await portal.page
      .locator('header img')
      .evaluate(async (image: HTMLImageElement) => (await image.decode(), image.naturalWidth));
    expect(width).toBe(300);
    expect(await axeFindings(portal.page)).toEqual([]);
    expect(await overflow(portal.page)).toBe(0);
    await screenshot(portal.page, `portal/sign-in-dressed-${colorScheme}`);
    expect(portal.complaints).toEqual([]);
    await portal.close();
  }
  const picture = await fetch(`${system.portalUrl}${/\/logo\/[0-9a-f]{64}\.png/.exec(html)?.[0]}`);
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  expect((await fetch(`${system.portalUrl}/logo/${'a'.repeat(64)}.png`)).status).toBe(404);
});

test('CLV-10 IMV-12 what is refused is told at its field; an own domain serves the portal', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/settings');
  await page.getByRole('textbox', { name: 'Background colour', exact: true }).fill('#102030');
  await page.getByText('Text, light: contrast 1').waitFor();
  const save = page.getByRole('button', { name: 'Save settings' });
  await save.click();
  await page.locator('#backgroundColour-wrong').waitFor();
  await page.getByRole('textbox', { name: 'Background colour', exact: true }).fill('');
  await page.getByLabel('Short name in the address').fill('www');
  await save.click();
  await page.locator('#slug-wrong', { hasText: 'This word is reserved' }).waitFor();
  await page.getByLabel('Short name in the address').fill('heizung');
  await page.getByRole('textbox', { name: /^Own domain/ }).fill('Kunden.Heizung.example');
  await page.getByText('kunden.heizung.example. CNAME portal.example.test.').waitFor();
  await page.getByRole('button', { name: 'Add a day' }).click();
  await page.keyboard.type('01/12/2027');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Founding day');
  await save.click();
  await page.getByText('Saved. It applies from now on.').waitFor();
  expect(await page.getByRole('textbox', { name: /^Own domain/ }).inputValue()).toBe(
    'kunden.heizung.example',
  );
  expect(await page.getByLabel('Date').inputValue()).toBe('2027-01-12');
  expect(complaints).toEqual([]);
  await close();

  const { port } = new URL(system.portalUrl);
  const { body } = await hostAsker(Number(port), 'kunden.heizung.example')('GET', '/sign-in');
  expect(body).toContain('Heizung Vaduz');
});

test('CAD-BU-04 with the portal off every route is closed, also to somebody who is signed in', async () => {
  const token = await system.sessionFor('mario@example.com');
  const { ask } = asker(system, () => token);
  const routes = Object.keys(policy).map((route) => route.replaceAll(/\[\w+\]/g, 'x'));
  const statuses = async () =>
    new Set(await Promise.all(routes.map(async (route) => (await ask(route)).status)));
  expect(await statuses(), 'the control').toContain(200);
  const { businessUnits } = system.core;
  const scope = staffScope(system.company, ada.staffUserId, ['administrator']);
  const { settings, revision } = await businessUnits.settings(scope);
  await businessUnits.save(scope, { ...settings, portalOn: false, revision });
  expect([...(await statuses())]).toEqual([404]);
  expect(routes.length).toBeGreaterThan(20);
});

test('CAD-AP-01 another system gets a key, shown once; what it asks is seen, and it is revoked at once', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Access for other systems' }).click();
  await expectHeading(page, 'Access for other systems');
  await page.getByText('No other system has access yet.').waitFor();
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('System', { exact: true }).fill('Webshop');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByText('Choose at least one.').waitFor();
  await page.getByLabel('Ask for free times, without technicians').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.locator('.made code').innerText();
  expect(key).toMatch(/^itk_/);
  await screenshot(page, 'backoffice/systems-made');
  const ask = (path: string) =>
    fetch(`${system.backofficeUrl}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask('/config')).status).toBe(200);
  expect((await ask('/customers')).status).toBe(403);
  await page.reload();
  expect(await page.content()).not.toContain(key);
  await page.getByRole('button', { name: 'Calls of Webshop' }).click();
  await page.getByText('customer.list').waitFor();
  await page.getByText('403').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Change Webshop' }).click();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('The key of Webshop was revoked.').waitFor();
  expect((await ask('/config')).status).toBe(401);
  expect(complaints).toEqual([]);
  await close();
});
