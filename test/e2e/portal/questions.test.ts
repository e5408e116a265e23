import { expect, beforeAll, afterAll, describe, test } from 'vitest';
import { boilerForm, field } from '../../fixtures/boiler-form.ts';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { chooseLateWindow, expectHeading, expectProblem, follow, modes, portalPage, press } from './steps.ts';

let system: System;
let mario: string;
beforeAll(async () => {
  system = await startSystem();
  mario = await system.sessionFor('mario@example.com');
});
afterAll(() => system.close());

const cold = field('yes-no', 'cold', { label: { en: 'Is it cold?' } });
const where = field('short-text', 'where', {
  label: { en: 'Where is it cold?' },
  required: true,
  shownWhen: { fact: 'field.cold', is: 'one-of', values: [true] },
});
const form = { ...boilerForm(), fields: [...boilerForm().fields, cold, where] };

async function save(definition: typeof form): Promise<void> {
  const { core, company } = system;
  const administrator = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const of = { activityTypeId: company.types.service, purpose: 'activity' } as const;
  const { revision } = await core.forms.page(administrator, of);
  const write = (deletions: Record<string, number>) =>
    core.forms.save(administrator, { ...of, revision, definition, deletions });
  await write({}).catch((error: { details: { counts: Record<string, number> } }) =>
    write(error.details.counts),
  );
}

describe.each(modes)('booking with questions $mode', (mode) => {
  test('CAD-FO-01 CAD-FO-05 the answers set how long the times are, and a change in between loses nothing', async () => {
    await save(form);
    const { page, complaints, close } = await portalPage(system, { mode, session: mario });
    await page.goto('/book');
    await page.getByRole('radio', { name: 'Yearly service' }).check();
    await press(page, 'Continue');
    await press(page, 'Continue');
    await expectHeading(page, 'Some questions');
    await page.goto(page.url().replace('questions', 'when'));
    await expectHeading(page, 'Some questions');
    await press(page, 'Continue');
    await expectProblem(page, 'Answer', '#a_radiators');
    await page.getByLabel('radiators', { exact: true }).fill('8');
    await page.getByRole('radio', { name: 'Yes' }).check();
    await press(page, 'Continue');
    await page.getByText('Your answers ask for a little more').waitFor();
    // What was typed so far is kept.
    await page.goto(page.url());
    expect(await page.getByLabel('radiators', { exact: true }).inputValue()).toBe('8');
    await page.getByLabel('Where is it cold?').fill('In the attic');
    if (mode.javaScriptEnabled) expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await screenshot(page, `portal/questions-${mode.javaScriptEnabled ? 'alive' : 'plain'}`);
    await press(page, 'Continue');
    await expectHeading(page, 'When does it suit you?');
    await page.getByText('2 hours, 30 minutes').first().waitFor();
    await chooseLateWindow(page);
    await press(page, 'Continue');
    await expectHeading(page, 'Check and book');
    await page.getByText('2 hours, 30 minutes').first().waitFor();

    // Meanwhile staff ask for more.
    await save({ ...form, fields: [...form.fields, field('time', 'from', { required: true })] });
    await press(page, 'Book this visit');
    await page.getByText('The questions about this work were changed in the meantime').waitFor();
    await page.locator('a[href$="/questions"]').click();
    await page.getByText('The questions were changed since you answered them.').waitFor();
    expect(await page.getByLabel('Where is it cold?').inputValue()).toBe('In the attic');
    await page.getByLabel('from', { exact: true }).fill('07:30');
    await press(page, 'Continue');
    await expectHeading(page, 'When does it suit you?');
    // The window that was held is still chosen.
    await press(page, 'Continue');
    await expectHeading(page, 'Check and book');
    await press(page, 'Book this visit');
    await expectHeading(page, 'Your visit is booked');
    const interventionId = page.url().split('/').at(-1) ?? '';
    const { company, core } = system;
    expect(
      await core.forms.ofVisit(accessScope(company, company.customers.mario), {
        interventionId,
        purpose: 'activity',
      }),
    ).toMatchObject({
      state: 'final',
      answers: { radiators: 8, cold: true, where: 'In the attic', from: '07:30' },
    });
    expect(complaints.filter((line) => !/409|422/.test(line))).toEqual([]);
    await close();
  });
});

test('CAD-FO-01 who need not answer goes on without, and what was begun is kept', async () => {
  await save({ ...form, fields: form.fields.map((one) => ({ ...one, required: false })) });
  const { page, close } = await portalPage(system, { session: mario });
  const { company } = system;
  await page.goto(`/book/${company.types.service}/${company.customers.mario.addressIds[1]}/questions`);
  await page.getByLabel('remarks (optional)').fill('The dog');
  await press(page, 'Save and go on later');
  await page.getByText('Saved. Nothing is booked yet').waitFor();
  expect(await page.getByLabel('remarks (optional)').inputValue()).toBe('The dog');
  await press(page, 'Go on without answering');
  await expectHeading(page, 'When does it suit you?');
  await follow(page, 'Back');
  expect(await page.getByLabel('remarks (optional)').inputValue()).toBe('');
  await close();
});
