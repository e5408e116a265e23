import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this script belongs to. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A folder that has words of its own, and how its generated modules are cut. */
export interface WordsPlace {
  /** Folder below the root; it holds `messages/` and `project.inlang/`. */
  readonly folder: string;
  /** One module per message lets a bundler drop unused words; one per language means few files for Node. */
  readonly structure: 'message-modules' | 'locale-modules';
}

/** Every place with words. A new one is added here and nowhere else. */
export const wordsPlaces: readonly WordsPlace[] = [
  { folder: 'apps/portal', structure: 'message-modules' },
  { folder: 'apps/backoffice', structure: 'message-modules' },
  { folder: 'packages/core', structure: 'locale-modules' },
];

/** The languages a place declares in `project.inlang/settings.json`, the base language first. */
export function localesOf(placeFolder: string): string[] {
  const settings: unknown = JSON.parse(
    readFileSync(join(placeFolder, 'project.inlang/settings.json'), 'utf8'),
  );
  if (
    typeof settings !== 'object' ||
    settings === null ||
    !('locales' in settings) ||
    !Array.isArray(settings.locales) ||
    !('baseLocale' in settings) ||
    !settings.locales.every((locale) => typeof locale === 'string')
  ) {
    throw new Error(`${placeFolder}/project.inlang/settings.json needs "baseLocale" and a list "locales"`);
  }
  const base = String(settings.baseLocale);
  return [base, ...settings.locales.filter((locale) => locale !== base)];
}

/** The message file of one language, checked to be there and to be a JSON object; the error names the file. */
export function readMessages(placeFolder: string, locale: string): Record<string, unknown> {
  const file = join(placeFolder, 'messages', `${locale}.json`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error(`${file}: must be one JSON object of messages`);
  }
  const { $schema: _, ...messages } = parsed as Record<string, unknown>;
  return messages;
}
