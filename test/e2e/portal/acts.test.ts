import type { SaveActionInput } from '@itinera/core';
import type { Clause } from '@itinera/core/shared';
import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainAction } from '../../fixtures/portal-action.ts';
import { boilerForm } from '../../fixtures/boiler-form.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { plainPdf } from '../../fixtures/uploads.ts';
import * as office from '../backoffice/steps.ts';
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

const admin = () => staffScope(system.company, system.company.supervisor.staffUserId, ['administrator']);

async function add(
  kind: SaveActionInput['kind'],
  more: Partial<SaveActionInput>,
): Promise<() => Promise<void>> {
  const activityTypeId = system.company.types.service;
  const { portalActions } = system.core;
  const { actionId } = await portalActions.save(admin(), {
    ...plainAction(kind),
    activityTypeId,
    notifyStaff: ['planners'],
    ...more,
  });
  return () => portalActions.remove(admin(), { activityTypeId, actionId, revision: 1 });
}

describe.each(modes)('portal actions that ask and tell $mode', (mode) => {
  test('CAD-AC-02 CAD-AC-06 CAD-AC-09 CAD-AC-12 a message from home, a proposed time and a form by action, each to its end', async () => {
    const { page, complaints, close } = await portalPage(system, { mode, session: mario });
    const alive = mode.javaScriptEnabled;
    const look = async (name: string) => {
      if (alive) expect(await axeFindings(page), name).toEqual([]);
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
      await screenshot(page, `portal/${name}-${alive ? 'alive' : 'plain'}`);
    };
    const confirmation = { en: 'Within a working day, {intervention.customer.name}.' };
    const gone = await add('message', {
      place: 'home',
      label: { en: 'Ask us' },
      icon: 'question',
      confirmation,
    });
    await page.goto('/');
    await follow(page, 'Ask us');
    await expectHeading(page, 'Ask us');
    await press(page, 'Send');
    await expectProblem(page, 'Write what it is about, or send a file.', '#text');
    await page.getByLabel('Your message').fill('Do you also\nsweep chimneys?');
    await look('ask-message');
    await press(page, 'Send');
    await page.getByText('Thank you. We have received it.').waitFor();
    await page.getByText('Within a working day, Mario Sample.').waitFor();
    await look('ask-sent');

    // What is switched off while it is open: it is said, and what was typed stays.
    await page.goto('/');
    await follow(page, 'Ask us');
    await page.getByLabel('Your message').fill('A second one');
    await gone();
    await press(page, 'Send');
    await page.getByText('This can no longer be sent here.').waitFor();
    expect(await page.getByLabel('Your message').inputValue()).toBe('A second one');
    await page.goto('/');
    expect(await page.getByRole('link', { name: 'Ask us' }).count()).toBe(0);

    const id = await bookService(page, alive ? 1 : 3);
    const tidy = [await add('propose', { limits: { horizonDays: 12 } })];
    await page.goto(`/visits/${id}`);
    await look('visit-actions');
    await follow(page, 'Propose a time');
    await page.getByLabel('Preferred date').fill('2027-03-30');
    await press(page, 'Send');
    await expectProblem(page, 'Give a date from', '#date');
    await page.getByLabel('Preferred date').fill('2027-01-20');
    await page.getByRole('radio', { name: 'Afternoon' }).check();
    await page.getByLabel('Preferred time (optional)').fill('15:30');
    await page.getByLabel('No other time is possible for me').check();
    await look('ask-propose');
    await press(page, 'Send');
    await page.getByText('This is not an appointment yet.').waitFor();

    const { core, company } = system;
    const of = { activityTypeId: company.types.service, purpose: 'activity' } as const;
    const { revision } = await core.forms.page(admin(), of);
    const definition = { ...boilerForm(), portal: false };
    await core.forms.save(admin(), { ...of, revision, definition, deletions: {} });
    const conditions: Clause = { fact: 'uses', is: 'at-most', values: [0] };
    tidy.push(
      await add('form', { label: { en: 'Tell us more' }, confirmation: { en: 'Now we know.' }, conditions }),
    );
    await page.goto(`/visits/${id}`);
    await follow(page, 'Tell us more');
    await expectHeading(page, 'Tell us more');
    await page.getByLabel('radiators', { exact: true }).fill('7');
    await press(page, 'Send');
    await page.getByText('Now we know.').waitFor();
    await page.goto(`/visits/${id}`);
    expect(await page.getByRole('link', { name: 'Tell us more' }).count(), 'CAD-CO-06 once').toBe(0);
    const { answers } = await core.forms.ofVisit(admin(), { interventionId: id, purpose: 'activity' });
    expect(answers).toEqual({ radiators: 7 });
    for (const remove of tidy) await remove();
    expect(complaints.filter((line) => !/409|422/.test(line))).toEqual([]);
    await close();
  });
});

