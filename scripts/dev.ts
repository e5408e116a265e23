/**
 * `npm run dev`: the same system as `npm start`, with the pages of both applications under Vite: a change is on the
 * page without a restart. The pages of the back office get a port of their own and pass its API through.
 */
import { createBackofficeServer } from '@itinera/backoffice/server';
import { startPortalInDevelopment } from '@itinera/portal/dev';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './build.ts';
import { compileWords } from './compile-words.ts';
import { backofficePlace, compose, served } from './start/compose.ts';
import type { Applications, Part } from './start/compose.ts';
import { runUntilStopped } from './start/run-until-stopped.ts';
import { StartError } from './start/settings.ts';
import { root, wordsPlaces } from './words/places.ts';

/** Where the pages of the back office are while they are worked on; their Vite configuration knows the API at 4301. */
const pagesPort = 4303;
const apiPort = 4301;

const underVite: Applications = async (core, config, settings) => {
  if (settings.backofficePort !== apiPort)
    throw new StartError(`npm run dev needs the back office at its own port ${apiPort}.`);
  await buildApp('apps/backoffice'); // the API answers with built pages too
  const backoffice = await createBackofficeServer({
    core,
    publicUrl: config.backofficeUrl,
    trustedProxies: settings.trustedProxies,
    production: config.production,
    ...(settings.basemap !== undefined && { basemap: settings.basemap }),
  });
  const portal: Part = {
    async start() {
      const running = await startPortalInDevelopment({ core, port: settings.portalPort });
      return () => running.stop();
    },
  };
  return [portal, served(backoffice, backofficePlace(settings)), backofficePages, words];
};

/** SvelteKit takes the folder it is started in for its own, so the second application needs a process of its own. */
const backofficePages: Part = {
  start() {
    const child = spawn(
      'vite',
      ['dev', '--port', String(pagesPort), '--strictPort', '--clearScreen', 'false'],
      {
        cwd: join(root, 'apps/backoffice'),
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    return Promise.resolve(async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    });
  },
};

/** Compiles the words again when a message file changes. */
const words: Part = {
  start() {
    let timer: NodeJS.Timeout | undefined;
    const compile = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        compileWords().catch((error: unknown) =>
          console.error(error instanceof Error ? error.message : error),
        );
      }, 100);
    };
    const watchers = wordsPlaces.map((place) => watch(join(root, place.folder, 'messages'), compile));
    return Promise.resolve(async () => watchers.forEach((watcher) => watcher.close()));
  },
};

await runUntilStopped(async (settings) => {
  const running = await compose(settings, process.env, underVite);
  console.log(`\nPages of the back office, as they change: http://localhost:${pagesPort}`);
  return running;
});
