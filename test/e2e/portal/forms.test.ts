import { emptyForm, type FormDefinition } from '@itinera/core/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boilerForm, field, fuels } from '../../fixtures/boiler-form.ts';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { bookService, expectHeading, expectProblem, follow, modes, portalPage, press } from './steps.ts';

let system: System;
let mario: string;
beforeAll(async () => {
  system = await startSystem();
  mario = await system.sessionFor('mario@example.com');
});
afterAll(() => system.close());

const form: FormDefinition = {
  ...boilerForm(),
  fields: [
    ...boilerForm().fields,
    field('yes-no', 'cold', { label: { en: 'Is it cold?' }, required: true }),
    field('short-text', 'where', {
      label: { en: 'Where is it cold?' },
      required: true,
      shownWhen: { fact: 'field.cold', is: 'one-of', values: [true] },
    }),
    field('multiple-choice', 'wanted', { label: { en: 'What else?' }, options: fuels }),
    field('date', 'since', { label: { en: 'Since when?' }, latest: '2027-12-31' }),
    field('checkbox', 'agreed', { label: { en: 'I will be there' }, required: true }),
  ],
};

async function save(definition: FormDefinition): Promise<void> {
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

describe.each(modes)('a form about a visit $mode', (mode) => {
  test('CAD-FO-05 it is kept as a draft, asks more when answers do, and loses nothing when it was changed', async () => {
    await save(emptyForm);
    const { page, complaints, close } = await portalPage(system, { mode, session: mario });
    const id = await bookService(page, 1);
    await save(form);
    const stored = () =>
      system.core.forms.ofVisit(accessScope(system.company, system.company.customers.mario), {
        interventionId: id,
        purpose: 'activity',
      });
    await page.goto(`/visits/${id}`);
    await follow(page, 'Answer');
    await expectHeading(page, 'Before the visit');
    expect(await page.getByLabel('Where is it cold?').count()).toBe(0);
    await page.getByLabel('radiators', { exact: true }).fill('six');
    await press(page, 'Send');
    await expectProblem(page, 'This is not what is asked for here', '#a_radiators');
    expect(await page.getByLabel('radiators', { exact: true }).inputValue()).toBe('six');
    await page.getByLabel('radiators', { exact: true }).fill('6');
    await press(page, 'Save and go on later');
    await page.getByText('Saved. Nothing is sent yet').waitFor();
    expect(await stored()).toMatchObject({ state: 'draft', answers: { radiators: 6 } });
    await page.getByRole('radio', { name: 'Yes' }).check();
    await page.getByLabel('oil').check();
    await page.getByLabel('Since when? (optional)').fill('2027-01-09');
    await page.getByLabel('I will be there').check();
    await press(page, 'Send');
    await page.getByText('Your answers ask for a little more').waitFor();
    await page.getByLabel('Where is it cold?').fill('In the attic');
    // axe needs timers of the page.
    if (mode.javaScriptEnabled) expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await screenshot(page, `portal/form-${mode.javaScriptEnabled ? 'alive' : 'plain'}`);

    // Meanwhile staff take a field out and ask for another.
    const fields = form.fields.filter(({ code }) => code !== 'where');
    await save({ ...form, fields: [...fields, field('time', 'from', { required: true })] });
    await press(page, 'Send');
    await page.getByText('The form was changed since you opened it').waitFor();
    await page.getByText('No longer asked for: In the attic').waitFor();
    expect(await page.getByLabel('radiators', { exact: true }).inputValue()).toBe('6');
    await page.getByLabel('from', { exact: true }).fill('07:30');
    await press(page, 'Send');
    await page.getByText('Thank you. Your answers have arrived.').waitFor();
    expect(await stored()).toMatchObject({
      state: 'final',
      answers: {
        radiators: 6,
        cold: true,
        wanted: ['oil'],
        since: '2027-01-09',
        agreed: true,
        from: '07:30',
      },
    });
    await follow(page, 'Back');
    await page.getByText('You have answered this.').waitFor();
    expect(complaints.filter((line) => !/409|422/.test(line))).toEqual([]);
    await close();
  });
});

test('CAD-BU-14 what the portal does not ask is not there', async () => {
  await save({ ...emptyForm, fields: [field('date', 'a')] });
  const { page, close } = await portalPage(system, { session: mario });
  const id = await bookService(page, 3);
  await page.goto(`/visits/${id}`);
  expect(await page.getByRole('link', { name: 'Answer' }).count()).toBe(0);
  for (const purpose of ['activity', 'closing', 'survey', 'customer', 'x']) {
    const answer = await page.goto(`/visits/${id}/form/${purpose}`);
    expect(answer?.status(), purpose).toBe(404);
  }
  await close();
});
