/** `npm run build`: builds the applications whose sources changed since their last build. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitOnSignals, runCommand } from './steps/run-command.ts';
import { filesBelow } from './steps/source-files.ts';
import { root } from './words/places.ts';

/** The applications, and what their bundles are made from besides their own folder. */
export const apps = ['apps/portal', 'apps/backoffice'] as const;
const shared = ['packages/core/src/shared'];
const endings = [
  '.ts',
  '.svelte',
  '.js',
  '.css',
  '.html',
  '.json',
  '.svg',
  '.png',
  '.ico',
  '.webmanifest',
  '.woff2',
];
const stampName = '.made-from';

/**
 * Builds one application when its sources differ from those of its last build.
 * @returns whether it had to be built
 * @throws Error with the output of the build when it fails
 */
export async function buildApp(app: string, signal?: AbortSignal): Promise<boolean> {
  const fingerprint = fingerprintOf(app);
  const stamp = join(root, app, 'build', stampName);
  if (readIfThere(stamp) === fingerprint) return false;
  const result = await runCommand(root, ['vite', 'build', '--logLevel', 'warn'], {
    cwd: app,
    env: { NODE_ENV: 'production' },
    ...(signal && { signal }),
  });
  if (result.code !== 0) throw new Error(`${app} cannot be built:\n${result.output}`);
  writeFileSync(stamp, fingerprint);
  return true;
}

function fingerprintOf(app: string): string {
  const hash = createHash('sha256');
  for (const file of [...filesBelow(root, [app, ...shared], endings), 'package-lock.json'])
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  exitOnSignals();
  for (const app of apps) {
    const started = performance.now();
    try {
      const built = await buildApp(app);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(built ? `${app}: built in ${seconds} s` : `${app}: nothing has changed`);
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    }
  }
}
