import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectHeading, officePage, staffSession } from './steps.ts';

let system: System;
let administrator: string;
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
  administrator = await staffSession(system, ada);
});
afterAll(() => system.close());

test('CAD-AT-01..07 a type is made of a name, named in two languages, given rules, and its last change is taken back', async () => {
  const { page, complaints, close } = await officePage(system, { session: administrator });
  await page.goto('/');
  await page.getByRole('link', { name: 'Catalogue', exact: true }).click();
  await expectHeading(page, 'Catalogue');
  await page.getByLabel('Find by name').fill('heat');
  await page.getByText('1 types').waitFor();
  await page.getByRole('button', { name: 'New activity type' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('Correct “Name” and send again.').waitFor();
  await page.getByRole('dialog').getByLabel('Name').fill('Chimney sweep');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expectHeading(page, 'Chimney sweep');

  await page.getByLabel('Name (Italiano)').fill('Spazzacamino');
  await page.getByLabel('Reference', { exact: true }).fill('SERVICE');
  await page.getByLabel('Category').fill('Heating');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByRole('alert').getByText('Another type has this reference').waitFor();
  expect(
    await page.getByLabel('Reference', { exact: true }).evaluate((it) => it === document.activeElement),
  ).toBe(true);
  await page.getByLabel('Reference', { exact: true }).fill('SWEEP');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved. It applies from now on.').waitFor();

  await page.getByRole('link', { name: 'Planning rules' }).click();
  await page.getByLabel('Notice (h)').fill('800');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByRole('alert').getByText('The notice reaches beyond the horizon').waitFor();
  await page.getByLabel('Notice (h)').fill('48');
  await page.getByLabel('Only in these hours').check();
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByRole('alert').getByText('There are no hours').waitFor();
  await page.getByRole('button', { name: 'Add times on Monday' }).click();
  await page.getByLabel('Level of Heat pumps').selectOption('2');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved. It applies from now on.').waitFor();
  await page.getByText('Ada Sample: Skills, Notice, Offered weekdays and hours').waitFor();
  await page.getByRole('button', { name: 'Undo this change' }).click();
  await page.getByText('The last change was taken back.').waitFor();
  expect(await page.getByLabel('Notice (h)').inputValue()).toBe('4');
  expect(await page.getByLabel('Whenever technicians work').isChecked()).toBe(true);
  expect(complaints).toEqual([]);
  await close();
}, 120_000);

test('two administrators edit one type: the second sees both versions; who only looks cannot change anything', async () => {
  const { service } = system.company.types;
  const { page, complaints, close } = await officePage(system, { session: administrator });
  const { page: other, close: closeOther } = await officePage(system, { session: administrator });
  await page.goto(`/catalogue/${service}/rules`);
  await page.getByLabel('Duration (min)').fill('75');
  await other.goto(`/catalogue/${service}/rules`);
  await other.getByLabel('Duration (min)').fill('45');
  await other.getByRole('button', { name: 'Save type' }).click();
  await other.getByText('Saved. It applies from now on.').waitFor();
  await page.getByRole('button', { name: 'Save type' }).click();
  const versions = page.getByRole('row', { name: 'Duration' });
  expect((await versions.innerText()).split(/\s*\t\s*/)).toEqual(['Duration', '1 h 15 min', '45 min']);
  await closeOther();
  await close();

  const { page: looking, close: closeLooking } = await officePage(system, {
    session: await staffSession(system),
  });
  await looking.goto(`/catalogue/${service}`);
  await looking.getByText('administrators change it').waitFor();
  expect(await looking.getByLabel('Name (English)').isDisabled()).toBe(true);
  expect(await looking.getByRole('button', { name: 'Save type' }).count()).toBe(0);
  await closeLooking();
  expect(complaints).toEqual([]);
}, 120_000);
