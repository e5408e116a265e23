import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const screenshots = fileURLToPath(new URL('../../test-results/screenshots/', import.meta.url));

/** A page in a browser of its own, with everything written down that must not happen. */
export interface WatchedPage {
  page: Page;
  /** Errors of scripts, violations of the content security policy, requests to other hosts. */
  complaints: string[];
  close(): Promise<void>;
}

export interface WatchedOptions extends BrowserContextOptions {
  /** Where the pages are; cookies are for this host. */
  url: string;
  cookies?: Record<string, string>;
  /** Whether maps are drawn, as in most browsers: without a GPU they cost more than all the rest of their pages. */
  map?: boolean;
}

/** Opens a page. Answers of 4xx and 5xx are no complaint: tests ask for them. */
export async function openPage(browser: Browser, options: WatchedOptions): Promise<WatchedPage> {
  const { url, cookies = {}, map = false, ...contextOptions } = options;
  const context = await browser.newContext({ baseURL: url, locale: 'en', ...contextOptions });
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url })));
  if (!map) await context.addInitScript(withoutWebGl);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) complaints.push(text);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !/^(data|blob):/.test(request.url()))
      complaints.push(`request to ${request.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** In the page: a browser that has no WebGL, for which pages say the same without a map. */
function withoutWebGl(): void {
  const own = HTMLCanvasElement.prototype.getContext as (kind: string, ...more: unknown[]) => unknown;
  const getContext = function (this: HTMLCanvasElement, kind: string, ...more: unknown[]): unknown {
    return kind.includes('webgl') ? null : own.call(this, kind, ...more);
  };
  Object.assign(HTMLCanvasElement.prototype, { getContext });
}

/**
 * What axe finds against WCAG 2.2 AA and its best practices, one line each. Without axe's own bridge to playwright, which
 * has the page read its 650 KB twice for every look; of frames, which it would look into too, there are none.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: here } = window as unknown as { axe: typeof axe };
    // `preload` fetches media, and there are none.
    const results = await here.run(document, { resultTypes: ['violations'], preload: false });
    return results.violations.map(({ id, nodes }) => ({
      id,
      targets: nodes.map(({ target }) => String(target)),
    }));
  });
  return violations.map(({ id, targets }) => `${id}: ${targets.join(' | ')}`);
}

/** Pixels by which a page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Writes the whole page to `test-results/screenshots/<name>.png`, to be looked at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const path = join(screenshots, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true });
}
