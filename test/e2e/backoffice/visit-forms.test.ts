import { setUp } from '@itinera/core/set-up';
import { emptyForm } from '@itinera/core/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import { technicianUser } from '../../fixtures/technician-user.ts';
import { arriving, photo, plainPdf } from '../../fixtures/uploads.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { officePage, staffSession } from './steps.ts';

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

test('CAD-FO-02 staff see what customers answered with its files, send files themselves, and draw a signature', async () => {
  const { core, company } = system;
  const ada = staffScope(company, staffUserId, ['administrator']);
  const { mario } = company.customers;
  const { interventionId } = await core.interventions.create(ada, {
    activityTypeId: company.types.service,
    customerId: mario.customerId,
    addressId: mario.addressIds[0]!,
    comment: '',
    idempotencyKey: 'made-by-ada',
  });
  await core.forms.save(ada, {
    activityTypeId: company.types.service,
    purpose: 'activity',
    revision: 0,
    deletions: {},
    definition: {
      ...emptyForm,
      portal: true,
      fields: [
        field('photo', 'boiler', { label: { en: 'Boiler' }, maximum: 3 }),
        field('file', 'plan', { label: { en: 'Plan' } }),
        field('signature', 'signed', { label: { en: 'Signature' } }),
      ],
    },
  });
  const person = accessScope(company, mario);
  const sent = await core.files.upload(
    person,
    { interventionId, form: { purpose: 'activity', field: 'boiler' }, name: 'cellar.png' },
    arriving(await photo({ width: 200, height: 200, png: true })),
  );
  await core.forms.answerVisit(person, {
    interventionId,
    purpose: 'activity',
    version: 1,
    revision: 0,
    answers: { boiler: [sent.id] },
    mode: 'final',
    idempotencyKey: 'by-mario-himself',
  });

  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/interventions/${interventionId}`);
  await page.getByRole('link', { name: 'cellar.jpg' }).waitFor();
  await page.getByRole('button', { name: 'Fill in: Activity form' }).click();
  await page.getByLabel('Plan', { exact: true }).setInputFiles({
    name: 'a.exe',
    mimeType: 'application/pdf',
    buffer: Buffer.from('MZ\u0090\0'),
  });
  await page.getByText('This type of file is not taken').waitFor();
  await page.getByRole('button', { name: 'Stop uploading a.exe' }).click();
  await page.getByLabel('Plan', { exact: true }).setInputFiles({
    name: 'plan.pdf',
    mimeType: 'application/pdf',
    buffer: plainPdf,
  });
  await page.getByRole('link', { name: 'plan.pdf' }).waitFor();
  await page.getByLabel('Signature', { exact: true }).fill('Ada Sample');
  await page.locator('canvas').scrollIntoViewIfNeeded();
  const box = (await page.locator('canvas').boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 80, { steps: 5 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Use this drawing' }).click();
  await page.getByRole('img', { name: 'Drawn signature' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/visit-form-filling');
  await page.getByRole('button', { name: 'Remove cellar.jpg' }).click();
  await page.getByRole('button', { name: 'Save answers' }).click();
  await page.getByRole('button', { name: 'Fill in: Activity form' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'plan.pdf' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('plan.pdf');
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/visit-form');
  const { answers, files } = await core.forms.ofVisit(ada, { interventionId, purpose: 'activity' });
  expect(files.map(({ name }) => name).sort()).toEqual(['plan.pdf', 'signature.png']);
  expect(answers['boiler']).toBeUndefined();
  // 400: what was refused above.
  expect(complaints.filter((line) => !line.includes('400'))).toEqual([]);
  await close();
});

test('CAD-LC-07 CAD-RE-01 an open day shows what is said at the door, and the closing form that is sent closes', async () => {
  const { core, company } = system;
  const ada = staffScope(company, staffUserId, ['administrator']);
  const { customerId, addressIds } = company.customers.lisa;
  const { interventionId } = await core.interventions.create(ada, {
    ...{ activityTypeId: company.types.repair, customerId, addressId: addressIds[0]!, comment: '' },
    idempotencyKey: 'to-be-closed',
  });
  const technicianId = company.technicians.anna;
  const planned = await core.bookings.planByHand(ada, {
    ...{ interventionId, technicianId, at: '2027-01-11T09:00', revision: 1 },
    idempotencyKey: 'by-hand-to-be-closed',
  });
  expect(planned.kind).toBe('confirmed');
  const annaUser = await technicianUser(core, company, technicianId);
  const anna = staffScope(company, annaUser.staffUserId, ['technician']);
  const { seen: annasSeen } = await core.work.page(anna, interventionId);
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/planning/${technicianId}/2027-01-11`);
  await page.getByRole('link', { name: 'Lisa Sample Ltd' }).first().waitFor();
  const { seen } = await core.work.page(ada, interventionId);
  const now = system.core.clock.now();
  await core.work.step(ada, {
    ...{ interventionId, step: 'on-the-way', at: now, sentAt: now, seen, idempotencyKey: 'on-the-way-now' },
  });
  await page.getByText('On the way').waitFor();
  await page.goto(`/interventions/${interventionId}`);
  // A step that is said while the form is filled in leaves it as it is.
  await page.getByRole('button', { name: /^Fill in: Closing/ }).click();
  await page.getByLabel('Actual start').fill('2027-01-11T06:05');
  await page.getByRole('button', { name: 'Arrived' }).click();
  await page.getByRole('button', { name: 'Work started' }).waitFor();
  await page.getByLabel('Actual end').fill('2027-01-11T06:40');
  await page.getByLabel('Not OK', { exact: true }).check();
  await page.getByRole('button', { name: 'Close the work' }).click();
  await page.getByText('Choose why it is not OK.').waitFor();
  await page.getByLabel('Why it is not OK').selectOption({ label: 'Nobody was there' });
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/visit-closing');
  await page.getByRole('button', { name: 'Close the work' }).click();
  await page.getByRole('button', { name: 'Open again' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/visit-closed');
  expect(await core.work.page(ada, interventionId)).toMatchObject({
    ...{ state: 'closed', result: 'ko', reason: 'no-show' },
    actualEnd: Date.parse('2027-01-11T06:40:00+01:00') / 1000,
  });

  // The technician's phone sent a closing too late: it is beside what is stored; and what is stored is corrected.
  await core.work.step(anna, {
    ...{
      interventionId,
      step: 'closed',
      at: now,
      sentAt: now,
      seen: annasSeen,
      idempotencyKey: 'too-late-then',
    },
    closing: {
      ...{ startedAt: now - 3000, endedAt: now - 600, result: 'ok', comment: 'From my phone' },
      ...{ answers: {}, version: 0 },
    },
  });
  await page.reload();
  const late = page.getByRole('region', { name: 'Closings that came too late' });
  await late.getByText('From my phone').waitFor();
  await late.getByText('Mon 11 Jan 2027, 06:50').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'backoffice/visit-late-report');
  await page.getByRole('button', { name: 'Correct times and result' }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: 'Correct times and result' });
  await dialog.getByLabel('Work began').fill('2027-01-11T06:45');
  await send.click();
  await dialog.getByText('Say why.').waitFor();
  await dialog.getByLabel('Why is it corrected?').fill('He noted the wrong minute');
  await send.click();
  await dialog.getByText('Correct “Work ended” and send again.').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'backoffice/visit-correct');
  await dialog.getByLabel('Work began').fill('2027-01-11T06:10');
  await send.click();
  await page.getByText('He noted the wrong minute').waitFor();
  await late.getByRole('button', { name: 'Set aside' }).click();
  await page.getByLabel('Why? It stays in the history.').fill('The first one holds');
  await page.getByRole('dialog').getByRole('button', { name: 'Set aside' }).click();
  await page.getByText('The first one holds').waitFor();
  await page.setViewportSize({ width: 1280, height: 1000 });
  await screenshot(page, 'backoffice/visit-corrected');
  const work = await core.work.page(ada, interventionId);
  expect(work.late.map(({ state }) => state)).toEqual(['dismissed']);
  expect(work.actualStart).toBe(Date.parse('2027-01-11T06:10:00+01:00') / 1000);
  expect(complaints).toEqual([]);
  await close();
});
