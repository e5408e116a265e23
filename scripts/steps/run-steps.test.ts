import { expect, test } from 'vitest';
import { temporaryTree } from '../../test/helpers/temporary-tree.ts';
import { runCommand } from './run-command.ts';
import { runSteps } from './run-steps.ts';

const passed = () => Promise.resolve({ failures: [], note: '1 thing' });

test('every step is reported, a throwing one as failed, and all its failures are printed', async () => {
  const lines: string[] = [];
  const reports = await runSteps(
    [
      { name: 'fine', limitSeconds: 5, run: passed },
      { name: 'broken', limitSeconds: 5, run: () => Promise.reject(new Error('no such thing')) },
      { name: 'wrong', limitSeconds: 5, run: () => Promise.resolve({ failures: ['one', 'two'], note: '' }) },
    ],
    2,
    (line) => lines.push(line),
  );
  expect(reports.map((report) => [report.name, report.failures.length]).sort()).toEqual([
    ['broken', 1],
    ['fine', 0],
    ['wrong', 2],
  ]);
  expect(lines.join('\n')).toMatch(/ok {3}fine/);
  expect(lines.join('\n')).toContain('no such thing');
  expect(lines.filter((line) => /^ +(one|two)$/.test(line))).toHaveLength(2);
});

test('a step that hangs is ended after its limit, with everything it started', async () => {
  const tree = temporaryTree();
  let result: Promise<{ code: number | null; output: string }> | undefined;
  const [report] = await runSteps(
    [
      {
        name: 'hung',
        limitSeconds: 0.3,
        run: async (signal) => {
          result = runCommand(tree, ['sh', '-c', 'sleep 60 & wait'], { signal });
          await result;
          return { failures: ['what it said'], note: 'too late' };
        },
      },
    ],
    1,
    () => undefined,
  );
  expect(report?.failures).toEqual(['ended after its limit of 0.3 s', 'what it said']);
  // The grandchild holds the output open for a minute: that it closed now means that the grandchild has ended too.
  expect(await result).toEqual({ code: null, output: '' });
});

test('a program that is not there gives a result with its name', async () => {
  const result = await runCommand(temporaryTree(), ['no-such-program-here']);
  expect(result).toEqual({ code: null, output: expect.stringContaining('no-such-program-here') as string });
});
