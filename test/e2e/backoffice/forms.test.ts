import { setUp } from '@itinera/core/set-up';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boilerForm } from '../../fixtures/boiler-form.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { screenshot } from '../watched-page.ts';
import { lookAt } from './look-at.ts';
import { officePage, staffSession, stay } from './steps.ts';

let system: System;
let session: string;
let staffUserId: string;
beforeAll(async () => {
  system = await startSystem();
  const { companyId, businessUnitId } = system.company;
  const ada = await setUp(system.core).staffUser({
    companyId,
    name: 'Ada Sample',
    email: 'ada@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId, role: 'administrator' }],
  });
  ({ staffUserId } = ada);
  session = await staffSession(system, ada);
});
afterAll(() => system.close());

test('CAD-FO-01..08 a form is designed without code, tried, saved, changed by another and taken back', async () => {
  const { core, company } = system;
  const administrator = staffScope(company, staffUserId, ['administrator']);
  const of = { activityTypeId: company.types.service, purpose: 'activity' } as const;
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/catalogue/${company.types.service}/forms/activity`);
  await page.getByRole('heading', { name: 'Fields', exact: true }).waitFor();
  const editor = page.locator('#field-editor');
  const add = async (type: string, label: string) => {
    await page.getByLabel('New field').selectOption({ label: type });
    await page.getByRole('button', { name: 'Add field' }).click();
    await editor.getByLabel('Label (English)').fill(label);
    await editor.getByLabel('Label (Italiano)').click();
  };
  await add('Number', 'Número of radiators');
  expect(await editor.getByLabel('Code', { exact: true }).inputValue()).toBe('numero_of_radiators');
  await editor.getByLabel('Label (Italiano)').fill('Numero di radiatori');
  await editor.getByLabel('Must be answered').check();
  await add('Yes or no', 'Happy with it?');
  await add('Text area', 'What was wrong?');
  await editor.getByLabel('Must be answered').check();
  await editor.getByRole('button', { name: 'Add a condition' }).click();
  await editor.getByLabel('Tested field').selectOption({ label: 'Happy with it?' });
  await editor.getByLabel('Value', { exact: true }).selectOption('false');

  // By keyboard alone: to the top, and the button keeps the focus.
  await page.getByRole('button', { name: 'Move Happy with it? up' }).press('Enter');
  await page.getByText('Happy with it? stands at place 1 now.').waitFor({ state: 'attached' });
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Move Happy with it? down',
  );

  await page.getByLabel('Answers decide how long the work takes').check();
  await page.getByRole('button', { name: 'Add a part' }).click();
  await page.getByLabel('Field that counts').selectOption({ label: 'Número of radiators' });
  await page.getByLabel('times', { exact: true }).fill('15');
  await page.getByText('30 min + 15 min × Número of radiators').waitFor();

  const preview = page.locator('section[aria-labelledby="preview-title"]');
  expect(await preview.getByLabel('What was wrong?').count()).toBe(0);
  await preview.getByLabel('No').check();
  await preview.getByRole('button', { name: 'Check the answers' }).click();
  await preview.getByText('Answers to correct: 2').waitFor();
  await preview.getByLabel('What was wrong?').fill('cold');
  await preview.getByLabel('Número of radiators').fill('6');
  await preview.getByText('The work takes 2 h.').waitFor();
  await preview.getByRole('button', { name: 'Check the answers' }).click();
  await preview.getByText('Nothing was saved.').waitFor();
  await preview.getByLabel('Language of the preview').selectOption('it');
  await preview.getByLabel('Numero di radiatori').waitFor();
  expect((await core.forms.page(administrator, of)).revision).toBe(0);

  await stay(page, () => page.getByRole('link', { name: 'Customers', exact: true }).click());
  await page.getByRole('button', { name: 'Save form' }).click();
  await page.getByText('Saved as version 1.').waitFor();
  await screenshot(page, 'backoffice/form-designer');

  // A field that a condition names goes: told where it stands, and nothing is sent.
  await page.getByRole('button', { name: 'Delete Happy with it?' }).click();
  await page.getByRole('button', { name: 'Save form' }).click();
  await editor.getByText('The field happy_with_it is not there any more').waitFor();
  await page.getByRole('button', { name: 'Discard changes' }).click();

  await page.getByRole('button', { name: /^What was wrong\?/ }).click();
  await editor.getByLabel('Label (English)').fill('What happened?');
  await core.forms.save(administrator, { ...of, revision: 1, definition: boilerForm(), deletions: {} });
  await page.getByRole('button', { name: 'Save form' }).click();
  await page.getByText('What happened?, Text area').waitFor();
  await page.getByRole('button', { name: 'Continue with the current version' }).click();
  await page.getByRole('button', { name: /^remarks/ }).waitFor();

  const { interventionId } = await core.interventions.create(administrator, {
    activityTypeId: company.types.service,
    customerId: company.customers.mario.customerId,
    addressId: company.customers.mario.addressIds[0]!,
    comment: '',
    idempotencyKey: 'one intervention',
  });
  const answers = { radiators: 3, remarks: 'mind the dog' };
  const visit = { interventionId, purpose: 'activity', version: 2, revision: 0, mode: 'final' } as const;
  await core.forms.answerVisit(administrator, { ...visit, answers, idempotencyKey: 'one answer' });
  await page.getByRole('button', { name: 'Delete remarks' }).click();
  await page.getByRole('button', { name: 'Save form' }).click();
  await page.getByText('remarks: 1 stored').waitFor();
  await page.getByRole('button', { name: 'Delete field and answers' }).click();
  await page.getByText('Saved as version 3.').waitFor();
  await page.getByRole('button', { name: 'Take the last change back' }).click();
  await page.getByText('Saved as version 4.').waitFor();
  await page.getByRole('button', { name: /^remarks/ }).waitFor();
  expect(complaints.filter((line) => !/409|403/.test(line))).toEqual([]);
  await close();
});

test('CAD-BU-17 own fields stand on every record; the designer of 100 fits 320 px, light and dark, without a finding of axe', async () => {
  const administrator = staffScope(system.company, staffUserId, ['administrator']);
  const [first, ...others] = boilerForm().fields;
  const fields = Array.from({ length: 100 }, (_, n) => ({
    ...first!,
    code: `radiators_${n}`,
    label: { en: `Radiators on floor ${n}` },
    required: false,
  }));
  await system.core.forms.save(administrator, {
    activityTypeId: null,
    purpose: 'customer',
    revision: 0,
    definition: { fields: [...fields, ...others], duration: null, skills: [], portal: false },
    deletions: {},
  });
  const { customerId } = system.company.customers.mario;
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/customers/${customerId}`);
  await page.getByLabel('Radiators on floor 7', { exact: true }).fill('7');
  await page.getByRole('button', { name: 'Save own fields' }).click();
  await page.getByRole('button', { name: 'Save own fields' }).waitFor({ state: 'detached' });
  const stored = await system.core.forms.ofCustomer(administrator, customerId);
  expect(stored.answers).toEqual({ radiators_7: 7 });
  expect(complaints).toEqual([]);
  await close();
  const act = async (page: Page) => {
    await page.locator('[data-key] .name').nth(101).click();
    await page.locator('#field-editor fieldset button').last().click();
  };
  const pages = { 'form-designer': { path: '/settings/customer-form', act } };
  expect(await lookAt(system, session, pages)).toEqual([]);
});
