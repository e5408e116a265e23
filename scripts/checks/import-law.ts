import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IConfiguration, IModule } from 'dependency-cruiser';
import ts from 'typescript';
import type { Outcome } from '../steps/outcome.ts';
import { filesBelow } from '../steps/source-files.ts';

const lawFolders = ['packages', 'apps', 'scripts', 'test'];
const sourceEndings = ['.ts', '.svelte', '.mjs', '.js', '.cjs'];

/**
 * Holds the checkout at `root` against the import law of `.dependency-cruiser.cjs`.
 *
 * dependency-cruiser says "no violations" also when it cannot read TypeScript, so every source file is scanned a second
 * time with TypeScript's own import scanner: a file or an import that the cruiser did not see is a failure too.
 */
export async function checkImportLaw(root: string): Promise<Outcome> {
  const files = filesBelow(root, lawFolders, sourceEndings);
  const result = await cruiseFiles(root, files);
  const modules = new Map(result.modules.map((module) => [module.source, module]));
  const violations = result.summary.violations.map((violation) => {
    const comment = result.summary.ruleSetUsed?.forbidden?.find(
      (rule) => rule.name === violation.rule.name,
    )?.comment;
    return `${violation.from} -> ${violation.to}\n  ${violation.rule.name}: ${comment ?? ''}`;
  });
  const failures = [...violations, ...files.flatMap((file) => unseen(root, file, modules.get(file)))];
  const imports = files.reduce((sum, file) => sum + (modules.get(file)?.dependencies.length ?? 0), 0);
  return { failures, note: `${files.length} files, ${imports} imports` };
}

async function cruiseFiles(root: string, files: readonly string[]): Promise<ICruiseResult> {
  const law = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration;
  const { output } = await cruise([...files], {
    ...law.options,
    ruleSet: { forbidden: law.forbidden ?? [] },
    validate: true,
    baseDir: root,
  });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with a text: ${output}`);
  return output;
}

/**
 * What of a source file the cruiser did not see, given what it reports of it: the whole file, or imports that
 * TypeScript's scanner finds in it.
 */
export function unseen(
  root: string,
  file: string,
  module: Pick<IModule, 'dependencies'> | undefined,
): string[] {
  if (module === undefined) return [`${file}: not read by dependency-cruiser, so no rule was applied to it`];
  const seen = new Set(module.dependencies.map((dependency) => dependency.module.replace(/^node:/, '')));
  if (file.endsWith('.svelte') && ![...seen].some((name) => name.startsWith('svelte/internal')))
    return [`${file}: not compiled by dependency-cruiser, so no rule was applied to it`];
  return importsOf(join(root, file)).flatMap((specifier) => {
    if (seen.has(specifier.replace(/^node:/, ''))) return [];
    // The Svelte compiler drops types before the cruiser looks; only these two are forbidden even as types.
    if (file.endsWith('.svelte')) return forbiddenTypes(file, specifier);
    return [
      `${file}: its import of ${specifier} was not seen by dependency-cruiser, so no rule was applied to it`,
    ];
  });
}

function forbiddenTypes(file: string, specifier: string): string[] {
  return /^@itinera\/(planner|db)(\/|$)/.test(specifier)
    ? [`${file} -> ${specifier}\n  apps-not-planner-or-db: not even for a type`]
    : [];
}

/** What a file imports, by TypeScript's scanner; of a Svelte component, what its scripts import. */
function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const code = path.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text;
  const augmented = new Set([...code.matchAll(/declare module '([^']+)'/g)].map((match) => match[1]));
  return ts
    .preProcessFile(code, true, true)
    .importedFiles.map((imported) => imported.fileName)
    .filter((specifier) => !augmented.has(specifier));
}
