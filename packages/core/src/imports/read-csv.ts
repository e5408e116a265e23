import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decode, type Encoding } from './decode.ts';
import { longestRecord, mostColumns, mostLines } from './limits.ts';
import { FileProblem } from './problems.ts';

/** One record of a file, and the line on which it begins. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

export interface CsvForm {
  encoding: Encoding;
  separator: string;
}

/**
 * The records of a file, header first, empty lines left out. Memory does not grow with the file: a record of more than
 * 256 Ki characters is refused before it is whole.
 * @throws FileProblem `encoding`, `quote`, `line-too-long`, `too-many-columns`, `too-many-lines`.
 */
export async function* readCsv(
  pieces: AsyncIterable<Uint8Array>,
  { encoding, separator }: CsvForm,
): AsyncGenerator<CsvRecord, void> {
  const place = { ended: 0, drift: 0 };
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    // What the parser hands on is whatever this gives; its types know lists of cells only.
    on_record: (cells: string[], { lines }) => recordAt(place, cells, lines) as unknown as string[],
  });
  let failure: unknown;
  pipeline(Readable.from(withoutEndlessLines(decode(pieces, encoding))), parser, (error) => {
    failure = error;
  });
  let read = 0;
  try {
    for await (const record of parser as AsyncIterable<CsvRecord>) {
      const { line, cells } = record;
      if (cells.length > mostColumns) throw new FileProblem('too-many-columns', { line });
      if (read > mostLines) throw new FileProblem('too-many-lines', { line });
      read += 1;
      yield record;
    }
  } catch (error) {
    throw asFileProblem(failure instanceof FileProblem ? failure : error, place.ended + 1);
  }
}

/** The parser says where a record ends, and counts a quoted CR LF as two lines. */
function recordAt(place: { ended: number; drift: number }, cells: string[], lines: number): CsvRecord {
  let within = 0;
  for (const cell of cells) {
    const breaks = cell.match(/\r\n|\n|\r/g);
    if (!breaks) continue;
    within += breaks.length;
    place.drift += breaks.filter((one) => one === '\r\n').length;
  }
  place.ended = lines - place.drift;
  return { line: place.ended - within, cells };
}

/** The parser keeps a line until it ends: one without an end is refused before that. */
async function* withoutEndlessLines(texts: AsyncIterable<string>): AsyncGenerator<string, void> {
  let open = 0;
  let line = 1;
  for await (const text of texts) {
    let from = 0;
    for (let end = nextBreak(text, from); end !== -1; end = nextBreak(text, from)) {
      if (open + end - from > longestRecord) throw new FileProblem('line-too-long', { line });
      open = 0;
      line += 1;
      from = end + 1;
    }
    open += text.length - from;
    if (open > longestRecord) throw new FileProblem('line-too-long', { line });
    yield text;
  }
}

function nextBreak(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  if (feed !== -1) return feed;
  return text.indexOf('\r', from);
}

function asFileProblem(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return new FileProblem('line-too-long', { line });
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return new FileProblem('quote', { line });
    default:
      return error;
  }
}
