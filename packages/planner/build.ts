/**
 * `npm run build -w packages/planner [-- folder]`: makes `dist`, a package of its own that can be published (`npm publish
 * packages/planner/dist`): plain ES modules with their types. The workspace itself goes on using `src`.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What of the workspace's package.json the published one is made from. */
interface Manifest {
  name: string;
  version: string;
  description: string;
  type: string;
  exports: Record<string, string>;
  dependencies: Record<string, string>;
}

/** Documents that the README points to, with their place in the package. */
const documents: Readonly<Record<string, string>> = {
  '../../docs/planner.md': 'docs/planner.md',
  '../../docs/benchmarks.md': 'docs/benchmarks.md',
};

/**
 * Builds the package into `folder`, which is emptied first.
 * @throws Error with the compiler's words when the source does not compile
 */
export async function buildPackage(folder = join(here, 'dist')): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [
    tsc,
    '-p',
    join(here, 'tsconfig.build.json'),
    '--outDir',
    folder,
  ]);
  nameBuiltFiles(folder);
  const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as Manifest;
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`);
  let readme = readFileSync(join(here, 'README.md'), 'utf8');
  for (const [from, to] of Object.entries(documents)) {
    readme = readme.replaceAll(`(${from})`, `(${to})`);
    cpSync(join(here, from), join(folder, to));
  }
  writeFileSync(join(folder, 'README.md'), readme);
  cpSync(join(here, 'examples'), join(folder, 'examples'), { recursive: true });
}

/** The compiler rewrites `./x.ts` to `./x.js` in code but not in declarations, where older compilers refuse it. */
function nameBuiltFiles(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text.replaceAll(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'"));
  }
}

function published({ name, version, description, type, exports, dependencies }: Manifest): object {
  const built = Object.entries(exports).map(([entry, source]) => {
    const path = source.replace(/^\.\/src\//, './').replace(/\.ts$/, '');
    return [entry, { types: `${path}.d.ts`, default: `${path}.js` }] as const;
  });
  return {
    name,
    version,
    description,
    license: 'UNLICENSED',
    type,
    sideEffects: false,
    exports: Object.fromEntries(built),
    dependencies,
  };
}

if (import.meta.main) await buildPackage(process.argv[2] && resolve(process.argv[2]));
