import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../steps/outcome.ts';
import { filesBelow } from '../steps/source-files.ts';

const mostLines = 500;
const secondLook = 300;
const mostAtMedian = 100;

/** No source file has more than 500 lines, and half of them have fewer than 100. Generated code is left out. */
export function checkFileSizes(root: string): Outcome {
  const files = filesBelow(root, ['.'], ['.ts', '.svelte', '.js', '.mjs', '.cjs', '.css', '.html'])
    .filter((file) => !file.startsWith('packages/db/migrations/'))
    .map((file) => ({ file, lines: linesIn(join(root, file)) }))
    .sort((a, b) => a.lines - b.lines);
  const median = files[Math.floor(files.length / 2)]?.lines ?? 0;
  const failures = files
    .filter(({ lines }) => lines > mostLines)
    .map(
      ({ file, lines }) => `${file}: ${lines} lines, at most ${mostLines}; give its parts files of their own`,
    );
  if (median >= mostAtMedian)
    failures.push(`the median file has ${median} lines, it must stay below ${mostAtMedian}`);
  const long = files.filter(({ lines }) => lines > secondLook && lines <= mostLines).length;
  return { failures, note: `${files.length} files, median ${median} lines, ${long} over ${secondLook}` };
}

function linesIn(path: string): number {
  return readFileSync(path, 'utf8').trimEnd().split('\n').length;
}
