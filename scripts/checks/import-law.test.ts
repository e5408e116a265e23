import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryTree } from '../../test/helpers/temporary-tree.ts';
import { checkImportLaw, unseen } from './import-law.ts';

type Files = Record<string, string>;

/** A small lawful checkout: every kind of import that is allowed, once. */
const lawful: Files = {
  'packages/planner/src/index.ts': `export { search } from './search/search.ts';`,
  'packages/planner/src/search/search.ts': `export const search = () => 1;`,
  'packages/db/src/index.ts': `import { eq } from 'drizzle-orm';\nexport const store = eq;`,
  'packages/core/src/index.ts': `export { createCore } from './create-core.ts';\nexport type { Visit } from './bookings/book.ts';`,
  'packages/core/src/create-core.ts': `import { book } from './bookings/book.ts';\nexport const createCore = book;`,
  'packages/core/src/bookings/book.ts': `import { find } from '../availability/find.ts';\nexport type Visit = string;\nexport const book = find;`,
  'packages/core/src/availability/find.ts': `import { search } from '@itinera/planner';\nimport { store } from '@itinera/db';\nimport { fail } from '../shared/errors.ts';\nexport const find = [search, store, fail];`,
  'packages/core/src/shared/errors.ts': `export const fail = 1;`,
  'packages/core/src/shared/index.ts': `export { fail } from './errors.ts';`,
  'packages/core/src/scopes.ts': `import { fail } from './shared/errors.ts';\nexport const scope = fail;`,
  'apps/portal/server.ts': `import { createCore } from '@itinera/core';\nexport const core = createCore;`,
  'apps/portal/src/page.ts': `import type { Visit } from '@itinera/core';\nimport { fail } from '@itinera/core/shared';\nexport const page = (visit: Visit) => [visit, fail];`,
  'apps/portal/src/Page.svelte': `<script lang="ts">\n  import { page } from './page.ts';\n  import type { Visit } from '@itinera/core';\n  const visit: Visit = 'a';\n</script>\n<p>{page(visit)}</p>`,
  'apps/backoffice/api/route.ts': `import { createCore } from '@itinera/core';\nexport const route = createCore;`,
  'test/contract/all.test.ts': `import { store } from '@itinera/db';\nexport const all = store;`,
  'scripts/start.ts': `import { core } from '../apps/portal/server.ts';\nexport const start = core;`,
};

/** For every rule of the law the smallest way to break it. */
const crimes: Record<string, Files> = {
  'planner-alone': {
    'packages/planner/src/search/search.ts': `export { store as search } from '@itinera/db';`,
  },
  'db-alone': {
    'packages/db/src/index.ts': `import type { Visit } from '@itinera/core';\nexport const store = (v: Visit) => v;`,
  },
  'drizzle-in-db-only': {
    'test/contract/all.test.ts': `import { eq } from 'drizzle-orm';\nexport const all = eq;`,
  },
  'pictures-apart': {
    'packages/core/src/create-core.ts': `import sharp from 'sharp';\nexport const createCore = sharp;`,
  },
  'engines-in-db-only': {
    'apps/portal/server.ts': `import Database from 'better-sqlite3';\nexport const core = Database;`,
  },
  'shared-alone': {
    'packages/core/src/shared/errors.ts': `import type { Visit } from '../bookings/book.ts';\nexport const fail = (v: Visit) => v;`,
  },
  'shared-without-node': {
    'packages/core/src/shared/errors.ts': `import { randomUUID } from 'node:crypto';\nexport const fail = randomUUID;`,
  },
  'core-knows-no-app': {
    'packages/core/src/create-core.ts': `import { route } from '../../../apps/backoffice/api/route.ts';\nexport const createCore = route;`,
  },
  'core-knows-no-transport': {
    'packages/core/src/create-core.ts': `import { Hono } from 'hono';\nexport const createCore = Hono;`,
  },
  'core-tier-0-shared': {
    'packages/core/src/shared/errors.ts': `import { find } from '../availability/find.ts';\nexport const fail = find;`,
  },
  'core-tier-1-outside': {
    'packages/core/src/outside/clock.ts': `import { log } from '../audit/log.ts';\nexport const clock = log;`,
    'packages/core/src/audit/log.ts': `export const log = 1;`,
  },
  'core-tier-2-audit': {
    'packages/core/src/audit/log.ts': `import type { Visit } from '../bookings/book.ts';\nexport const log = (v: Visit) => v;`,
  },
  'core-tier-3-business-units': {
    'packages/core/src/business-units/unit.ts': `import { read } from '../customers/read.ts';\nexport const unit = read;`,
    'packages/core/src/customers/read.ts': `export const read = 1;`,
  },
  'core-tier-4-customers': {
    'packages/core/src/customers/read.ts': `import { read } from '../teams/read.ts';\nexport const a = read;`,
    'packages/core/src/teams/read.ts': `export const read = 1;`,
  },
  'core-tier-5-availability': {
    'packages/core/src/availability/find.ts': `import { createCore } from '../create-core.ts';\nexport const find = createCore;`,
  },
  'core-tier-6-forms': {
    'packages/core/src/forms/answer.ts': `import { book } from '../bookings/book.ts';\nexport const answer = book;`,
    'packages/core/src/bookings/book.ts': `export const book = 1;`,
  },
  'core-tier-7-bookings': {
    'packages/core/src/bookings/book.ts': `import { run } from '../jobs/run.ts';\nexport type Visit = string;\nexport const book = run;`,
    'packages/core/src/jobs/run.ts': `export const run = 1;`,
  },
  'core-tier-8-personal-data': {
    'packages/core/src/personal-data/erase.ts': `import { run } from '../jobs/run.ts';\nexport const erase = run;`,
    'packages/core/src/jobs/run.ts': `export const run = 1;`,
  },
  'core-tier-9-imports': {
    'packages/core/src/imports/read.ts': `import { run } from '../jobs/run.ts';\nexport const read = run;`,
    'packages/core/src/jobs/run.ts': `export const run = 1;`,
  },
  'core-tier-10-portal-actions': {
    'packages/core/src/jobs/run.ts': `import type { Action } from '../portal-actions/action.ts';\nexport const run = (a: Action) => a;`,
    'packages/core/src/portal-actions/action.ts': `export type Action = 1;`,
  },
  'core-tier-11-type-files': {
    'packages/core/src/type-files/copy.ts': `import { make } from '../set-up/make.ts';\nexport const copy = make;`,
    'packages/core/src/set-up/make.ts': `export const make = 1;`,
  },
  'core-base-files-low': {
    'packages/core/src/scopes.ts': `import type { Visit } from './bookings/book.ts';\nexport const scope = (v: Visit) => v;`,
  },
  'core-folder-has-a-tier': {
    'packages/core/src/create-core.ts': `import { misc } from './misc/misc.ts';\nexport const createCore = misc;`,
    'packages/core/src/misc/misc.ts': `export const misc = 1;`,
  },
  'apps-not-planner-or-db': {
    'apps/portal/src/Page.svelte': `<script lang="ts">\n  import type { search } from '@itinera/planner';\n  let { found }: { found: typeof search } = $props();\n</script>\n<p>{found()}</p>`,
  },
  'apps-not-each-other': {
    'apps/backoffice/api/route.ts': `import { page } from '../../portal/src/page.ts';\nexport const route = page;`,
  },
  'svelte-kit-core-types-only': {
    'apps/portal/src/Page.svelte': `<script lang="ts">\n  import { createCore } from '@itinera/core';\n</script>\n<p>{createCore}</p>`,
  },
  'set-up-for-scripts-and-tests': {
    'apps/backoffice/api/route.ts': `import { setUp } from '../../../packages/core/src/set-up/index.ts';\nexport const route = setUp;`,
    'packages/core/src/set-up/index.ts': `export const setUp = 1;`,
  },
  'public-entries-only': {
    'test/contract/all.test.ts': `import { search } from '../../packages/planner/src/search/search.ts';\nexport const all = search;`,
  },
  'nothing-imports-tests': {
    'scripts/start.ts': `import { all } from '../test/contract/all.test.ts';\nexport const start = all;`,
  },
  'no-cycles': {
    'packages/core/src/shared/errors.ts': `import { b } from './b.ts';\nexport const fail = b;`,
    'packages/core/src/shared/b.ts': `import { fail } from './errors.ts';\nexport const b = () => fail;`,
  },
  'own-imports-resolve': { 'packages/planner/src/search/search.ts': `export { search } from './gone.ts';` },
};

