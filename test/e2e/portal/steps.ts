import type { Page } from 'playwright-core';
import type { System } from '../harness.ts';
import { openPage, type WatchedOptions, type WatchedPage } from '../watched-page.ts';

/** The two ways every journey is walked. */
export const modes = [
  { mode: 'with JavaScript', javaScriptEnabled: true, width: 1280 },
  { mode: 'without JavaScript', javaScriptEnabled: false, width: 360 },
] as const;
export type Mode = (typeof modes)[number];

/** A page of the portal; with a session it speaks English unless told otherwise. */
export function portalPage(
  system: System,
  options: Partial<WatchedOptions> & { session?: string; mode?: Mode; language?: string } = {},
): Promise<WatchedPage> {
  const { session, mode, language = 'en', ...more } = options;
  return openPage(system.browser, {
    url: system.portalUrl,
    ...(mode && {
      javaScriptEnabled: mode.javaScriptEnabled,
      viewport: { width: mode.width, height: 800 },
    }),
    cookies: {
      itinera_portal_language: language,
      ...(session === undefined ? {} : { itinera_portal: session }),
    },
    ...more,
  });
}

export async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
}

export async function follow(page: Page, link: string): Promise<void> {
  await page.getByRole('link', { name: link, exact: true }).click();
}

/** The heading of the page, once it is the expected one; otherwise the error says what was there. */
export async function expectHeading(page: Page, heading: string): Promise<void> {
  try {
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  } catch (cause) {
    const there = await page.locator('h1').allTextContents();
    throw new Error(`Expected "${heading}" at ${page.url()}, found "${there.join('", "')}"`, { cause });
  }
}

/** Waits until the error summary names exactly this problem and leads to its field. */
export async function expectProblem(page: Page, text: string | RegExp, field: string): Promise<void> {
  const links = page.locator('[role=alert] a');
  await links.filter({ hasText: text }).waitFor();
  const found = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  if (found.join() !== field) throw new Error(`Expected a problem with ${field}, found ${found.join()}`);
}

/** Goes from the home page to the times of an activity type at the first address. */
export async function toTimes(page: Page, typeName: string): Promise<void> {
  await page.goto('/');
  await follow(page, 'Book a visit');
  await expectHeading(page, 'What can we do for you?');
  await page.getByRole('radio', { name: typeName }).check();
  await press(page, 'Continue');
  await page.waitForURL(/\/(where|when)$/);
  if (page.url().endsWith('/where')) await press(page, 'Continue');
  await expectHeading(page, 'When does it suit you?');
}

/** Chooses a window of the list of all times: the `nth` of the last day shown. Returns what the form will send. */
export async function chooseLateWindow(
  page: Page,
  nth = 0,
): Promise<{ start: number; end: number; value: string }> {
  const details = page.locator('details');
  if (!(await details.evaluate((element) => element.hasAttribute('open'))))
    await page.locator('summary').click();
  const radio = page.locator('details fieldset').last().getByRole('radio').nth(nth);
  await radio.check();
  const value = (await radio.getAttribute('value')) ?? '';
  const [start = 0, end = 0] = value.split('-').map(Number);
  return { start, end, value };
}

/** Books the yearly service and returns the id of the visit. */
export async function bookService(page: Page, nth = 0): Promise<string> {
  await toTimes(page, 'Yearly service');
  await chooseLateWindow(page, nth);
  await press(page, 'Continue');
  await expectHeading(page, 'Check and book');
  await press(page, 'Book this visit');
  await expectHeading(page, 'Your visit is booked');
  return page.url().split('/').at(-1) ?? '';
}