test('CAD-AC-09 staff see what was asked for, answer it, and see that another did', async () => {
  const { companyId, businessUnitId } = system.company;
  const ada = await setUp(system.core).staffUser({
    companyId,
    name: 'Ada Sample',
    email: 'ada@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId, role: 'administrator' }],
  });
  const { page, complaints, close } = await office.officePage(system, {
    session: await office.staffSession(system, ada),
    viewport: { width: 320, height: 800 },
  });
  const { open } = await system.core.requests.count(admin());
  expect(open).toBe(4);
  await page.goto('/requests');
  await office.expectHeading(page, 'Requests of customers');
  await page.getByText('Do you also').first().waitFor();
  await page.getByLabel('Kind').selectOption('Preferred time');
  await page.getByText('Would like: Wednesday 20 January 2027, in the afternoon, at 15:30').first().waitFor();
  await page.getByText('Do you also').first().waitFor({ state: 'detached' });
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await screenshot(page, 'backoffice/requests-320');
  await page.getByRole('button', { name: 'Mark as done' }).first().click();
  await page.getByLabel('Answer to the customer (optional)').fill('That suits us.');
  await page
    .getByLabel('Files with the answer (optional)')
    .setInputFiles({ name: 'leaflet.pdf', mimeType: 'application/pdf', buffer: plainPdf });
  await page.getByRole('button', { name: 'Remove leaflet.pdf' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await screenshot(page, 'backoffice/request-answer-320');
  await page.locator('form').getByRole('button', { name: 'Mark as done' }).click();
  await page.getByText('The request is done, and the answer is on its way.').waitFor();
  // The list is read anew after that.
  await page.getByText('Answer: That suits us.').waitFor();
  await page.getByRole('link', { name: 'leaflet.pdf' }).waitFor();
  expect(await system.core.requests.count(admin())).toEqual({ open: 3 });
  await system.work();
  expect(system.mailer.sent.findLast(({ text }) => text.includes('That suits us.'))?.to).toBe(
    'mario@example.com',
  );

  const person = await portalPage(system, { session: mario, viewport: { width: 320, height: 800 } });
  const asked = (await system.core.requests.list(admin(), { kind: 'proposal' })).items[0]!;
  for (const from of ['/', `/visits/${asked.interventionId}`]) {
    await person.page.goto(from);
    await follow(person.page, 'Your messages and our answers');
  }
  await expectHeading(person.page, 'Your messages and our answers');
  await person.page.getByText('That suits us.').waitFor();
  const [saved] = await Promise.all([
    person.page.waitForEvent('download'),
    person.page.getByRole('link', { name: 'leaflet.pdf' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('leaflet.pdf');
  expect(await axeFindings(person.page)).toEqual([]);
  expect(await overflow(person.page)).toBeLessThanOrEqual(0);
  await screenshot(person.page, 'portal/requests-320');
  expect(person.complaints).toEqual([]);
  await person.close();

  // Another deals with it while it is open here: both versions, and nothing is overwritten.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('button', { name: 'Mark as done' }).first().click();
  await page.getByLabel('Answer to the customer (optional)').fill('Mine');
  const [other] = (await system.core.requests.list(admin(), { state: 'open', kind: 'proposal' })).items;
  if (!other) throw new Error('nothing is open');
  await system.core.requests.close(admin(), {
    requestId: other.id,
    revision: other.revision,
    answer: 'Theirs',
  });
  await page.locator('form').getByRole('button', { name: 'Mark as done' }).click();
  await page.getByRole('cell', { name: 'Theirs' }).waitFor();
  await screenshot(page, 'backoffice/requests-stale');
  await page.getByRole('button', { name: 'Take' }).or(page.locator('.stale button')).first().click();
  await page.getByText('Answer: Theirs').waitFor();
  await page
    .getByRole('link', { name: /Yearly service/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Requests of customers' }).waitFor();
  await screenshot(page, 'backoffice/intervention-requests');
  expect(complaints.filter((line) => !/409/.test(line))).toEqual([]);
  await close();
});