/** The lawful checkout with these files in it, in place of its own where they have the same path. */
function plant(files: Files): string {
  const manifests = Object.fromEntries([
    ...['planner', 'db', 'core'].map((name) => {
      const exports = { '.': './src/index.ts', './shared': './src/shared/index.ts' };
      return [
        `packages/${name}/package.json`,
        JSON.stringify({ name: `@itinera/${name}`, type: 'module', exports }),
      ];
    }),
    ...['drizzle-orm', 'better-sqlite3', 'hono', 'svelte', 'sharp'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, main: './index.js' })],
      [`node_modules/${name}/index.js`, ''],
    ]),
  ]) as Files;
  const tree = temporaryTree({ ...manifests, ...lawful, ...files });
  mkdirSync(join(tree, 'node_modules/@itinera'));
  for (const name of ['planner', 'db', 'core'])
    symlinkSync(`../../packages/${name}`, join(tree, 'node_modules/@itinera', name));
  return tree;
}

test('a lawful checkout passes, and every one of its files was read', async () => {
  const outcome = await checkImportLaw(plant({}));
  expect(outcome.failures).toEqual([]);
  expect(outcome.note).toMatch(new RegExp(`^${Object.keys(lawful).length} files`));
});

test('every rule has a crime', () => {
  const law = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
    forbidden: { name: string }[];
  };
  expect(Object.keys(crimes)).toEqual(law.forbidden.map((rule) => rule.name));
});

test.each(Object.keys(crimes))('%s is seen when broken', async (rule) => {
  const outcome = await checkImportLaw(plant(crimes[rule] ?? {}));
  expect(outcome.failures.filter((failure) => failure.includes(`\n  ${rule}: `))).not.toEqual([]);
});

test('a file that cannot be read is a failure, not silence', async () => {
  const tree = plant({ 'packages/planner/src/search/broken.svelte': '<script lang="ts">const = 3</script>' });
  await expect(checkImportLaw(tree)).rejects.toThrow();
});

test('what the cruiser did not see is a failure: a file, an import, a component', () => {
  const tree = plant({});
  const blind = { dependencies: [] };
  expect(unseen(tree, 'scripts/start.ts', undefined)).toHaveLength(1);
  expect(unseen(tree, 'packages/core/src/availability/find.ts', blind)).toHaveLength(3);
  expect(unseen(tree, 'apps/portal/src/Page.svelte', blind)).toHaveLength(1);
  expect(unseen(tree, 'packages/core/src/shared/errors.ts', blind)).toEqual([]);
});
