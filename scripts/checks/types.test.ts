import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryTree } from '../../test/helpers/temporary-tree.ts';
import { runCommand } from '../steps/run-command.ts';
import { root } from '../words/places.ts';
import { svelteCheck, svelteOutcome, typesOutcome } from './types.ts';

const options = { strict: true, noEmit: true, types: [], skipLibCheck: true, module: 'nodenext' };
const tsconfig = JSON.stringify({ compilerOptions: options });

test('a wrong type and a promise that nobody waits for are found', async () => {
  const good = await lint({ 'a.ts': 'export const a: number = 1;\n' });
  expect(typesOutcome(good, 1)).toEqual({ failures: [], note: 'oxlint, 1 files' });
  const wrong = await lint({ 'a.ts': "export const a: number = 'one';\n" });
  expect(typesOutcome(wrong, 1).failures).toEqual([expect.stringContaining('TS2322')]);
  const adrift = await lint({ 'a.ts': 'async function a() {}\nexport function b() {\n  a();\n}\n' });
  expect(typesOutcome(adrift, 1).failures).toEqual([expect.stringContaining('no-floating-promises')]);
});

test('a run that looked at fewer files than there are fails', async () => {
  const result = await lint({ 'a.ts': 'export const a = 1;\n', 'dist/b.ts': 'export const b = 1;\n' });
  expect(typesOutcome(result, 2).failures).toEqual(['oxlint looked at 1 of 2 TypeScript files']);
  expect(typesOutcome({ code: 0, output: '' }, 1).failures).toHaveLength(1);
});

test('a wrong type in a component is found, and so is a component that nobody looked at', async () => {
  const check = (type: string) =>
    runCommand(
      temporaryTree({
        'tsconfig.json': JSON.stringify({
          compilerOptions: { ...options, moduleResolution: 'bundler', module: 'esnext' },
        }),
        'src/A.svelte': `<script lang="ts">\n  const a: ${type} = 1;\n</script>\n\n{a}\n`,
      }),
      svelteCheck,
    );
  const good = await check('number');
  expect(svelteOutcome(good, 1)).toEqual({ failures: [], note: 'svelte-check, 1 files' });
  expect(svelteOutcome(good, 2).failures).toEqual(['svelte-check looked at 1 of 2 components']);
  const wrong = await check('string');
  expect(svelteOutcome(wrong, 1).failures).toEqual([expect.stringContaining("'number' is not assignable")]);
});

function lint(files: Record<string, string>) {
  const tree = temporaryTree({ 'tsconfig.json': tsconfig, ...files });
  copyFileSync(join(root, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));
  return runCommand(tree, ['oxlint', '.']);
}
