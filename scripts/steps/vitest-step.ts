import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome, Step } from './outcome.ts';
import { runCommand } from './run-command.ts';

/** The parts of vitest's JSON report that are read here. */
interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[];
  }[];
}

/** How many tests of a project passed and failed; a skipped test has failed. */
export interface Counts {
  passed: number;
  failed: number;
}

/**
 * One project of vitest.config.ts as a step. `counts` is filled when it has run.
 * @param filters paths or parts of paths of test files; none means all files of the project
 */
export function vitestStep(
  root: string,
  project: string,
  options: { limitSeconds: number; full: boolean; filters: readonly string[]; counts: Counts },
): Step {
  return {
    name: `tests: ${project}`,
    limitSeconds: options.limitSeconds,
    run: async (signal) => {
      mkdirSync(join(root, 'var'), { recursive: true });
      const file = join(root, 'var', `vitest-${project}-${process.pid}.json`);
      const result = await runCommand(
        root,
        [
          'vitest',
          'run',
          '--project',
          project,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${file}`,
          '--allowOnly=false',
          ...options.filters,
        ],
        { signal, env: options.full ? { ITINERA_FULL: '1' } : {} },
      );
      const outcome = outcomeOf(root, readReport(file), result.code, result.output, options.counts);
      rmSync(file, { force: true });
      return outcome;
    },
  };
}

/**
 * Reads a run: failed tests with their messages, skipped ones as failures, files that did not load, and a run that
 * ended badly although every test passed (an error outside any test).
 */
export function outcomeOf(
  root: string,
  report: Report | undefined,
  code: number | null,
  output: string,
  counts: Counts,
): Outcome {
  const tail = output.split('\n').slice(-40).join('\n');
  if (report === undefined) {
    counts.failed += 1;
    return {
      failures: [`vitest made no report (it ended with ${String(code)})\n${tail}`],
      note: 'no report',
    };
  }
  const failures = report.testResults.flatMap((file) => {
    const name = file.name.replace(`${root}/`, '');
    const failed = file.assertionResults.filter((test) => test.status !== 'passed');
    if (failed.length === 0 && file.status !== 'passed') return [`${name}: ${file.message}`];
    return failed.map((test) =>
      test.status === 'failed'
        ? `${name} > ${test.fullName}\n${(test.failureMessages ?? []).join('\n')}`
        : `${name} > ${test.fullName}: is ${test.status}, and a test that does not run proves nothing`,
    );
  });
  const passed = report.testResults.reduce(
    (sum, file) => sum + file.assertionResults.filter((test) => test.status === 'passed').length,
    0,
  );
  if (code !== 0 && failures.length === 0) failures.push(`vitest ended with ${String(code)}\n${tail}`);
  if (passed === 0 && failures.length === 0) failures.push('no test ran');
  counts.passed += passed;
  counts.failed += failures.length;
  const seeds = [...new Set(output.match(/^.*\bseeds?\b.*$/gim) ?? [])].map(
    (line) => `\n       ${line.trim()}`,
  );
  return { failures, note: `${passed} passed in ${report.testResults.length} files${seeds.join('')}` };
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
