import type { Outcome, Step } from './outcome.ts';

/** How a step ended, with the seconds it took. */
export interface StepReport extends Outcome {
  readonly name: string;
  readonly seconds: number;
}

/**
 * Runs the steps, at most `width` at a time, in their order, and prints a line for each as it ends, its failures
 * below. A step that throws has failed; one that outlives its limit is ended, says so and has failed.
 */
export async function runSteps(
  steps: readonly Step[],
  width: number,
  print: (line: string) => void = console.log,
): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  const waiting = [...steps];
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const report = await runStep(step);
      reports.push(report);
      for (const line of linesOf(report)) print(line);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return reports;
}

async function runStep(step: Step): Promise<StepReport> {
  const started = performance.now();
  const abort = new AbortController();
  const work = step.run(abort.signal).catch((error: unknown): Outcome => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { failures: [text], note: 'stopped by an error' };
  });
  const timer = after(step.limitSeconds);
  let outcome = await Promise.race([work, timer.passed]);
  timer.clear();
  if (outcome === undefined) {
    abort.abort();
    // What it had to say until then, if it still answers.
    const grace = after(5);
    const late = await Promise.race([work, grace.passed]);
    grace.clear();
    const failures = [`ended after its limit of ${step.limitSeconds} s`, ...(late?.failures ?? [])];
    outcome = { failures, note: late?.note ?? 'hung' };
  }
  return { name: step.name, seconds: (performance.now() - started) / 1000, ...outcome };
}

function after(seconds: number): { passed: Promise<undefined>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), seconds * 1000);
  });
  return { passed, clear: () => clearTimeout(timer) };
}

/** The lines of a report: one for the step, then every failure, indented. */
export function linesOf(report: StepReport): string[] {
  const verdict = report.failures.length === 0 ? 'ok  ' : 'FAIL';
  return [
    `${verdict} ${report.name.padEnd(24)} ${report.seconds.toFixed(1).padStart(6)} s  ${report.note}`,
    ...report.failures.flatMap((failure) => failure.split('\n').map((line) => `       ${line}`)),
  ];
}
