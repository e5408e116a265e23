import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { startSystem, type System } from '../harness.ts';
import { expectHeading, portalPage } from './steps.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

/** What has the focus: its role as the browser tells it, its words, and whether the focus can be seen. */
async function focused(page: Page): Promise<{ words: string; tag: string; type: string; visible: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement;
    const shown = [element, element.closest('label')].filter((each) => each !== null);
    return {
      tag: element.tagName.toLowerCase(),
      type: element.type,
      words: (element.labels?.[0] ?? element).textContent?.trim() ?? '',
      visible: shown.some((each) => getComputedStyle(each).outlineStyle !== 'none'),
    };
  });
}

/** Presses Tab until the focus is where `wanted` says; every stop on the way must be visible. */
async function tabTo(page: Page, wanted: (stop: { words: string; tag: string; type: string }) => boolean) {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop.tag === 'body') continue;
    expect(stop.visible, `focus on ${stop.tag} "${stop.words}" is visible`).toBe(true);
    if (wanted(stop)) return stop;
  }
  throw new Error(`No such stop at ${page.url()}`);
}

const button = (words: string) => (stop: { words: string; tag: string }) =>
  (stop.tag === 'button' || stop.tag === 'a') && stop.words === words;

test('a visit is booked with the keyboard alone, every focus visible', async () => {
  const session = await system.sessionFor('mario@example.com');
  const { page, complaints, close } = await portalPage(system, { session });
  await page.goto('/');
  expect((await tabTo(page, () => true)).words).toBe('Skip to main content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  await tabTo(page, button('Book a visit'));
  await page.keyboard.press('Enter');

  await expectHeading(page, 'What can we do for you?');
  await tabTo(page, ({ type }) => type === 'radio');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, button('Continue'));
  await page.keyboard.press('Enter');

  await expectHeading(page, 'Where shall we come?');
  await tabTo(page, ({ type }) => type === 'radio');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, button('Continue'));
  await page.keyboard.press('Enter');

  await expectHeading(page, 'When does it suit you?');
  await tabTo(page, button('Continue'));
  await page.keyboard.press('Enter');
  await page.locator('[role=alert]').waitFor();
  await expect
    .poll(async () => page.evaluate(() => document.activeElement?.getAttribute('role')))
    .toBe('alert');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter'); // the summary's link leads to the times
  await tabTo(page, ({ type }) => type === 'radio');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, ({ tag }) => tag === 'textarea');
  await page.keyboard.type('Typed by hand');
  await tabTo(page, button('Continue'));
  await page.keyboard.press('Enter');

  await expectHeading(page, 'Check and book');
  await page.getByText('Typed by hand').waitFor();
  await tabTo(page, button('Book this visit'));
  await page.keyboard.press('Enter');
  await expectHeading(page, 'Your visit is booked');
  expect(complaints).toEqual([]);
  await close();
});
