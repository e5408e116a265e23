import { setUp } from '@itinera/core/set-up';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPdf } from '../../fixtures/pdf-text.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { portalPage } from '../portal/steps.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, newIntervention, officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
let visit: string;
let lisas: string;
beforeAll(async () => {
  system = await startSystem();
  const { core, company, clock } = system;
  const { companyId, businessUnitId, technicians } = company;
  const ada = await setUp(core).staffUser({
    ...{ companyId, name: 'Ada Sample', email: 'ada@vaduz-heating.example', language: 'en' },
    roles: [{ businessUnitId, role: 'administrator' }],
  });
  session = await staffSession(system, ada);
  visit = await newIntervention(system, 'mario');
  lisas = await newIntervention(system, 'lisa');
  const start = clock.now() + 2 * 3600;
  const at = { date: '2027-01-11', start, end: start + 7200 };
  const sara = staffScope(company, company.supervisor.staffUserId);
  await core.bookings.plan(sara, {
    ...{
      interventionId: visit,
      technicianId: technicians.anna,
      ...at,
      revision: 1,
      idempotencyKey: 'planned-once',
    },
  });
  await core.bookings.plan(sara, {
    ...{
      interventionId: lisas,
      technicianId: technicians.ben,
      ...at,
      revision: 1,
      idempotencyKey: 'planned-too',
    },
  });
});
afterAll(() => system.close());

test('CAD-RE-03 CAD-RE-04 CAD-RE-06 CAD-BU-14 a type is told to make reports; staff and, where they may, the customer save one; it is made again and sent', async () => {
  const { core, company, clock } = system;
  const office = await officePage(system, { session });
  const { page } = office;
  await page.goto(`/catalogue/${company.types.service}`);
  await expectHeading(page, 'Yearly service');
  await page.getByRole('checkbox', { name: 'Make a report' }).check();
  // The customer speaks Italian.
  await page.getByLabel('Name of the report (Italiano)').fill('Prova di lavoro');
  await page
    .getByLabel('Words above what was recorded (Italiano)')
    .fill('Gentile {intervention.customer.name}, ecco il nostro lavoro.');
  await page.getByLabel('On the activity sheet').uncheck();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/type-report-1280-light-en');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved', { exact: false }).first().waitFor();

  const sara = staffScope(company, company.supervisor.staffUserId);
  const { seen } = await core.work.page(sara, visit);
  clock.advance(3 * 3600);
  const now = clock.now();
  await core.work.step(sara, {
    ...{ interventionId: visit, step: 'closed', at: now, sentAt: now, seen, idempotencyKey: 'closed-once' },
    closing: { startedAt: now - 3600, endedAt: now, result: 'ok', answers: {}, version: 0 },
  });
  await system.work();

  const mario = await system.sessionFor('mario@example.com');
  const portal = await portalPage(system, {
    ...{ session: mario, javaScriptEnabled: false, viewport: { width: 320, height: 800 } },
  });
  await portal.page.goto(`/visits/${visit}`);
  await portal.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await portal.page.content()).not.toMatch(/report/i);

  await page.goto(`/catalogue/${company.types.service}`);
  await page.getByLabel('Customers find it with the visit in the portal').check();
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved', { exact: false }).first().waitFor();
  await portal.page.reload();
  const link = portal.page.getByRole('link', { name: 'Download the report (PDF)' });
  await link.waitFor();
  expect(await overflow(portal.page)).toBe(0);
  await screenshot(portal.page, 'portal/visit-report-320-light-en');
  const [download] = await Promise.all([portal.page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('Prova di lavoro 2027-01-11.pdf');
  const told = readPdf(readFileSync(await download.path())).pages.join('');
  expect(told).toContain('Anna');
  expect(told).toMatch(/Gentile Mario [^{]*, ecco il nostro lavoro/);

  await page.goto(`/interventions/${visit}`);
  await expectHeading(page, /Yearly service/);
  const section = page.getByRole('region', { name: 'Reports of the closing' });
  await section.getByRole('link', { name: 'Prova di lavoro 2027-01-11.pdf' }).waitFor();
  expect(await page.getByRole('region', { name: 'Reports', exact: true }).count()).toBe(0);
  // Nothing has changed; then the type calls it otherwise.
  await section.getByRole('button', { name: 'Make the report again' }).click();
  await section.getByText('The report is being made').waitFor();
  await system.work();
  await section.getByText('Nothing has changed').waitFor();
  await page.goto(`/catalogue/${company.types.service}`);
  await page.getByLabel('Name of the report (Italiano)').fill('Rapporto');
  await page.getByRole('checkbox', { name: 'Send it to the customer by e-mail' }).check();
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved', { exact: false }).first().waitFor();
  await page.goto(`/interventions/${visit}`);
  await section.getByRole('button', { name: 'Make the report again' }).click();
  await section.getByText('The report is being made').waitFor();
  await system.work();
  await section.getByText('A new version was made').waitFor();
  await section.getByText('Version 2').waitFor();
  await system.work();
  await page.reload();
  await section.getByText('Sent to the customer by e-mail on').waitFor();
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await overflow(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/visit-report-320-light-en');
  expect([...office.complaints, ...portal.complaints]).toEqual([]);
  await portal.close();
  await office.close();
});

test('CAD-PL-33 a report that reaches nobody stands on the day’s page until somebody says that the customer has it', async () => {
  const { core, company, clock } = system;
  const sara = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const [accessId] = company.customers.lisa.accessIds;
  await core.accesses.setEnabled(sara, { accessId: accessId!, enabled: false });
  const { seen } = await core.work.page(sara, lisas);
  const now = clock.now();
  await core.work.step(sara, {
    ...{ interventionId: lisas, step: 'closed', at: now, sentAt: now, seen, idempotencyKey: 'closed-too' },
    closing: { startedAt: now - 3600, endedAt: now, result: 'ok', answers: {}, version: 0 },
  });
  await system.work();
  await system.work();
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/');
  await page.getByRole('link', { name: 'Report not sent 1' }).click();
  await page.waitForURL(/problem=report-unsent/);
  await expectHeading(page, 'Interventions');
  await page.getByRole('table').getByRole('link').first().click();
  await expectHeading(page, /Yearly service/);
  const section = page.getByRole('region', { name: 'Reports of the closing' });
  await section.getByText('nobody of this customer has an e-mail address').waitFor();
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await overflow(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/visit-report-unsent-320-light-en');
  const delivered = section.getByRole('button', { name: 'The customer has it otherwise' });
  await delivered.click();
  await delivered.waitFor({ state: 'hidden' });
  await page.getByText('Report handed to the customer otherwise').waitFor();
  await page.goto('/');
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  expect(await page.getByRole('link', { name: /Report not sent/ }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});
