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

/**
 * The projects of vitest.config.ts in the order they run, the quickest first, with the seconds after which one counts
 * as hung. One at a time: each uses every core, and two together make the times of both depend on chance.
 */
const projects: Readonly<Record<string, number>> = {
  unit: 900,
  oracle: 900,
  contract: 900,
  security: 900,
  e2e: 1200,
};
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

  if (only === undefined || only === 'checks') await count(runChecks());
  const chosen = Object.keys(projects).filter((project) => only === undefined || only === project);
  if (chosen.some((project) => withBuilds.includes(project))) await count(runSteps(apps.map(buildStep), 1));
  const counts = chosen.map(() => ({ passed: 0, failed: 0 }));
  const steps = chosen.map((project, i) => {
    const limitSeconds = projects[project]! * (full ? fullFactor : 1);
    return vitestStep(root, project, { limitSeconds, full, filters: positionals, counts: counts[i]! });
  });
  const reports = await runSteps(steps, 1);
  const ended = new Set(reports.filter(({ failures }) => failures.length > 0).map(({ name }) => name));
  for (const [i, { passed, failed }] of counts.entries()) {
    total.passed += passed;
    // A project that was ended from outside has no report of its own to count.
    total.failed += failed === 0 && ended.has(steps[i]!.name) ? 1 : failed;
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
