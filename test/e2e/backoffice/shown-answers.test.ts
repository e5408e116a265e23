import { setUp } from '@itinera/core/set-up';
import { emptyForm } from '@itinera/core/shared';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { portalPage } from '../portal/steps.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { newIntervention, officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
let visit: string;
beforeAll(async () => {
  system = await startSystem();
  const { core, company } = system;
  const { companyId, businessUnitId } = company;
  const ada = await setUp(core).staffUser({
    ...{ companyId, name: 'Ada Sample', email: 'ada@vaduz-heating.example', language: 'en' },
    roles: [{ businessUnitId, role: 'administrator' }],
  });
  session = await staffSession(system, ada);
  const admin = staffScope(company, ada.staffUserId, ['administrator']);
  const of = { activityTypeId: company.types.service, purpose: 'activity' } as const;
  const label = { en: 'Boiler in the cellar' };
  const fields = [field('text-area', 'boiler', { label }), field('text-area', 'secret')];
  await core.forms.save(admin, { ...of, revision: 0, deletions: {}, definition: { ...emptyForm, fields } });
  visit = await newIntervention(system);
  await core.forms.answerVisit(admin, {
    ...{ interventionId: visit, purpose: 'activity', version: 1, revision: 0, mode: 'final' },
    answers: { boiler: 'Vento <b>12</b>', secret: 'kanarek' },
    idempotencyKey: 'answered',
  });
  const { customerId } = company.customers.mario;
  const { revision } = await core.customers.record(admin, customerId);
  const customFields = { contract: '{intervention.customer.email}' };
  await core.customers.edit(admin, { customerId, revision, customFields });
});
afterAll(() => system.close());

/** In one scheme, in the long version in both. */
async function lookAt(page: Page, name: string, scheme: 'light' | 'dark'): Promise<void> {
  for (const colorScheme of process.env['ITINERA_FULL'] ? (['light', 'dark'] as const) : [scheme]) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await axeFindings(page), `${name} ${colorScheme}`).toEqual([]);
    expect(await overflow(page), name).toBeLessThanOrEqual(0);
    await screenshot(page, `backoffice/${name}-320-${colorScheme}`);
  }
}

test('CAD-PD-05 CAD-PD-06 CAD-AC-12 answers are shown in order under own words, texts speak of them, and a wrong code is told with what was meant', async () => {
  const { service } = system.company.types;
  const { page, complaints, close } = await officePage(system, {
    session,
    viewport: { width: 320, height: 800 },
  });
  await page.goto(`/catalogue/${service}/portal`);
  const card = page.locator('section[aria-labelledby="preview-title"] article');
  await card.waitFor();
  await page.getByRole('button', { name: 'Show field', exact: true }).click();
  await card.getByText('Boiler in the cellar: Vento <b>12</b>').waitFor();
  await page.getByLabel('Code of another own field of customers').fill('contract');
  await page.getByRole('button', { name: 'Show own field' }).click();
  await page.getByText('No form asks for it').waitFor();
  await page.getByLabel('contract: label for customers (English)').fill('Your contract');
  // By keyboard: to the top, and what moved keeps the focus.
  await page.getByRole('button', { name: 'Move contract up' }).press('Enter');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Move contract down',
  );
  // What a customer's record holds is words, also where it looks like a code (S41).
  await card.getByText('Your contract: {intervention.customer.email}').waitFor();

  const text = page.getByLabel('Text below (English)');
  await text.fill('In the cellar: {intervention.custom.boyler}');
  await page.getByText('Line 1, character 16: there is no code {intervention.custom.boyler}.').waitFor();
  await page.getByText('The preview waits until the texts are right.').waitFor();
  await page.getByRole('button', { name: 'Write {intervention.custom.boiler} instead' }).click();
  await card.getByText('In the cellar: Vento <b>12</b>').waitFor();
  await lookAt(page, 'shown-answers', 'dark');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved. It applies from now on.').waitFor();

  // The same codes stand in the texts of an action, a document included, with what its customer reads.
  await page.goto(`/catalogue/${service}/actions`);
  await page.getByLabel('Kind of action').selectOption({ label: 'Sign a document' });
  await page.getByRole('link', { name: 'Add action' }).click();
  const reads = page.locator('section[aria-labelledby="card-title"]');
  await page.getByText('Nothing of your own yet: the portal says its own words.').waitFor();
  await page.getByLabel('Label (English)').fill('Sign for {intervention.custom.boiler}');
  await reads.getByText('Sign for Vento <b>12</b>').waitFor();
  const paper = page.getByLabel('Text to sign (English)');
  await paper.fill('Contract {intervention.custom.secret}');
  await page.getByText('there is no code {intervention.custom.secret}.').waitFor();
  await paper.fill('Contract {intervention.customer.custom.contract}');
  await reads.getByText('Contract {intervention.customer.email}').waitFor();
  await lookAt(page, 'action-texts', 'light');
  await page.getByRole('button', { name: 'Save action' }).click();
  await page.getByRole('link', { name: /^Sign for/ }).waitFor();

  // Of which an action speaks does not go unnoticed.
  await page.goto(`/catalogue/${service}/portal`);
  await page.getByRole('button', { name: 'Show contract no more' }).click();
  await page.getByRole('button', { name: 'Save type' }).click();
  await page
    .getByText(/^Portal action \d \(.+\) speaks of \{intervention\.customer\.custom\.contract\}\./)
    .first()
    .waitFor();
  await screenshot(page, 'backoffice/shown-answers-refused-320');
  expect(complaints.filter((line) => !/400|422/.test(line))).toEqual([]);
  page.once('dialog', (dialog) => void dialog.accept());
  await close();

  const mario = await portalPage(system, { session: await system.sessionFor('mario@example.com') });
  await mario.page.goto(`/visits/${visit}`);
  await mario.page.getByText('In the cellar: Vento <b>12</b>').waitFor();
  expect(await mario.page.locator('dl.answers dt').allTextContents()).toEqual([
    'Your contract',
    'Boiler in the cellar',
  ]);
  expect(await mario.page.content()).not.toContain('kanarek');
  await mario.page.getByRole('link', { name: 'Sign for Vento <b>12</b>' }).click();
  await mario.page.getByText('Contract {intervention.customer.email}').waitFor();
  expect(mario.complaints).toEqual([]);
  await mario.close();
}, 180_000);
