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
  toTimes,
  type Mode,
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

/** Somebody else takes the only technician who can do repairs, for that window. */
async function takeRepair(window: { start: number; end: number }, key: string): Promise<void> {
  const { company, core } = system;
  const scope = accessScope(company, company.customers.lisa, 'Lisa Sample');
  const addressId = company.customers.lisa.addressIds[0] ?? '';
  const held = await core.bookings.hold(scope, {
    activityTypeId: company.types.repair,
    addressId,
    ...window,
    idempotencyKey: `hold ${key}`,
  });
  if (held.kind !== 'held') throw new Error('the race could not be lost: the window was not free');
  const confirmed = await core.bookings.confirm(scope, {
    holdId: held.hold.id,
    idempotencyKey: `confirm ${key}`,
  });
  expect(confirmed.kind).toBe('confirmed');
}

/** The clock in Vaduz (winter: UTC+1), so many seconds from now. */
function clockIn(seconds: number): string {
  return new Date((system.clock.now() + 3600 + seconds) * 1000).toISOString().slice(11, 16);
}

function page(mode: Mode, session: string) {
  return portalPage(system, { mode, session });
}

describe.each(modes)('CAD-AC-03: booking $mode', (mode) => {
  test('what, where, when, check, done; nothing typed is lost on the way back', async () => {
    const watched = await page(mode, mario);
    const { page: tab, complaints } = watched;
    await tab.goto('/book');
    await press(tab, 'Continue');
    await expectProblem(tab, 'Choose what you need', '#type');
    await tab.getByRole('radio', { name: 'Yearly service' }).check();
    await press(tab, 'Continue');
    await expectHeading(tab, 'Where shall we come?');
    await tab.getByRole('radio', { name: 'Landstrasse 2' }).check();
    await press(tab, 'Continue');

    await expectHeading(tab, 'When does it suit you?');
    expect(await tab.locator('.choices.large input').count()).toBe(3);
    await tab.getByText('Central European Time').waitFor();
    await tab.locator('summary').click();
    await tab.getByRole('group', { name: /^\d+ times on Tuesday 12 January$/ }).waitFor();
    await tab.getByLabel('What do we need to know? (optional)').fill('Second floor <b>& "ring"</b>');
    await press(tab, 'Continue');
    await expectProblem(tab, 'Choose a time', '#window');
    expect(await tab.locator('textarea').inputValue()).toBe('Second floor <b>& "ring"</b>');
    const { value } = await chooseLateWindow(tab, mode.javaScriptEnabled ? 0 : 3);
    await press(tab, 'Continue');

    await expectHeading(tab, 'Check and book');
    await tab.getByText(`We keep this time for you until ${clockIn(600)}.`).waitFor();
    if (mode.javaScriptEnabled) await tab.locator('.left', { hasText: /^9:\d\d$/ }).waitFor();
    await press(tab, 'I need more time');
    await tab.getByText(`We keep this time for you until ${clockIn(1200)}.`).waitFor();
    expect(await tab.getByRole('button', { name: 'I need more time' }).count()).toBe(0);
    await follow(tab, 'Change Your note');
    await expectHeading(tab, 'When does it suit you?');
    expect(await tab.locator('textarea').inputValue()).toBe('Second floor <b>& "ring"</b>');
    expect(await tab.locator('input[name=window]:checked').getAttribute('value')).toBe(value);
    await press(tab, 'Continue');
    await expectHeading(tab, 'Check and book');
    await press(tab, 'Book this visit');

    await expectHeading(tab, 'Your visit is booked');
    const reference = (await tab.locator('.panel strong').textContent())?.trim() ?? '';
    expect(reference).toMatch(/^V-\d+$/);
    const [download] = await Promise.all([tab.waitForEvent('download'), follow(tab, 'Add to calendar')]);
    expect(download.suggestedFilename()).toBe(`${reference}.ics`);
    await tab.goBack();
    await expectHeading(tab, 'Yearly service'); // the visit itself: what was booked is not booked again
    await tab.getByText('Second floor <b>& "ring"</b>').waitFor();
    await tab.goto('/');
    await tab.getByText(reference).first().waitFor();

    await system.work();
    const mail = system.mailer.sent.find(({ text }) => text.includes(reference));
    expect(mail).toMatchObject({ to: 'mario@example.com' });
    expect(complaints).toEqual([]);
    await watched.close();
  });

  test('with one address it is not asked for, and said so', async () => {
    const watched = await page(mode, lisa);
    await toTimes(watched.page, 'Yearly service');
    await watched.page.getByText('your only address').waitFor();
    await watched.close();
  });

  test('when somebody was faster the nearest times are offered', async () => {
    const watched = await page(mode, mario);
    const { page: tab, complaints } = watched;
    await toTimes(tab, 'Heat-pump repair');
    await tab.locator('textarea').fill('The dog is friendly');
    const lost = await chooseLateWindow(tab);
    await takeRepair(lost, `first ${mode.mode}`);
    await press(tab, 'Continue');
    await tab.getByRole('heading', { name: 'That time has just been taken' }).waitFor();
    await expectProblem(tab, 'That time has just been taken: choose another one', '#window');
    await tab.getByRole('group', { name: 'The nearest times' }).getByRole('radio').first().check();
    expect(await tab.locator('textarea').inputValue()).toBe('The dog is friendly');
    await press(tab, 'Continue');
    await expectHeading(tab, 'Check and book');
    await tab.getByText('The dog is friendly').waitFor();
    expect(complaints).toEqual([]);
    await watched.close();
  });

  test('also when the kept time ran out and was taken before the last step', async () => {
    const watched = await page(mode, mario);
    const { page: tab, complaints } = watched;
    await toTimes(tab, 'Heat-pump repair');
    await tab.locator('textarea').fill('Ring twice');
    const lost = await chooseLateWindow(tab, 2);
    await press(tab, 'Continue');
    await expectHeading(tab, 'Check and book');
    system.clock.advance(601);
    await takeRepair(lost, `second ${mode.mode}`);
    await press(tab, 'Book this visit');
    await expectHeading(tab, 'That time has just been taken');
    const near = tab.getByRole('group', { name: 'The nearest times' }).getByRole('radio');
    expect(await near.count()).toBeGreaterThan(0);
    await press(tab, 'Continue');
    await expectProblem(tab, 'Choose a time', '#window');
    expect(await tab.locator('textarea').inputValue()).toBe('Ring twice');
    await chooseLateWindow(tab);
    await press(tab, 'Continue');
    await expectHeading(tab, 'Check and book');
    await tab.getByText('Ring twice').waitFor();
    await press(tab, 'Book this visit');
    await expectHeading(tab, 'Your visit is booked');
    expect(complaints).toEqual([]);
    await watched.close();
  });

  test('a kept time that ran out says so, and leads back', async () => {
    const watched = await page(mode, lisa);
    const { page: tab } = watched;
    await toTimes(tab, 'Yearly service');
    await chooseLateWindow(tab);
    await press(tab, 'Continue');
    await expectHeading(tab, 'Check and book');
    system.clock.advance(601);
    await tab.reload();
    await expectHeading(tab, 'We no longer keep this time');
    await watched.close();
  });

  test('dates without times say so and lead to the next day that has some', async () => {
    const watched = await page(mode, mario);
    const { page: tab } = watched;
    await toTimes(tab, 'Yearly service');
    await tab.goto(`${new URL(tab.url()).pathname}?from=2027-06-01`);
    await tab.getByText(/^No free times/).waitFor();
    expect(await tab.getByRole('link', { name: '+4232345678' }).count()).toBeGreaterThan(0);
    await follow(tab, 'Earlier times');
    await tab.locator('details fieldset').first().waitFor();
    await watched.close();
  });
});

