import type { SaveActionInput } from '@itinera/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainAction } from '../../fixtures/portal-action.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { officePage, staffSession } from '../backoffice/steps.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import {
  chooseLateWindow,
  expectHeading,
  expectProblem,
  follow,
  modes,
  portalPage,
  press,
  toTimes,
} from './steps.ts';

let system: System;
let mario: string;
beforeAll(async () => {
  system = await startSystem();
  mario = await system.sessionFor('mario@example.com');
  await save('book', { staffConfirms: true });
  await save('sign', { label: { en: 'Order to sign' }, document: words('12') });
});
afterAll(() => system.close());

const words = (price: string) => ({
  en: `Order {intervention.reference}\n\nWe do the work at {intervention.address} for ${price} francs.`,
});

/** The type's action of this kind, with these settings. */
async function save(kind: SaveActionInput['kind'], more: Partial<SaveActionInput>): Promise<void> {
  const { core, company } = system;
  const administrator = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const activityTypeId = company.types.service;
  const { actions } = await core.portalActions.page(administrator, activityTypeId);
  const before = actions.find((action) => action.kind === kind);
  await core.portalActions.save(administrator, {
    ...plainAction(kind),
    activityTypeId,
    place: before?.place ?? 'intervention',
    document: before?.document ?? {},
    ...(before && { actionId: before.id, revision: before.revision }),
    ...more,
  });
}

describe.each(modes)('what both sides decide $mode', (mode) => {
  test('CAD-AC-13 CAD-AC-08 a time that is asked for, confirmed by staff, and a document signed as it was read', async () => {
    await save('sign', { label: { en: 'Order to sign' }, document: words('12') });
    const { page, complaints, close } = await portalPage(system, { mode, session: mario });
    await toTimes(page, 'Yearly service');
    await chooseLateWindow(page, mode.javaScriptEnabled ? 0 : 2);
    await press(page, 'Continue');
    await press(page, 'Book this visit');
    await expectHeading(page, 'We have your request');
    await page.getByText('We confirm it soon, by e-mail').waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    await page.goto(`/visits/${id}`);
    await page.getByText('Requested', { exact: true }).waitFor();

    // S18: a session alone signs nothing.
    system.clock.advance(11 * 60);
    await follow(page, 'Order to sign');
    await expectHeading(page, 'Order to sign');
    await page.getByText('for 12 francs.').waitFor();
    await page.getByText('Nothing is signed yet.').waitFor();
    expect(await page.getByRole('button', { name: 'Sign and send' }).count()).toBe(0);
    if (mode.javaScriptEnabled) expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, `portal/sign-prove-${mode.javaScriptEnabled ? 'alive' : 'plain'}`);
    await follow(page, 'Confirm that it is you');
    await expectHeading(page, 'First confirm that it is you');
    await press(page, 'Send a code');
    await page.getByLabel('Code from the message').fill(await system.codeFor('mario@example.com'));
    await press(page, 'Continue');
    await expectHeading(page, 'Order to sign');
    await press(page, 'Sign and send');
    const undecided = page.locator('[role=alert] a').filter({ hasText: 'Accept or refuse it' });
    await undecided.waitFor();
    await page.getByLabel('I have read it and accept it').check();
    await press(page, 'Sign and send');
    // The problems of the former attempt stand there until this one is answered.
    await undecided.waitFor({ state: 'detached' });
    await expectProblem(page, 'Enter your full name', '#name');
    await page.getByLabel('Your name').fill('Mario Sample');
    // Meanwhile staff change what is signed.
    await save('sign', { label: { en: 'Order to sign' }, document: words('24') });
    await press(page, 'Sign and send');
    await page.getByText('The document was changed since you opened it').waitFor();
    await page.getByText('for 24 francs.').waitFor();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Mario Sample');
    if (mode.javaScriptEnabled) expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await screenshot(page, `portal/sign-${mode.javaScriptEnabled ? 'alive' : 'plain'}`);
    await press(page, 'Sign and send');
    await page.getByText('Accepted by Mario Sample').waitFor();
    await follow(page, 'Back');
    await page.getByText('You have accepted it.').waitFor();
    expect(complaints.filter((line) => !/409|422/.test(line))).toEqual([]);
    await close();

    if (!mode.javaScriptEnabled) return;
    const office = await officePage(system, { session: await staffSession(system) });
    await office.page.goto(`/interventions?problem=to-confirm`);
    await office.page
      .getByText(/V-0000\d/)
      .first()
      .waitFor();
    await office.page.goto(`/interventions/${id}`);
    await office.page.getByText('Accepted').first().waitFor();
    await office.page.getByText('What was read').click();
    await office.page.getByText('for 24 francs.').waitFor();
    expect(await axeFindings(office.page)).toEqual([]);
    await screenshot(office.page, 'backoffice/to-confirm');
    await office.page.getByRole('button', { name: 'Confirm the time' }).click();
    await office.page.getByText('is confirmed; the customer is told.').waitFor();
    await system.work();
    const told = system.mailer.sent.filter(({ subject }) => subject.startsWith('Appuntamento confermato'));
    expect(told.at(-1)).toMatchObject({ to: 'mario@example.com' });
    await office.close();
  });
});
