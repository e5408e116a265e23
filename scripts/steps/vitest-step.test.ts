import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryTree } from '../../test/helpers/temporary-tree.ts';
import { root } from '../words/places.ts';
import { vitestStep } from './vitest-step.ts';

/** Runs a real vitest on these test files and gives what the step makes of it. */
async function run(files: Record<string, string>) {
  const tree = temporaryTree({
    'vitest.config.ts': `export default { test: { projects: [{ test: { name: 'unit', include: ['*.test.ts'] } }] } };`,
    ...Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        name,
        `import { describe, expect, test } from 'vitest';\n${text}`,
      ]),
    ),
  });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  const counts = { passed: 0, failed: 0 };
  const step = vitestStep(tree, 'unit', { limitSeconds: 30, full: false, filters: [], counts });
  const outcome = await step.run(new AbortController().signal);
  return { ...outcome, counts };
}

test('passing tests are counted, and the seed a test prints is shown', async () => {
  const outcome = await run({
    'a.test.ts': `test.each([1, 2])('%i', (n) => { console.log('seed 4711'); expect(n).toBeGreaterThan(0); });`,
  });
  expect(outcome.failures).toEqual([]);
  expect(outcome.counts).toEqual({ passed: 2, failed: 0 });
  expect(outcome.note).toMatch(/^2 passed in 1 files\n +seed 4711$/);
});

test('failed, skipped and unwritten tests, and files that do not load, are failures', async () => {
  const outcome = await run({
    'a.test.ts': `test('good', () => {}); test('bad', () => { expect(1).toBe(2); });`,
    'b.test.ts': `test.skip('left out', () => {}); test.todo('later'); describe.skip('all', () => { test('in it', () => {}); });`,
    'c.test.ts': `throw new Error('does not load');`,
  });
  expect(outcome.counts).toEqual({ passed: 1, failed: 5 });
  const text = outcome.failures.join('\n');
  for (const part of ['bad', 'left out: is', 'later: is', 'all in it: is', 'does not load']) {
    expect(text).toContain(part);
  }
});

test('a test that is run alone with .only fails the run', async () => {
  const outcome = await run({ 'a.test.ts': `test.only('alone', () => {}); test('other', () => {});` });
  expect(outcome.counts.failed).toBeGreaterThan(0);
});

test('an error outside any test, and a run without tests, are failures', async () => {
  const stray = await run({
    'a.test.ts': `test('good', async () => { setTimeout(() => { throw new Error('stray'); }); await new Promise((r) => setTimeout(r, 50)); });`,
  });
  expect(stray.failures.join('\n')).toContain('stray');
  expect((await run({})).counts).toEqual({ passed: 0, failed: 1 });
});
