import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { openPage } from '../watched-page.ts';
import { expectHeading, portalPage, press } from './steps.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

const messages = (language: string): Record<string, string> =>
  JSON.parse(
    readFileSync(new URL(`../../../apps/portal/messages/${language}.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;

/** Whether `text` stands in `shown` as words of its own ("Continue" does not in "Continuer"). */
function wordsIn(shown: string, text: string): boolean {
  const literal = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\p{L})${literal}(?!\\p{L})`, 'u').test(shown);
}

test('the browser’s language comes first, the person’s after signing in, the chosen one above all', async () => {
  const words = { fr: messages('fr'), it: messages('it'), 'pt-BR': messages('pt-BR') };
  const { page, complaints, close } = await openPage(system.browser, {
    url: system.portalUrl,
    locale: 'fr-CH',
  });
  await page.goto('/sign-in');
  await expectHeading(page, words.fr['sign_in_title'] ?? '');
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  expect(await page.title()).toBe('Connexion · Vaduz Heating');

  const session = await system.sessionFor('mario@example.com'); // Mario's language is Italian
  await page.context().addCookies([{ name: 'itinera_portal', value: session, url: system.portalUrl }]);
  await page.goto('/book');
  await expectHeading(page, words.it['what_title'] ?? '');
  await page.getByText('Manutenzione annuale').waitFor();

  await press(page, 'Português');
  await expectHeading(page, words['pt-BR']['what_title'] ?? '');
  expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR');
  expect(new URL(page.url()).pathname).toBe('/book');
  await page.goto('/');
  await page.getByText(words['pt-BR']['home_next'] ?? '').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('choosing a language works without JavaScript and survives signing out', async () => {
  const session = await system.sessionFor('lisa@example.com');
  const { page, close } = await openPage(system.browser, {
    url: system.portalUrl,
    javaScriptEnabled: false,
    cookies: { itinera_portal: session },
  });
  await page.goto('/book');
  await expectHeading(page, 'What can we do for you?');
  await press(page, 'Italiano');
  await expectHeading(page, 'Che cosa possiamo fare per Lei?');
  await press(page, 'Esci');
  await expectHeading(page, 'Accedi');
  await close();
});

test('no page leaks English words into another language', async () => {
  system.clock.advance(7200);
  const session = await system.sessionFor('lisa@example.com');
  const english = messages('en');
  for (const language of ['it', 'fr', 'pt-BR']) {
    const own = messages(language);
    const { page, close } = await portalPage(system, { session, language });
    let seen = 0;
    for (const path of ['/', '/book', '/no-such-page', '/sign-out']) {
      await page.goto(path);
      const shown = await page.locator('body').innerText();
      for (const [key, text] of Object.entries(english)) {
        if (typeof text !== 'string' || text.includes('{') || text.length < 8 || own[key] === text) continue;
        expect(wordsIn(shown, text), `${language} ${path}: ${key} "${text}"`).toBe(false);
        if (shown.includes(own[key] ?? text)) seen++;
      }
    }
    expect(seen, 'the control: words of the language are seen').toBeGreaterThan(8);
    await close();
  }
});
