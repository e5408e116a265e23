/**
 * `npm test`: checks, then every project of tests, printing each with its count and seconds. The last line is a
 * plain total. A skipped test counts as failed; a step that hangs is ended and counts as failed.
 */
import { parseArgs } from 'node:util';
import { apps, buildApp } from './build.ts';
import { runChecks } from './check.ts';
import type { Step } from './steps/outcome.ts';
import { useMemoryFolder } from './steps/memory-folder.ts';
import { exitOnSignals } from './steps/run-command.ts';
import { runSteps } from './steps/run-steps.ts';
import { vitestStep } from './steps/vitest-step.ts';
import { root } from './words/places.ts';

/** The projects of vitest.config.ts in the order they run, with the seconds after which one counts as hung. */
const projects: Readonly<Record<string, number>> = {
  unit: 900,
  oracle: 900,
  contract: 900,
  security: 900,
  e2e: 1200,
};
/** The first project that needs the applications as they are built. */
const firstWithBuilds = 'security';
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

  if (only === undefined || only === 'checks') await count(runChecks());
  for (const [project, seconds] of Object.entries(projects)) {
    if (only !== undefined && only !== project) continue;
    if (project === firstWithBuilds || (only === 'e2e' && project === 'e2e'))
      await count(runSteps(apps.map(buildStep), 1));
    const limitSeconds = full ? seconds * fullFactor : seconds;
    const step = vitestStep(root, project, { limitSeconds, full, filters: positionals, counts: total });
    const before = total.failed;
    const [report] = await runSteps([step], 1);
    // A project that was ended from outside has no report of its own to count.
    if (report !== undefined && report.failures.length > 0 && total.failed === before) total.failed += 1;
  }
}

/** Checks and builds count one each. */
async function count(running: Promise<{ failures: readonly string[] }[]>): Promise<void> {
  for (const report of await running) {
    if (report.failures.length === 0) total.passed += 1;
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
