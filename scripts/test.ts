/**
 * `npm test`: every project of tests and all checks, printing each with its count and seconds as it ends. The last line is
 * a plain total. A skipped test counts as failed; a step that hangs is ended and counts as failed.
 */
import { parseArgs } from 'node:util';
import { apps, buildApp } from './build.ts';
import { prepare, runChecks } from './check.ts';
import { checkSteps } from './steps/check-steps.ts';
import type { Step } from './steps/outcome.ts';
import { useMemoryFolder } from './steps/memory-folder.ts';
import { exitOnSignals, inBackground } from './steps/run-command.ts';
import { runSteps } from './steps/run-steps.ts';
import { vitestStep, type Counts } from './steps/vitest-step.ts';
import { root } from './words/places.ts';

/**
 * The projects of vitest.config.ts in the order they run, with the seconds after which one counts as hung. One at a time:
 * each uses every core, and two together make the times of both depend on chance. Security, which compares times, goes first
 * and alone; the browsers, which wait more than they compute, follow, and what only computes (`computing`) runs behind them.
 */
const projects: Readonly<Record<string, number>> = {
  security: 900,
  e2e: 1200,
  contract: 900,
  unit: 900,
  oracle: 900,
};
/** Needs the processor and nothing else: takes what the others leave, behind them, and so does every check. */
const computing = 'oracle';
/** How much longer that may take. */
const behindFactor = 4;
/** Those that need the applications as they are built. */
const withBuilds = ['security', 'e2e'];
/** How much longer the long version may take. */
const fullFactor = 20;

const usage = `npm test [-- options] [part of a file name ...]
  --full            larger numbers of random problems and races (npm run test:full)
  --only <part>     one part alone: checks, ${Object.keys(projects).join(', ')}
  --help            this text
File names narrow the tests of the chosen part and need --only.`;

const total = { passed: 0, failed: 0 };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const { only, full } = values;
  if (only !== undefined && only !== 'checks' && !(only in projects))
    throw new Error(`There is no part "${only}". Parts: checks, ${Object.keys(projects).join(', ')}.`);
  if (positionals.length > 0 && (only === undefined || only === 'checks'))
    throw new Error(
      `"${positionals.join(' ')}" needs --only with one of: ${Object.keys(projects).join(', ')}.`,
    );

  if (only === 'checks') {
    count(await runChecks());
    return;
  }
  const tests = (project: string): Tests => {
    const counts = { passed: 0, failed: 0 };
    const limitSeconds = projects[project]! * (full ? fullFactor : 1);
    return { counts, step: vitestStep(root, project, { limitSeconds, full, filters: positionals, counts }) };
  };
  if (only !== undefined) {
    if (withBuilds.includes(only)) count(await runSteps(apps.map(buildStep), 1));
    await run([tests(only)], [], 1);
    return;
  }
  count(await prepare());
  count(await runSteps(apps.map(buildStep), 1));
  const [first = computing, ...others] = Object.keys(projects).filter((project) => project !== computing);
  await run([tests(first)], [], 1);
  await Promise.all([
    inBackground(() => run([tests(computing)], checkSteps(root), 2, behindFactor)),
    run(others.map(tests), [], 1),
  ]);
}

/** A project's tests and where they are counted. */
interface Tests {
  step: Step;
  counts: Counts;
}

/** Runs tests and then checks, `width` at a time, and adds them to the total; a check counts one. */
async function run(
  tests: readonly Tests[],
  checks: readonly Step[],
  width: number,
  patience = 1,
): Promise<void> {
  const steps = [...tests.map(({ step }) => step), ...checks];
  const patient = steps.map((step) => ({ ...step, limitSeconds: step.limitSeconds * patience }));
  const reports = await runSteps(patient, width);
  const ended = new Set(reports.filter(({ failures }) => failures.length > 0).map(({ name }) => name));
  for (const { step, counts } of tests) {
    total.passed += counts.passed;
    // A project that was ended from outside has no report of its own to count.
    total.failed += counts.failed === 0 && ended.has(step.name) ? 1 : counts.failed;
  }
  const own = new Set(tests.map(({ step }) => step.name));
  count(reports.filter(({ name }) => !own.has(name)));
}

/** Checks and builds count one each. */
function count(reports: readonly { failures: readonly string[] }[]): void {
  for (const { failures } of reports) {
    if (failures.length === 0) total.passed += 1;
    else total.failed += 1;
  }
}

function buildStep(app: string): Step {
  return {
    name: `build: ${app}`,
    limitSeconds: 120,
    run: async (signal) => ({ failures: [], note: (await buildApp(app, signal)) ? 'built' : 'unchanged' }),
  };
}

exitOnSignals();
const memoryFolder = useMemoryFolder();
if (memoryFolder !== undefined) console.log(`Temporary files are in memory: ${memoryFolder}`);
const started = performance.now();
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  total.failed += 1;
}
console.log(`\nin ${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
