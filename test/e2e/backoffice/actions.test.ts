import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import * as portal from '../portal/steps.ts';
import { expectHeading, newIntervention, officePage, staffSession } from './steps.ts';

let system: System;
let administrator: string;
let mario: string;
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
  mario = await system.sessionFor('mario@example.com');
});
afterAll(() => system.close());

test('CAD-AC-01 CAD-CO-03 an action is added with conditions, said in words, tried on a real intervention, linted and taken back', async () => {
  const { service } = system.company.types;
  await newIntervention(system);
  const { page, complaints, close } = await officePage(system, {
    session: administrator,
    viewport: { width: 320, height: 800 },
  });
  await page.goto(`/catalogue/${service}/actions`);
  await expectHeading(page, 'Yearly service');
  await page.getByLabel('Kind of action').selectOption('Schedule an intervention');
  await page.getByRole('link', { name: 'Add action' }).click();
  await page.getByRole('heading', { name: 'New action: Schedule an intervention' }).waitFor();
  await page.getByLabel('Label (English)').fill('Pick your time');

  // By keyboard alone: the new condition has the focus.
  await page.getByRole('button', { name: 'Add condition' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Fact').selectOption('Planned');
  await page.getByLabel('Value').selectOption('yes');
  await page.getByText('This can never hold').waitFor();
  await page.getByLabel('Value').selectOption('no');
  await page.getByText('This always holds').waitFor();
  await page.getByRole('button', { name: 'Remove condition: Planned' }).click();
  await page.getByRole('button', { name: 'Add condition' }).click();
  await page.getByLabel('Fact').selectOption('Customer’s tags');
  await page.getByRole('button', { name: 'Save action' }).click();
  await page.getByRole('alert').first().waitFor();
  await page.getByText('Give a value to compare with.').first().waitFor();
  await page.getByLabel('Values, with commas between').fill('VIP, Lift');
  await page.getByText('Customer’s tags is one of “vip”, “lift”').first().waitFor();

  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByText('Hidden: its conditions do not hold').waitFor();
  await page.getByText('Time alone will not make it appear.').waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: 'decides' }).innerText()).toMatch(
    /^✗ Customer’s tags .*\(is: not there\)/,
  );
  await page.getByRole('button', { name: 'Save action' }).click();
  await page.getByRole('link', { name: 'Pick your time' }).waitFor();
  await page.getByText('Ada Sample: action added').waitFor();

  await page.getByRole('button', { name: 'Move Pick your time up' }).click();
  await page.getByText('Ada Sample: order changed').waitFor();
  const names = () => page.locator('li[data-action] .what a').allTextContents();
  expect(await names()).toEqual(['Book an appointment', 'Move an appointment', 'Pick your time', 'Cancel']);
  await page.getByRole('button', { name: 'Undo this change' }).last().click();
  await expect
    .poll(names)
    .toEqual(['Book an appointment', 'Move an appointment', 'Cancel', 'Pick your time']);

  // What becomes of work that waits: said where it is set, where it never happens, and of the intervention it is tried on.
  await page.getByLabel('Kind of action').selectOption('Send a message');
  await page.getByRole('link', { name: 'Add action' }).click();
  const result = page.getByLabel('Open work without a time, when it was done');
  await result.selectOption('is planned automatically');
  await page.getByLabel('Where it stands').selectOption('On the home page');
  await page.getByText('It never takes effect').waitFor();
  await page.getByLabel('Where it stands').selectOption('On an intervention');
  await page.getByText('It never takes effect').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByText('This intervention would be planned automatically.').waitFor();
  await page.getByRole('button', { name: 'Save action' }).click();
  await page.getByRole('link', { name: 'Send a message' }).click();
  await expect.poll(() => result.inputValue()).toBe('autoassign_pending');
  expect(complaints.filter((one) => !one.includes('422') && !one.includes('400'))).toEqual([]);
  await close();
}, 120_000);

describe.each(portal.modes)('an intervention that staff made $mode', (mode) => {
  test('CAD-AC-04 CAD-CO-01 gets its time from its customer once the condition holds', async () => {
    const { core, company } = system;
    const { service } = company.types;
    const session = await core.staff.session(administrator);
    const scope = session!.scope(company.businessUnitId);
    const { actions } = await core.portalActions.page(scope, service);
    const schedule = actions.find(({ kind }) => kind === 'schedule')!;
    const set = (conditions: typeof schedule.conditions) =>
      core.portalActions.page(scope, service).then(async (now) => {
        const { revision } = now.actions.find(({ id }) => id === schedule.id)!;
        const { faults: _, id: actionId, ...settings } = schedule;
        await core.portalActions.save(scope, {
          ...settings,
          conditions,
          revision,
          actionId,
          activityTypeId: service,
        });
      });
    await set({ fact: 'customer.tags', is: 'one-of', values: ['vip'] });
    const id = await newIntervention(system);
    const { page, complaints, close } = await portal.portalPage(system, { mode, session: mario });
    await page.goto(`/visits/${id}`);
    await portal.expectHeading(page, 'Yearly service');
    expect(await page.getByRole('link', { name: 'Pick your time' }).count()).toBe(0);
    await page.goto(`/visits/${id}/schedule`);
    await page.getByText('A time for this visit cannot be chosen here').waitFor();

    await set(null);
    await page.goto(`/visits/${id}`);
    await portal.follow(page, 'Pick your time');
    await portal.expectHeading(page, 'Pick your time');
    const wanted = await portal.chooseLateWindow(page, mode.javaScriptEnabled ? 1 : 5);
    await portal.press(page, 'Continue');
    await portal.expectHeading(page, 'Check and book');
    await portal.press(page, 'Book this visit');
    await portal.expectHeading(page, 'Your visit is booked');
    const visit = await core.interventions.forAccess(accessScope(company, company.customers.mario), id);
    expect(visit).toMatchObject({ promise: { start: wanted.start, end: wanted.end }, status: 'pending' });
    expect(complaints).toEqual([]);
    await close();
  }, 120_000);
});
