import { copyFileSync, mkdirSync } from 'node:fs';
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

test('what this project bans is found where it is banned, and a rule is switched off with a reason alone', async () => {
  const hidden = [
    ...['Date.now()', 'new Date()', 'Date()', 'performance.now()', 'Math.random()', 'crypto.randomUUID()'],
    ...['DateTime.now()', 'DateTime.local()', 'DateTime.utc()'],
  ].map((call, n): [string, string, string] => [
    `packages/${n % 2 === 0 ? 'core' : 'planner'}/src/hidden-${n}.ts`,
    'itinera(no-hidden-inputs)',
    `declare const DateTime: Record<string, () => number>;\nexport const a = (): unknown => [DateTime, ${call}];\n`,
  ]);
  const crimes: [file: string, rule: string, text: string][] = [
    ['src/star.ts', 'itinera(no-star-export)', "export * from './innocent.ts';\n"],
    ['src/default.ts', 'import(no-default-export)', 'export default 1;\n'],
    ['src/console.ts', 'eslint(no-console)', 'console.log(1);\nexport const a = 1;\n'],
    ['src/unused.ts', 'eslint(no-unused-vars)', 'const a = 1;\nexport const b = 2;\n'],
    [
      'src/types.ts',
      'typescript(consistent-type-imports)',
      "import { b } from './innocent.ts';\nexport type A = typeof b;\n",
    ],
    [
      'src/silent.ts',
      'itinera(disable-with-reason)',
      '// eslint-disable-next-line no-console\nconsole.log(1);\nexport const a = 1;\n',
    ],
    [
      'packages/db/src/sync.ts',
      'itinera(no-sync-builders)',
      'export const a = (q: { all(): number }) => q.all();\n',
    ],
    ...hidden,
  ];
  const innocent = {
    'src/innocent.ts': 'export const b = Date.now();\n',
    'scripts/innocent.ts': 'console.log(new Date());\nexport const a = 1;\n',
  };
  const { output } = await lint(
    { ...innocent, ...Object.fromEntries(crimes.map(([file, , text]) => [file, text])) },
    ['--format', 'unix'],
  );
  const lines = output.split('\n');
  for (const [file, rule] of crimes)
    expect(
      lines.filter((line) => line.includes(file) && line.includes(rule)),
      `${file} ${rule}`,
    ).toHaveLength(1);
  expect(lines.filter((line) => line.includes('innocent'))).toEqual([]);
});

test('a run that looked at fewer files than there are fails', async () => {
  const result = await lint({ 'a.ts': 'export const a = 1;\n', 'dist/b.ts': 'export const b = 1;\n' });
  expect(typesOutcome(result, 2).failures).toEqual(['oxlint looked at 1 of 2 TypeScript files']);
  expect(typesOutcome({ code: 0, output: '' }, 1).failures).toHaveLength(1);
});

test('a wrong type in a component is found, and so is a component that nobody looked at', async () => {
  const check = (type: string, more = '') =>
    runCommand(
      temporaryTree({
        'tsconfig.json': JSON.stringify({
          compilerOptions: { ...options, moduleResolution: 'bundler', module: 'esnext' },
        }),
        'src/A.svelte': `<script lang="ts">\n  const a: ${type} = 1;\n</script>\n\n{a}\n${more}`,
      }),
      svelteCheck,
    );
  const good = await check('number');
  expect(svelteOutcome(good, 1)).toEqual({ failures: [], note: 'svelte-check, 1 files' });
  expect(svelteOutcome(good, 2).failures).toEqual(['svelte-check looked at 1 of 2 components']);
  const wrong = await check('string');
  expect(svelteOutcome(wrong, 1).failures).toEqual([expect.stringContaining("'number' is not assignable")]);
  const warned = await check('number', '<img src="a.png" />');
  expect(svelteOutcome(warned, 1).failures).toEqual([expect.stringContaining('a11y_missing_attribute')]);
});

function lint(files: Record<string, string>, more: string[] = []) {
  const tree = temporaryTree({ 'tsconfig.json': tsconfig, ...files });
  copyFileSync(join(root, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));
  mkdirSync(join(tree, 'scripts/checks'), { recursive: true });
  copyFileSync(join(root, 'scripts/checks/lint-rules.mjs'), join(tree, 'scripts/checks/lint-rules.mjs'));
  return runCommand(tree, ['oxlint', '.', ...more]);
}
