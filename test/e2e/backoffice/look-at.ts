import type { Page } from 'playwright-core';
import type { System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { officePage } from './steps.ts';

/** A page by a name for its picture: where it is, whose session sees it, whether it shows a map, what brings it into the state looked at. */
export type LookedAt = Record<
  string,
  { path: string; as?: string; map?: true; act?: (page: Page) => Promise<void> }
>;

const languages = ['it', 'fr', 'pt-BR'] as const;
const both = ['light', 'dark'] as const;

/**
 * Narrow, where least fits, in each language with the longest words in turn and light or dark in turn; in the long version
 * in both, and wide in English too.
 */
function looksOf(index: number) {
  const language = languages[index % languages.length] ?? 'it';
  const narrow = { width: 320, height: 640, language };
  if (!process.env['ITINERA_FULL']) return [{ ...narrow, schemes: [both[index % 2] ?? 'dark'] }];
  return [
    { width: 1280, height: 900, language: 'en', schemes: both },
    { ...narrow, schemes: both },
  ];
}

/** Opens every page in every look, keeps its pictures, and returns what is wrong with any. */
export async function lookAt(system: System, session: string, pages: LookedAt): Promise<string[]> {
  const findings: string[] = [];
  // A browser of one person in one look goes from page to page: what it has loaded once it need not load again.
  const windows = new Map<string, Awaited<ReturnType<typeof officePage>>>();
  for (const [index, [name, { path, as = session, map = false, act }]] of Object.entries(pages).entries())
    for (const { width, height, language, schemes } of looksOf(index)) {
      const key = [width, language, as, map].join(' ');
      const viewport = { width, height };
      const options = { session: as, map, language, viewport, reducedMotion: 'reduce' } as const;
      const window = windows.get(key) ?? (await officePage(system, options));
      windows.set(key, window);
      const { page, complaints } = window;
      // Another fragment of the same address would not load the page anew.
      const isSame = new URL(page.url(), system.backofficeUrl).pathname === path.split(/[?#]/)[0];
      await page.goto(path);
      if (isSame && path.includes('#')) await page.reload();
      await page.locator('h1').waitFor();
      await act?.(page);
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        const look = `${name}-${width}-${colorScheme}-${language}`;
        const found = await axeFindings(page);
        findings.push(...found.map((finding) => `${look}: ${finding}`));
        const wide = await overflow(page);
        if (wide > 0) findings.push(`${look}: ${wide} px too wide`);
        await screenshot(page, `backoffice/${look}`);
      }
      const spoken = await page.evaluate(() => document.documentElement.lang);
      if (spoken !== language) findings.push(`${name}: speaks ${spoken}`);
      findings.push(...complaints.splice(0).map((complaint) => `${name}: ${complaint}`));
    }
  await Promise.all(Array.from(windows.values(), ({ close }) => close()));
  return findings;
}
