import { FileProblem } from './problems.ts';
import { readCsv } from './read-csv.ts';
import type { Encoding } from './decode.ts';

/** What files are usually separated by; any other single character can be chosen. */
export const usualSeparators = [',', ';', '\t', '|'] as const;

/** Records that are looked at. */
const looked = 20;

/**
 * The separator with which the first records have the most columns that all of them share; a comma when none makes
 * more than one. `pieces` gives the file from its beginning each time.
 */
export async function detectSeparator(
  pieces: () => AsyncIterable<Uint8Array>,
  encoding: Encoding,
): Promise<string> {
  let best: { separator: string; score: number } = { separator: ',', score: 1 };
  for (const separator of usualSeparators) {
    const score = await columnsWith(pieces(), encoding, separator);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

/** The header's columns, weighed by the part of the records that have as many. */
async function columnsWith(
  pieces: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  separator: string,
): Promise<number> {
  let header = 0;
  let same = 0;
  let read = 0;
  try {
    for await (const { cells } of readCsv(pieces, { encoding, separator })) {
      if (read === 0) header = cells.length;
      if (cells.length === header) same += 1;
      if (++read === looked) break;
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    // With this separator the quotes do not fit, or the file is none: what was read counts.
    if (read === 0) return 0;
  }
  return read === 0 ? 0 : (header * same) / read;
}
