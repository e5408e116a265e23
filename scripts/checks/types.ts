import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import type { Outcome, Step } from '../steps/outcome.ts';
import { runCommand } from '../steps/run-command.ts';
import { filesBelow } from '../steps/source-files.ts';

/**
 * Every tsconfig.json of the checkout, the root's first. Applications with Svelte components are checked by
 * svelte-check, everything else by tsc; both count warnings as failures.
 */
export function typeSteps(root: string): Step[] {
  const steps = projectsOf(root).map((config): Step => {
    const folder = dirname(config);
    const svelte = isSvelteApp(root, folder);
    const command: [string, ...string[]] = svelte
      ? ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']
      : ['tsc', '-p', 'tsconfig.json', '--pretty', 'false'];
    return {
      name: `types: ${folder === '.' ? 'scripts and test' : folder}`,
      limitSeconds: 300,
      run: async (signal) => {
        const result = await runCommand(root, command, { cwd: folder, signal });
        const note = svelte ? (/(\d+) files/i.exec(result.output)?.[0] ?? 'svelte-check') : 'tsc';
        return { failures: result.code === 0 ? [] : [result.output], note };
      },
    };
  });
  return [
    ...steps,
    { name: 'types: every file', limitSeconds: 60, run: async () => everyFileHasTypes(root) },
  ];
}

/** Runs what SvelteKit needs before anything reads the types of an application. */
export function prepareAppsStep(root: string): Step {
  const apps = projectsOf(root)
    .map((config) => dirname(config))
    .filter((folder) => isSvelteApp(root, folder));
  return {
    name: 'prepare apps',
    limitSeconds: 60,
    run: async (signal) => {
      const results = await Promise.all(
        apps.map((cwd) => runCommand(root, ['svelte-kit', 'sync'], { cwd, signal })),
      );
      return {
        failures: results.filter((result) => result.code !== 0).map((result) => result.output),
        note: `svelte-kit sync, ${apps.length} apps`,
      };
    },
  };
}

function isSvelteApp(root: string, folder: string): boolean {
  return existsSync(join(root, folder, 'vite.config.ts'));
}

/** Paths of all tsconfig.json files, the root's own included. */
function projectsOf(root: string): string[] {
  return filesBelow(root, ['.'], ['tsconfig.json']).sort((a, b) => a.length - b.length);
}

/** A source file that no tsconfig.json includes is checked by nobody. */
function everyFileHasTypes(root: string): Outcome {
  const included = new Set(projectsOf(root).flatMap((config) => filesIn(root, config)));
  const files = filesBelow(root, ['.'], ['.ts']).filter((file) => !file.endsWith('.d.ts'));
  return {
    failures: files
      .filter((file) => !included.has(file))
      .map((file) => `${file}: no tsconfig.json includes it`),
    note: `${files.length} files in ${projectsOf(root).length} projects`,
  };
}

function filesIn(root: string, config: string): string[] {
  const path = join(root, config);
  const read = ts.readConfigFile(path, (file) => ts.sys.readFile(file));
  const parsed = ts.parseJsonConfigFileContent(read.config, ts.sys, dirname(path), undefined, path);
  return parsed.fileNames.map((file) => relative(root, file).replaceAll('\\', '/'));
}
