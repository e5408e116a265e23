/** `npm run check`: everything that can be said about the code without running it. */
import { parseArgs } from 'node:util';
import { prepareAppsStep } from './checks/types.ts';
import { checkSteps, wordsStep } from './steps/check-steps.ts';
import { exitOnSignals } from './steps/run-command.ts';
import { runSteps } from './steps/run-steps.ts';
import type { StepReport } from './steps/run-steps.ts';
import { root } from './words/places.ts';

/** Runs all checks, two at a time, printing each. */
export async function runChecks(): Promise<StepReport[]> {
  const first = await runSteps([wordsStep(root), prepareAppsStep(root)], 2);
  return [...first, ...(await runSteps(checkSteps(root), 2))];
}

if (import.meta.main) {
  exitOnSignals();
  try {
    parseArgs({ options: {}, strict: true });
    const reports = await runChecks();
    const failed = reports.filter((report) => report.failures.length > 0).length;
    console.log(`\n${reports.length - failed} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
  process.exit();
}
