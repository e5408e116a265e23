import type { CustomerInterventionPage } from '@itinera/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import {
  bookService,
  chooseLateWindow,
  expectProblem,
  expectHeading,
  follow,
  modes,
  portalPage,
  press,
} from './steps.ts';

let system: System;
let mario: string;
let lisa: string;

beforeAll(async () => {
  system = await startSystem();
  mario = await system.sessionFor('mario@example.com');
  lisa = await system.sessionFor('lisa@example.com');
});
afterAll(() => system.close());

/** The visit as the core tells it to its customer. */
function visitOfMario(id: string): Promise<CustomerInterventionPage> {
  const { company, core } = system;
  return core.interventions.forAccess(accessScope(company, company.customers.mario), id);
}

describe.each(modes)('changing a visit $mode', (mode) => {
  test('CAD-AC-05: moving keeps the present appointment until the new one is certain', async () => {
    const { page, complaints, close } = await portalPage(system, { mode, session: mario });
    const id = await bookService(page, 1);
    const before = await visitOfMario(id);
    await page.goto(`/visits/${id}`);
    await follow(page, 'Move the visit');
    await expectHeading(page, 'When shall we come instead?');
    await page.getByText(/^Booked now: /).waitFor();
    await page.getByText('Your present appointment stays yours').waitFor();
    const wanted = await chooseLateWindow(page, 9);
    await press(page, 'Continue');
    await expectHeading(page, 'Check and move');
    expect((await visitOfMario(id)).promise).toEqual(before.promise);
    await press(page, 'Move to this time');
    await expectHeading(page, 'Your visit has been moved');
    const after = await visitOfMario(id);
    expect(after.promise).toMatchObject({ start: wanted.start, end: wanted.end });
    expect(after.reference).toBe(before.reference);

    await follow(page, 'See the visit');
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(await page.locator('ol .what').allTextContents()).toEqual(['Booked', 'Moved']);
    await system.work();
    const told = system.mailer.sent.filter(({ text }) => text.includes(`${before.reference}`));
    expect(told).toMatchObject([
      { to: 'mario@example.com', subject: expect.stringMatching(/^Appuntamento spostato/) as string },
    ]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('CAD-AC-11: canceling asks why, says what happens, and ends it', async () => {
    const { page, complaints, close } = await portalPage(system, { mode, session: mario });
    const id = await bookService(page, 4);
    await page.goto(`/visits/${id}`);
    await follow(page, 'Cancel the visit');
    await expectHeading(page, 'Cancel this visit?');
    await page.getByLabel('Anything we should know? (optional)').fill('We moved house');
    await press(page, 'Cancel the visit');
    await expectProblem(page, 'Choose why you cancel', '#reason');
    expect(await page.getByLabel('Anything we should know? (optional)').inputValue()).toBe('We moved house');
    await page.getByRole('radio', { name: 'It is no longer needed' }).check();
    await press(page, 'Cancel the visit');
    await expectHeading(page, 'Your visit is canceled');
    expect(await visitOfMario(id)).toMatchObject({ status: 'canceled', cancelReason: 'no-longer-needed' });

    await page.goto(`/visits/${id}`);
    await page.getByText('It is no longer needed').waitFor();
    expect(await page.getByRole('link', { name: 'Move the visit' }).count()).toBe(0);
    await page.goto(`/visits/${id}/cancel`);
    await page.getByText('This visit cannot be canceled here').waitFor();
    await page.goto(`/visits/${id}/reschedule`);
    await page.getByText('This visit cannot be moved here').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('what is too late is told, also to somebody whose page is older', async () => {
    const { page, close } = await portalPage(system, { mode, session: mario });
    const id = await bookService(page, 6);
    const { promise } = await visitOfMario(id);
    await page.goto(`/visits/${id}/cancel`);
    await page.getByRole('radio', { name: 'Another reason' }).check();
    const now = system.clock.now();
    try {
      system.clock.set((promise?.start ?? 0) - 3600);
      const session = await system.sessionFor('mario@example.com');
      await page.context().addCookies([{ name: 'itinera_portal', value: session, url: system.portalUrl }]);
      await press(page, 'Cancel the visit');
      await page.getByText('It is too late for that here; please contact us.').first().waitFor();
      await page.goto(`/visits/${id}`);
      await page.getByText('It is too late for that here; please contact us.').first().waitFor();
      expect(await page.getByRole('link', { name: 'Cancel the visit' }).count()).toBe(0);
      expect((await visitOfMario(id)).status).toBe('pending');
    } finally {
      system.clock.set(now);
    }
    await close();
  });
});

test('unknown ids and other people’s ids answer with the same page, and 404', async () => {
  const own = await portalPage(system, { session: mario });
  const id = await bookService(own.page, 2);
  await own.close();
  const { address, typeId } = await visitOfMario(id);
  const unknown = '01890000-0000-7000-8000-000000000000';
  const get = async (path: string, session: string) => {
    const answer = await fetch(`${system.portalUrl}${path}`, {
      headers: { cookie: `itinera_portal=${session}` },
      redirect: 'manual',
    });
    const body = (await answer.text()).replaceAll(/[0-9a-f]{8}(?=<)/g, '<error id>');
    return { status: answer.status, main: /<main[\s\S]*<\/main>/.exec(body)?.[0] };
  };
  const paths = (visit: string, place: string, type: string) => [
    `/visits/${visit}`,
    `/visits/${visit}/reschedule`,
    `/visits/${visit}/cancel`,
    `/visits/${visit}/cancel/done`,
    `/visits/${visit}/reschedule/done`,
    `/visits/${visit}/calendar.ics`,
    `/book/done/${visit}`,
    `/book/${type}/${place}/when`,
  ];
  const foreign = paths(id, address!.id, typeId);
  const missing = paths(unknown, unknown, typeId);
  const malformed = paths('1', "'--", typeId);
  for (const [index, path] of foreign.entries()) {
    const answers = [
      await get(path, lisa),
      await get(missing[index] ?? '', lisa),
      await get(malformed[index] ?? '', lisa),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ main }) => main)).size).toBe(1);
    expect((await get(path, mario)).status, `control: ${path} is there for its owner`).toBeLessThan(400);
  }
});
