import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const examples = fileURLToPath(new URL('../../../packages/planner/examples/', import.meta.url));

/** What each example of the planner prints. */
const printed: Record<string, string[]> = {
  'book-a-visit.ts': [
    '08:00 to 10:00: 1845 s more driving',
    'new problems: 0',
    '08:16 arrives, 08:16 to 09:01 heat pump',
    '09:28 arrives, 09:28 to 10:28 boiler',
  ],
  'road-times.ts': ['road: [ 743 ] undefined', 'kept, and estimated: [ 743, 957 ] [ 0, 1 ]'],
  'weekly-hours.ts': ['2026-03-28 [ 7 ]', '2026-03-30 [ 3 ]', '2026-04-04 [ 8 ]', '2026-04-06 []'],
};

test.for(Object.entries(printed))('%s', async ([file, lines]) => {
  const { stdout } = await run(process.execPath, [examples + file], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stdout.trim().split('\n')).toEqual(lines);
});

test('and no example is left out', () => {
  expect(readdirSync(examples).sort()).toEqual(Object.keys(printed).sort());
});
