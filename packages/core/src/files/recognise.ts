import type { FileType } from '../shared/files.ts';
import { isPicture } from '../pictures/redraw-picture.ts';
import type { SpooledFile } from './spool.ts';

/** The end of a PDF that is looked at: as long as the comment at the end of a ZIP can be, and a little. */
const tail = 66_000;
/** Bytes of a text that are read at once: short texts are forgotten at little cost. */
const atOnce = 16_384;

/**
 * What a file is, by its bytes: a picture, a PDF that ends as one, or a text in UTF-8 without control characters that is no
 * markup; null for everything else (archives, office files, programs, pages, files that are two things at a time).
 */
export async function recognise(file: SpooledFile, name: string): Promise<FileType | 'picture' | null> {
  if (isPicture(file.beginning)) return 'picture';
  if (file.beginning.subarray(0, 5).toString('latin1') === '%PDF-')
    return (await isWholePdf(file)) ? 'application/pdf' : null;
  if (!(await isPlainText(file))) return null;
  return name.toLowerCase().endsWith('.csv') ? 'text/csv' : 'text/plain';
}

/** Nothing follows its last end, and no archive is in it. */
async function isWholePdf(file: SpooledFile): Promise<boolean> {
  const from = Math.max(0, file.size - tail);
  const end = (await file.read(from, file.size - from)).toString('latin1');
  const last = end.lastIndexOf('%%EOF');
  return last >= 0 && end.slice(last + 5).trim() === '' && !end.includes('PK\x05\x06');
}

async function isPlainText(file: SpooledFile): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const piece of file.pieces())
      for (let at = 0; at < piece.length; at += atOnce) {
        const text = decoder.decode(piece.subarray(at, at + atOnce), { stream: true });
        if (/[^\P{Cc}\t\n\r\f]/u.test(text)) return false;
        if (isFirst && text.trimStart().startsWith('<')) return false;
        isFirst = false;
      }
    decoder.decode();
  } catch {
    return false;
  }
  return true;
}
