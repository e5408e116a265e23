import { TextDecoder } from 'node:util';
import { importEncodings, type ImportEncoding } from '../shared/imports.ts';
import { FileProblem } from './problems.ts';

export type Encoding = ImportEncoding;

export function isEncoding(value: string): value is Encoding {
  return (importEncodings as readonly string[]).includes(value);
}

/** A decoder that refuses what is not in its encoding, and leaves a byte order mark out. */
function decoderOf(encoding: Encoding): TextDecoder {
  return new TextDecoder(encoding, { fatal: true });
}

/**
 * The encoding of a file: by its byte order mark; else UTF-16 where half of the bytes are zero; else UTF-8 where all of
 * it is valid UTF-8; else Windows-1252, which ISO-8859-1 is a part of.
 */
export async function detectEncoding(pieces: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const utf8 = decoderOf('utf-8');
  let first = true;
  let valid = true;
  for await (const piece of pieces) {
    if (first) {
      const marked = byMark(piece) ?? byZeros(piece);
      if (marked) return marked;
      first = false;
    }
    try {
      utf8.decode(piece, { stream: true });
    } catch {
      valid = false;
      break;
    }
  }
  return valid && endsWell(utf8) ? 'utf-8' : 'windows-1252';
}

function byMark([a, b, c]: Uint8Array): Encoding | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

/** Latin text in UTF-16 has a zero in every second byte; a stray one makes no UTF-16. */
function byZeros(bytes: Uint8Array): Encoding | undefined {
  const looked = Math.min(bytes.length, 4096);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < looked; at++)
    if (bytes[at] === 0) {
      if (at % 2 === 0) even += 1;
      else odd += 1;
    }
  if (odd * 2 > looked * 0.7 && even === 0) return 'utf-16le';
  if (even * 2 > looked * 0.7 && odd === 0) return 'utf-16be';
  return undefined;
}

function endsWell(decoder: TextDecoder): boolean {
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The text of a file, piece by piece. @throws FileProblem `encoding` where the bytes are not in that encoding. */
export async function* decode(
  pieces: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string, void> {
  const decoder = decoderOf(encoding);
  let line = 1;
  for await (const piece of pieces) {
    const text = decoded(() => decoder.decode(piece, { stream: true }), line);
    line += lineBreaks(text);
    yield text;
  }
  const rest = decoded(() => decoder.decode(), line);
  if (rest !== '') yield rest;
}

function decoded(decode: () => string, line: number): string {
  try {
    return decode();
  } catch {
    throw new FileProblem('encoding', { line });
  }
}

function lineBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}
