import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { temporaryTree } from '../../test/helpers/temporary-tree.ts';
import { checkMachineTraces } from './machine-traces.ts';

/** The failures for one tracked file with this text. The texts below are put together so that this file passes itself. */
async function failures(text: string): Promise<readonly string[]> {
  const tree = temporaryTree({
    'notes.md': `first line\n${text}\n`,
    'untracked.md': ['', 'root', 'x'].join('/'),
  });
  execFileSync('git', ['init', '-q'], { cwd: tree });
  execFileSync('git', ['add', 'notes.md'], { cwd: tree });
  return (await checkMachineTraces(tree)).failures;
}

test.each([
  ['', 'home', 'anna', 'project'].join('/'),
  ['', 'Users', 'anna', 'project'].join('/'),
  ['C:', 'Users', 'anna'].join('\\'),
  ['', 'root', '.npm'].join('/'),
  ['', 'work', 'main', 'a.ts'].join('/'),
  ['..', 'shared', 'design', 'a.md'].join('/'),
  `"resolved": "${'https'}://mirror.example/a.tgz"`,
  `registry${'='}https://mirror.example`,
])('%s is found, with its line', async (text) => {
  expect(await failures(text)).toEqual([expect.stringMatching(/^notes\.md:2: names /)]);
});

test('ordinary paths and addresses pass', async () => {
  expect(await failures('/api/v1/work/main-street https://example.org/home/ ./src/root/a.ts /tmp/x')).toEqual(
    [],
  );
});
