import { setUp } from '@itinera/core/set-up';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
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
  session = await staffSession(system, ada);
});
afterAll(() => system.close());

/** As a spreadsheet in Italy saves it. */
const file = Buffer.from(
  'Riferimento;Nome;E-mail;Città;Indirizzo;Boiler\r\nI-1;Zoë Caffè;zoe@example.org;Vaduz;Städtle 9;gas\r\nI-2;;x;;;\r\nI-1;Twice;;;;\r\n',
  'latin1',
);

test('CAD-CS-04 CAD-CS-05 a file is tried, imported, looked at line by line and undone, by keyboard too', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  /** What was handed to the worker is shown as waiting, and done then. */
  const worked = async () => {
    await page.getByRole('progressbar').waitFor();
    await system.work();
  };
  await page.goto('/');
  await page.getByRole('link', { name: 'Import and export' }).click();
  await expectHeading(page, 'Import and export');
  await page.getByText('Nothing imported yet').waitFor();
  await page.getByRole('link', { name: 'Import a file' }).press('Enter');
  await expectHeading(page, 'Import a file');
  await page.getByRole('button', { name: 'Upload' }).press('Enter');
  await page.getByText('Choose a file.').waitFor();
  await page
    .getByLabel('CSV file')
    .setInputFiles({ name: 'clienti.csv', mimeType: 'text/csv', buffer: file });
  await page.getByRole('button', { name: 'Upload' }).press('Enter');
  await expectHeading(page, 'clienti.csv');
  expect(await page.getByLabel('Encoding').inputValue()).toBe('windows-1252');
  expect(await page.getByLabel('Separator').inputValue()).toBe(';');
  expect(await page.getByLabel('What the column Riferimento fills').inputValue()).toBe('reference');
  expect(await page.getByLabel('What the column Boiler fills').inputValue()).toBe('custom:Boiler');
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/import-columns');
  await page.getByLabel('What the column Riferimento fills').selectOption('');
  await page.getByText('Still missing: Reference.').waitFor();
  await page.getByLabel('What the column Riferimento fills').selectOption('reference');

  await page.getByRole('button', { name: 'Try it (nothing is written)' }).press('Enter');
  await worked();
  await page.getByRole('heading', { name: 'This would happen' }).waitFor();
  await page.getByRole('cell', { name: 'Line 2 has the same reference.' }).waitFor();
  await page.getByRole('cell', { name: 'The cell is empty and must be filled.' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/import-tried');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Import', exact: true }).press('Enter');
  await worked();
  await page.getByRole('heading', { name: 'This happened' }).waitFor();
  await page.getByRole('button', { name: '1 created' }).press('Enter');
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/import-done-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/customers?query=I-1');
  await page.locator('table').getByRole('link', { name: 'Zoë Caffè' }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Undo this import' }).press('Enter');
  await worked();
  await page.getByRole('heading', { name: 'This was undone' }).waitFor();
  await page.goto('/imports');
  await page.getByRole('cell', { name: 'undone', exact: true }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByLabel('Search', { exact: true }).last().fill('Lisa');
  await page.getByRole('button', { name: 'Export', exact: true }).press('Enter');
  expect((await download).suggestedFilename()).toBe('customers.csv');
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('Lisa Sample Ltd');
  await page.getByText('The file is ready: Customers').waitFor();
  // The list of customers is taken out as it is narrowed.
  await page.goto('/customers?type=company');
  const narrowed = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export these 1' }).press('Enter');
  const listed = (await readFile(await (await narrowed).path(), 'utf8')).trim().split('\r\n');
  expect(listed).toHaveLength(2);
  expect(listed[1]).toContain('Lisa Sample Ltd');
  await page.getByText('The file is ready: Customers').waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
  await screenshot(page, 'backoffice/customers-taken-out-narrow');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/imports');
  await page.getByLabel('What is exported').selectOption('interventions');
  await page.getByLabel('Activity type').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/imports');
  expect(complaints).toEqual([]);
  await close();
}, 90_000);

test('CAD-IM-03 CAD-US-05 a file of interventions gets a type for its lines; a column of passwords is told not to be read', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  const upload = async (target: string, name: string, text: string) => {
    await page.goto('/imports/new');
    await page.getByLabel('What is in the file').selectOption(target);
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByRole('button', { name: 'Upload' }).press('Enter');
    await expectHeading(page, name);
  };
  await upload('interventions', 'visits.csv', 'reference,title,customer.reference\nV-1,Old one,C-0001\n');
  await page.getByLabel('Activity type of lines that name none').selectOption({ label: 'Yearly service' });
  expect(await page.getByLabel('What the column title fills').inputValue()).toBe('custom:title');
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/import-interventions');
  await page.getByRole('button', { name: 'Try it (nothing is written)' }).press('Enter');
  await page.getByRole('progressbar').waitFor();
  await system.work();
  await page.getByRole('heading', { name: 'This would happen' }).waitFor();
  await page.getByRole('button', { name: '1 created' }).waitFor();
  await upload('technicians', 'team.csv', 'first_name,last_name,email,password\nA,B,a@example.com,secret\n');
  await page.getByText('Passwords are not read from files').waitFor();
  expect(await page.getByLabel('What the column password fills').inputValue()).toBe('');
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page)).toBe(0);
  expect(complaints).toEqual([]);
  await close();
}, 60_000);
