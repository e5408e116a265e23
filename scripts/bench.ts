/**
 * `npm run bench [-- part of a name ...]`: runs `test/bench/*.bench.ts` one after the other and prints their figures.
 * A bench file exports functions whose names begin with `bench`; each gives rows. Nothing is asserted here: the
 * figures depend on the machine, which is printed above them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { apps, buildApp } from './build.ts';
import { table } from './bench/table.ts';
import type { BenchRow } from './bench/table.ts';
import { exitOnSignals } from './steps/run-command.ts';
import { filesBelow } from './steps/source-files.ts';
import { root } from './words/places.ts';

const help = `npm run bench                     all of them, some of which take many minutes
npm run bench -- search import    those with one of these parts in their names

What there is: ${benches().map(nameOf).join(', ')}.
Smaller, for a quick look: BENCH_SEARCH_CUSTOMERS (100000) and BENCH_IMPORT_LINES (50000) in the environment.
What each does, and what was measured: docs/benchmarks.md.`;

exitOnSignals();
try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(help);
    process.exit();
  }
  const files = benches().filter(
    (file) => positionals.length === 0 || positionals.some((part) => basename(file).includes(part)),
  );
  if (files.length === 0) throw new Error(`There is no bench ${positionals.join(', ')} in test/bench.`);
  for (const app of apps) await buildApp(app);
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  console.log(
    `${processors.length} x ${processors[0]?.model ?? 'unknown'}, ${memory} GB, Node ${process.version}`,
  );
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0) await runFile(only);
  else for (const file of files) await runAlone(file);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.exit();

function benches(): string[] {
  return filesBelow(root, ['test/bench'], ['.bench.ts']);
}

function nameOf(file: string): string {
  return basename(file, '.bench.ts');
}

/**
 * Runs one file in a process of its own: in that of another, what the engine has learnt from other objects and the memory
 * they hold made the planner two to three times slower.
 */
async function runAlone(file: string): Promise<void> {
  const child = spawn(process.execPath, [import.meta.filename, basename(file)], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = 1;
}

/** Runs the benches of one file in the order they are written; one that throws does not keep the others from running. */
async function runFile(file: string): Promise<void> {
  const module = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
  for (const [name, bench] of Object.entries(module)) {
    if (!name.startsWith('bench') || typeof bench !== 'function') continue;
    const started = performance.now();
    console.log(`\n${nameOf(file)}: ${name}`);
    try {
      const rows = (await (bench as () => Promise<BenchRow[]>)()) satisfies BenchRow[];
      console.log(table(rows));
    } catch (error) {
      console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      process.exitCode = 1;
    }
    console.log(`(${((performance.now() - started) / 1000).toFixed(1)} s)`);
  }
}
