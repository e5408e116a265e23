import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import type { Outcome, Step } from '../steps/outcome.ts';
import { runCommand, type CommandResult } from '../steps/run-command.ts';
import { filesBelow } from '../steps/source-files.ts';

/**
 * The types of every TypeScript file and its rules, by oxlint (which finds the tsconfig.json of each), and
 * those of Svelte components, by svelte-check; both count warnings as failures.
 */
export function typeSteps(root: string): Step[] {
  return [
    ...svelteApps(root).map((folder) => svelteStep(root, folder)),
    {
      name: 'types and lint',
      limitSeconds: 300,
      run: async (signal) => {
        const result = await runCommand(root, ['oxlint', '.', '--report-unused-disable-directives'], {
          signal,
        });
        return typesOutcome(result, filesBelow(root, ['.'], ['.ts']).length);
      },
    },
    { name: 'types: every file', limitSeconds: 60, run: async () => everyFileHasTypes(root) },
  ];
}

/** A run that looked at fewer files than there are has passed nothing. */
export function typesOutcome({ code, output }: CommandResult, files: number): Outcome {
  const seen = Number(/ on (\d+) files?/.exec(output)?.[1] ?? 0);
  const failures = code === 0 ? [] : [output];
  if (seen < files) failures.push(`oxlint looked at ${seen} of ${files} TypeScript files`);
  return { failures, note: `oxlint, ${seen} files` };
}

function svelteStep(root: string, folder: string): Step {
  return {
    name: `types: ${folder}`,
    limitSeconds: 300,
    run: async (signal) => {
      const result = await runCommand(root, svelteCheck, { cwd: folder, signal });
      return svelteOutcome(result, filesBelow(root, [`${folder}/src`], ['.svelte']).length);
    },
  };
}

/** With the native compiler (`@typescript/native`) behind it. */
export const svelteCheck: [string, ...string[]] = [
  'svelte-check',
  ...['--tsconfig', './tsconfig.json', '--fail-on-warnings'],
  ...['--output', 'machine', '--tsgo-experimental-api'],
];

/** A run that looked at fewer components than there are has passed nothing. */
export function svelteOutcome({ code, output }: CommandResult, components: number): Outcome {
  const seen = Number(/ COMPLETED (\d+) FILES/.exec(output)?.[1] ?? 0);
  const failures = code === 0 ? [] : [output];
  if (seen < components) failures.push(`svelte-check looked at ${seen} of ${components} components`);
  return { failures, note: `svelte-check, ${seen} files` };
}

/** Runs what SvelteKit needs before anything reads the types of an application. */
export function prepareAppsStep(root: string): Step {
  const apps = svelteApps(root);
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

function svelteApps(root: string): string[] {
  return projectsOf(root)
    .map((config) => dirname(config))
    .filter((folder) => existsSync(join(root, folder, 'vite.config.ts')));
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
