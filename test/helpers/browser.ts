import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';
import { unpackChromium } from './unpack-chromium.ts';

/** No GPU is needed: WebGL (the map) is drawn by the software renderer that comes with Chromium. */
const flags = [
  '--no-sandbox',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * Starts a real Chromium without a window: CHROMIUM_PATH, else the one of the system, else the one from npm.
 * @throws Error naming every Chromium that was tried and why it did not start.
 */
export async function launchBrowser(): Promise<Browser> {
  const failures: string[] = [];
  for (const [name, options] of candidates()) {
    try {
      return await chromium.launch({ headless: true, args: flags, ...(await options()) });
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`No Chromium starts. Set CHROMIUM_PATH to one that does.\n${failures.join('\n')}`);
}

function candidates(): [string, () => Promise<LaunchOptions>][] {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '')
    return [[chosen, () => Promise.resolve({ executablePath: chosen })]];
  const onPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'].flatMap((name) =>
    (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((folder) => join(folder, name))
      .filter((file) => existsSync(file))
      .slice(0, 1),
  );
  const system = onPath.map((path): [string, () => Promise<LaunchOptions>] => [
    path,
    () => Promise.resolve({ executablePath: path }),
  ]);
  if (process.platform !== 'linux')
    return [...system, ['Google Chrome', () => Promise.resolve({ channel: 'chrome' })]];
  return [
    ...system,
    [
      '@sparticuz/chromium',
      async () => {
        const { executablePath, env } = await unpackChromium();
        return { executablePath, env: { ...definedEnv(), ...env } };
      },
    ],
  ];
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
