import type { ImportLayout } from '@itinera/db';
import { withoutNeutral } from './formulas.ts';
import { longestCell } from './limits.ts';
import type { OpenTarget } from './open-target.ts';
import { asLineProblem, LineProblem } from './problems.ts';
import type { CsvRecord } from './read-csv.ts';
import type { ImportRow } from './target.ts';

/** A line that was read: a row for the target, or what is wrong with it. */
export type ReadLine = { line: number; row: ImportRow } | { line: number; problem: LineProblem };

/**
 * The lines of a file in batches, the first `done` left out. Of two lines with one key the second is refused, wherever
 * they stand.
 */
export async function* readBatches(
  records: AsyncIterable<CsvRecord>,
  { columns }: ImportLayout,
  target: OpenTarget,
  done: number,
): AsyncGenerator<ReadLine[], void> {
  let batch: ReadLine[] = [];
  let read = -1;
  for await (const record of records) {
    read += 1;
    if (read === 0) continue;
    const line = readLine(record, columns, target);
    if (read <= done) continue;
    batch.push(line);
    if (batch.length === target.linesAtOnce) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function readLine(
  { line, cells: written }: CsvRecord,
  columns: ImportLayout['columns'],
  { run, taken }: OpenTarget,
): ReadLine {
  try {
    const cells = cellsOf(written, columns);
    const key = run.keyOf(cells);
    const earlier = key === null ? undefined : taken.get(key);
    if (earlier !== undefined) throw new LineProblem('duplicate', undefined, earlier);
    if (key !== null) taken.set(key, line);
    return { line, row: { line, key, cells } };
  } catch (error) {
    return { line, problem: asLineProblem(error) };
  }
}

function cellsOf(written: readonly string[], columns: ImportLayout['columns']): Map<string, string> {
  if (written.length !== columns.length) throw new LineProblem('column-count');
  const cells = new Map<string, string>();
  columns.forEach(({ field }, at) => {
    if (field === null) return;
    const cell = withoutNeutral(written[at] ?? '');
    if (cell.includes('\0')) throw new LineProblem('nul', field);
    if (cell.length > longestCell) throw new LineProblem('too-long', field);
    cells.set(field, cell);
  });
  return cells;
}
