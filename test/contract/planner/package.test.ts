import { execFile } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../helpers/browser.ts';
import { temporaryTree } from '../../helpers/temporary-tree.ts';
import { importsBelow } from './built-imports.ts';

const run = promisify(execFile);
const planner = fileURLToPath(new URL('../../../packages/planner/', import.meta.url));
const require = createRequire(import.meta.url);

interface Manifest {
  name: string;
  exports: Record<string, { types: string; default: string }>;
  dependencies: Record<string, string>;
}
const project = mkdtempSync(join(tmpdir(), 'itinera-'));
const folder = join(project, 'node_modules', '@itinera', 'planner');
let manifest: Manifest;
beforeAll(async () => {
  await run(process.execPath, [join(planner, 'build.ts'), folder]);
  manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** The planner's own modules without their ending, as they stand below `src`. */
function sources(): string[] {
  return globSync('**/*.ts', { cwd: join(planner, 'src') })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
}

describe('what would be published', () => {
  test('a dry run of packing lists the code, its types and its documents, and nothing else', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--offline'], { cwd: folder });
    const [pack] = JSON.parse(stdout) as [{ files: { path: string }[]; unpackedSize: number }];
    const expected = [
      'README.md',
      'docs/benchmarks.md',
      'docs/planner.md',
      ...globSync('*', { cwd: join(planner, 'examples') }).map((file) => `examples/${file}`),
      'package.json',
      ...sources().flatMap((file) => [`${file}.d.ts`, `${file}.js`]),
    ];
    expect(pack.files.map(({ path }) => path).sort()).toEqual(expected.sort());
    expect(expected).toContain('search/find-slots.js');
    expect(pack.unpackedSize).toBeLessThan(1_000_000);
  });

  test('it depends on what it imports, and on nothing else', () => {
    const entries = Object.values(manifest.exports);
    const code = entries.flatMap((entry) => importsBelow(folder, entry.default).outside);
    const types = entries.flatMap((entry) => importsBelow(folder, entry.types).outside);
    expect([...new Set(code)]).toEqual(['luxon']);
    expect([...new Set(types)]).toEqual(['geojson']);
    expect(Object.keys(manifest.dependencies).sort()).toEqual(['@types/geojson', 'luxon']);
  });

  test('every module is reached by an entry: nothing dead is shipped', () => {
    const reached = Object.values(manifest.exports).flatMap(
      (entry) => importsBelow(folder, entry.default).files,
    );
    const hasCode = (file: string): boolean =>
      readFileSync(join(folder, file), 'utf8').trim() !== 'export {};';
    const modules = sources().map((file) => `${file}.js`);
    expect(modules.filter((file) => hasCode(file) && !reached.includes(file))).toEqual([]);
    expect(modules.filter(hasCode).length).toBeGreaterThan(40);
  });

  test('every link of its README leads to a file in it', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const links = [...readme.matchAll(/\]\(([^)#]+)/g)].map((match) => match[1] as string);
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) {
      if (!link.startsWith('http')) expect(globSync(link, { cwd: folder }), link).not.toEqual([]);
    }
  });
});

describe('no Node in it', () => {
  const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

  test('no module of any entry imports one, nor does what it depends on', () => {
    for (const { default: entry } of Object.values(manifest.exports)) {
      const { files, outside } = importsBelow(folder, entry);
      expect(files.length).toBeGreaterThan(1);
      expect(outside.filter(isBuiltin)).toEqual([]);
    }
    expect(importsBelow(dirname(luxon), 'luxon.mjs').outside).toEqual([]);
  });

  test('the control: one that does is seen, however deep', () => {
    const tree = temporaryTree({
      'index.js': "export { a } from './a.js';",
      'a.js': "import './b.js'; export const a = 1;",
      'b.js': "import { readFileSync } from 'node:fs'; import 'path';",
    });
    expect(importsBelow(tree, 'index.js').outside.filter(isBuiltin)).toEqual(['node:fs', 'path']);
  });
});

const luxon = join(dirname(require.resolve('luxon/package.json')), 'build', 'es6', 'luxon.mjs');

describe('whoever picks it up', () => {
  test('compiles against it, strictly, with nothing but its dependencies beside it', async () => {
    const modules = join(project, 'node_modules');
    mkdirSync(join(modules, '@types'), { recursive: true });
    symlinkSync(dirname(require.resolve('@types/geojson/package.json')), join(modules, '@types', 'geojson'));
    symlinkSync(dirname(require.resolve('luxon/package.json')), join(modules, 'luxon'));
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    const compilerOptions = {
      ...{ strict: true, skipLibCheck: false, exactOptionalPropertyTypes: false, types: [] },
      ...{ module: 'nodenext', target: 'es2024', lib: ['es2024', 'dom'], outDir: 'out' },
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const entries = Object.keys(manifest.exports).map((entry) => `@itinera/planner${entry.slice(1)}`);
    const use = `${entries.map((entry, i) => `import * as entry${i} from '${entry}';`).join('\n')}
import { estimate, findSlots, type SlotQuery } from '@itinera/planner';
const query: SlotQuery = { technicians: [], request: { place: null, duration: 60, windows: [] },
  grid: { zone: 'Europe/Vaduz', step: 60, width: 0 }, now: 0 };
const { windows } = await findSlots(query, estimate({ constant: 1, secondsPerMetre: 1 }));
console.log(windows.length, ${entries.map((_, i) => `Object.keys(entry${i}).length > 0`).join(', ')});`;
    writeFileSync(join(project, 'use.ts'), use);
    await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', project]);
    const { stdout } = await run(process.execPath, [join(project, 'out', 'use.js')]);
    expect(stdout.trim()).toBe(`0 ${entries.map(() => 'true').join(' ')}`);
    writeFileSync(join(project, 'use.ts'), `${use}\nquery.technicians = 7;`);
    await expect(
      run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', project]),
    ).rejects.toThrow();
  });

  describe('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    }, 60_000);
    afterAll(() => browser.close());

    /** What a page does with it; a Worker too. */
    const use = `
      import { findSlots, estimate } from '/planner/index.js';
      const at = (time) => Date.parse('2026-06-01T' + time + '+02:00') / 1000;
      const vaduz = { lon: 9.521, lat: 47.141 };
      const nine = [{ start: at('09:00'), end: at('17:00') }];
      const day = { date: '2026-06-01', start: vaduz, end: vaduz, working: nine, visits: [] };
      const query = { technicians: [{ id: 'anna', skills: {}, days: [day] }],
        request: { place: { lon: 9.527, lat: 47.238 }, duration: 3600, windows: nine },
        grid: { zone: 'Europe/Vaduz', step: 3600, width: 7200 }, now: at('06:00') };
      const found = await findSlots(query, estimate({ constant: 120, secondsPerMetre: 0.08 }));
      const answer = found.windows.length + ' windows';`;

    test('it finds slots on a page and in a Worker', async () => {
      const page = await browser.newPage();
      await page.route('http://planner.test/**', async (route) => {
        const { pathname } = new URL(route.request().url());
        const script = (body: string) => route.fulfill({ contentType: 'text/javascript', body });
        if (pathname === '/luxon.js') return script(readFileSync(luxon, 'utf8'));
        if (pathname === '/page.js') return script(`${use} document.title = answer;`);
        if (pathname === '/worker.js') return script(`${use} postMessage(answer);`);
        if (!pathname.startsWith('/planner/'))
          return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>empty</title>' });
        const code = readFileSync(join(folder, pathname.slice('/planner/'.length)), 'utf8');
        // What a bundler does: a bare name becomes an address.
        return script(code.replaceAll("from 'luxon'", "from '/luxon.js'"));
      });
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto('http://planner.test/');
      await page.addScriptTag({ type: 'module', url: '/page.js' });
      await page.waitForFunction("document.title !== 'empty'");
      expect(errors).toEqual([]);
      expect(await page.title()).toBe('7 windows');
      const inWorker = await page.evaluate(`new Promise((resolve, reject) => {
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = (event) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
      })`);
      expect(inWorker).toBe('7 windows');
      await page.close();
    });
  });
});
