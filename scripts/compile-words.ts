/**
 * Turns the message files of every place with words into typed functions (`src/paraglide/`, not committed).
 * Works without a network: the message-format plugin is read from node_modules, never from a CDN.
 * Does nothing when neither the messages nor the compiler changed since the last time.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localesOf, readMessages, root, wordsPlaces } from './words/places.ts';
import type { WordsPlace } from './words/places.ts';

const stampName = '.made-from';

/** Compiles the places whose words changed; resolves to the folders it made anew. */
export async function compileWords(): Promise<string[]> {
  const made: string[] = [];
  for (const place of wordsPlaces) {
    const fingerprint = fingerprintOf(place);
    if (fingerprint === lastFingerprint(place)) continue;
    await compilePlace(place, fingerprint);
    made.push(place.folder);
  }
  return made;
}

/** Where the generated modules of a place go. */
function outputOf(place: WordsPlace): string {
  return join(root, place.folder, 'src/paraglide');
}

function lastFingerprint(place: WordsPlace): string | undefined {
  try {
    return readFileSync(join(outputOf(place), stampName), 'utf8');
  } catch {
    return undefined;
  }
}

/** Everything the output depends on: messages, settings, compiler versions and this script. */
function fingerprintOf(place: WordsPlace): string {
  const hash = createHash('sha256');
  const folder = join(root, place.folder);
  const files = [
    fileURLToPath(import.meta.url),
    join(folder, 'project.inlang/settings.json'),
    ...localesOf(folder).map((locale) => {
      readMessages(folder, locale); // the compiler takes a missing or broken file for an empty one
      return join(folder, 'messages', `${locale}.json`);
    }),
  ];
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  for (const name of ['@inlang/paraglide-js', '@inlang/plugin-message-format']) {
    hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  }
  return hash.update(place.structure).digest('hex');
}

/** Compiles beside the sources and then exchanges the folder, so that nobody reads a half-written one. */
async function compilePlace(place: WordsPlace, fingerprint: string): Promise<void> {
  const { compile } = await import('@inlang/paraglide-js');
  const folder = join(root, place.folder);
  const draft = join(root, 'var', `words-${process.pid}-${place.folder.replaceAll('/', '-')}`);
  mkdirSync(draft, { recursive: true });
  try {
    await compile({
      project: join(folder, 'project.inlang'),
      outdir: draft,
      outputStructure: place.structure,
      // No fallback to the base language: a message asked for without a locale throws instead of speaking English.
      strategy: ['globalVariable'],
      emitTsDeclarations: true,
      emitReadme: false,
      emitGitIgnore: false,
      emitPrettierIgnore: false,
    });
    writeFileSync(join(draft, stampName), fingerprint);
    rmSync(outputOf(place), { recursive: true, force: true });
    cpSync(draft, outputOf(place), { recursive: true });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  try {
    const made = await compileWords();
    if (made.length > 0) console.log(`words compiled: ${made.join(', ')}`);
  } catch (error) {
    console.error(`The words cannot be compiled: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
  process.exit(); // the compiler keeps timers alive for a while
}
