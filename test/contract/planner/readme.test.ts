import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as exports from '@itinera/planner';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const planner = new URL('../../../packages/planner/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, planner), 'utf8');

test('the README of the planner shows the example, and the example runs', async () => {
  expect(read('README.md')).toContain(`\`\`\`ts\n${read('example.ts')}\`\`\``);
  const example = fileURLToPath(new URL('example.ts', planner));
  const { stdout } = await run(process.execPath, [example]);
  const lines = stdout.trim().split('\n');
  expect(lines.length).toBeGreaterThan(5);
  expect(lines[0]).toContain('possible');
});

test('every function that the README of the planner lists is exported', () => {
  const rows = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const names = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)/g)].map(([, name]) => name),
  );
  expect(names).toContain('findSlots');
  const exported = new Map<string, unknown>(Object.entries(exports));
  for (const name of names) expect(exported.get(name ?? ''), name).toBeTypeOf('function');
});
