import type { CsvForm } from './read-csv.ts';
import { readCsv } from './read-csv.ts';
import { previewLines } from './limits.ts';
import { FileProblem } from './problems.ts';

/** The headers of a file and its first records, as far as they can be read, and what was in the way. */
export interface FileHead {
  headers: string[];
  lines: { line: number; cells: string[] }[];
  failure: FileProblem | null;
}

export async function headersOf(pieces: AsyncIterable<Uint8Array>, form: CsvForm): Promise<FileHead> {
  const head: FileHead = { headers: [], lines: [], failure: null };
  try {
    for await (const { line, cells } of readCsv(pieces, form)) {
      if (head.headers.length === 0) {
        requireHeader(cells, line);
        head.headers = cells.map((cell) => cell.trim());
      } else head.lines.push({ line, cells });
      if (head.lines.length === previewLines) return head;
    }
    if (head.headers.length === 0) throw new FileProblem('empty');
    if (head.lines.length === 0) throw new FileProblem('no-records');
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    head.failure = error;
  }
  return head;
}

/** @throws FileProblem `header-empty` for a header that says nothing or holds what no text holds. */
function requireHeader(cells: readonly string[], line: number): void {
  const bad = cells.findIndex((cell) => cell.includes('\0') || cell.length > 500);
  if (bad !== -1) throw new FileProblem('header-empty', { line, column: bad + 1 });
  if (cells.every((cell) => cell.trim() === '')) throw new FileProblem('header-empty', { line });
}
