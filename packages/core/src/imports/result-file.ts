import { findImport, listImportLines } from '@itinera/db/imports';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { writeCsv, type CsvCell } from './write-csv.ts';

const atOnce = 1000;
const header = ['line', 'outcome', 'record', 'id', 'problem', 'field', 'column', 'other_line', 'undone'];

/**
 * What became of every line, as CSV in pieces: words of the API, for programs and spreadsheets.
 * @throws ItineraError `not-found`.
 */
export async function resultFile(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  importId: string,
): Promise<AsyncIterable<string>> {
  requireIds({ importId });
  if (!(await findImport(ctx.db.read, businessUnitId, importId))) throw notFound('importId');
  return writeCsv(header, batches(ctx, businessUnitId, importId));
}

async function* batches(
  ctx: Context,
  businessUnitId: string,
  importId: string,
): AsyncGenerator<CsvCell[][], void> {
  let after = { line: 0, part: 0 };
  for (;;) {
    const rows = await listImportLines(ctx.db.read, businessUnitId, importId, { after, limit: atOnce });
    yield rows.map((row) => [
      row.line,
      row.outcome,
      row.recordType,
      row.recordId,
      row.problem,
      row.field,
      row.columnNumber,
      row.otherLine,
      row.undoing,
    ]);
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    after = { line: last.line, part: last.part };
  }
}
