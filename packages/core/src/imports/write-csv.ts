import { stringify } from 'csv-stringify/sync';
import { keepQuotes } from './formulas.ts';

/** A cell as it is written: a number stays one, nothing is empty. */
export type CsvCell = string | number | null;

/**
 * A CSV file in pieces, in UTF-8 with its mark, which spreadsheets look for. No cell is a formula to a spreadsheet
 * (S44); a negative number stays a number.
 */
export async function* writeCsv(
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly CsvCell[])[]>,
  separator = ',',
): AsyncGenerator<string, void> {
  yield `\uFEFF${textOf([header], separator)}`;
  for await (const rows of batches) if (rows.length > 0) yield textOf(rows, separator);
}

function textOf(rows: readonly (readonly CsvCell[])[], delimiter: string): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? keepQuotes(cell) : cell))),
    { delimiter, record_delimiter: '\r\n', escape_formulas: true, quoted_match: /^$|[\r\n]|^\s|\s$/ },
  );
}