test('what was typed and chosen before the scripts arrive stays', async () => {
  const watched = await portalPage(system, { session: mario });
  const { page: tab, complaints } = watched;
  let arrive = () => {};
  const scripts = new Promise<void>((resolve) => (arrive = resolve));
  await tab.route('**/*.js', async (route) => {
    await scripts;
    await route.continue();
  });
  const { company } = system;
  const when = `/book/${company.types.service}/${company.customers.mario.addressIds[0]}/when`;
  await tab.goto(when, { waitUntil: 'commit' });
  await tab.locator('textarea').fill('Typed early');
  const { value } = await chooseLateWindow(tab, 1);
  expect(await tab.locator('#svelte-announcer').count(), 'the page is not alive yet').toBe(0);
  arrive();
  await tab.locator('#svelte-announcer').waitFor({ state: 'attached' });
  expect(await tab.locator('textarea').inputValue()).toBe('Typed early');
  expect(await tab.locator('input[name=window]:checked').getAttribute('value')).toBe(value);
  expect(await tab.locator('details').getAttribute('open')).not.toBeNull();
  expect(complaints).toEqual([]);
  await watched.close();
});

test('R7: sending the same form twice books once', async () => {
  const watched = await portalPage(system, { session: mario, javaScriptEnabled: false });
  const { page: tab } = watched;
  await toTimes(tab, 'Yearly service');
  await chooseLateWindow(tab, 5);
  await press(tab, 'Continue');
  await expectHeading(tab, 'Check and book');
  const form = await tab
    .locator('form[action="?/confirm"] input')
    .evaluateAll((inputs) =>
      inputs.map((input): [string, string] => [
        input.getAttribute('name') ?? '',
        input.getAttribute('value') ?? '',
      ]),
    );
  const send = () =>
    fetch(`${tab.url()}?/confirm`, {
      method: 'POST',
      redirect: 'manual',
      headers: { accept: 'text/html', origin: system.portalUrl, cookie: `itinera_portal=${mario}` },
      body: new URLSearchParams(form),
    });
  const answers = await Promise.all(Array.from({ length: 5 }, send));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 303));
  const places = new Set(answers.map(({ headers }) => headers.get('location')));
  expect(places.size).toBe(1);
  await watched.close();
});

test('the calendar file has the window and the reference', async () => {
  const watched = await portalPage(system, { session: mario });
  const id = await bookService(watched.page, 7);
  const answer = await fetch(`${system.portalUrl}/visits/${id}/calendar.ics`, {
    headers: { cookie: `itinera_portal=${mario}` },
  });
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="V-\d+\.ics"$/);
  const file = await answer.text();
  expect(file).toContain(`UID:${id}@127.0.0.1`);
  expect(file).toMatch(/DTSTART:2027\d{4}T\d{6}Z/);
  await watched.close();
});
