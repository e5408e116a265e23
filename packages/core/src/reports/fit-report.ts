import { findLogo, type Queries } from '@itinera/db';
import { listFilesOf, type StoredFile } from '@itinera/db/files';
import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { contentOf } from '../files/content.ts';
import { spool, type SpooledFile } from '../files/spool.ts';
import { m } from '../paraglide/messages.js';
import { redrawPicture } from '../pictures/redraw-picture.ts';
import { ItineraError } from '../shared/errors.ts';
import { isPictureType } from '../shared/files.ts';
import type { ReportContent } from './content.ts';
import { drawReport, newReport, type ReportMake } from './draw.ts';

/** Bytes of a report. */
export const mostBytes = 64 * 1024 * 1024;
/** How its pictures are drawn: so large that they are seen well, or smaller where it would have too many bytes. */
const sizes = ['report', 'report-small', 'report-tiny'] as const;
type PictureSize = (typeof sizes)[number];

/** What a report is drawn of, and how many bytes it may have. */
export interface ReportToDraw {
  businessUnitId: string;
  interventionId: string;
  content: ReportContent;
  make: ReportMake;
  most: number;
  /** Called before each picture. */
  beforePicture: () => Promise<void>;
}

/**
 * The report as a nameless file on disk that has at most so many bytes: its pictures are drawn smaller until it fits, and in the
 * end left out, which it says.
 */
export async function fitReport(ctx: Context, report: ReportToDraw): Promise<SpooledFile> {
  for (const size of sizes)
    try {
      return await drawn(ctx, report, size);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
    }
  return drawn(ctx, report, null);
}

/** SHA-256 of a file, hexadecimal. */
export async function hashOf(file: SpooledFile): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of file.pieces()) digest.update(piece);
  return digest.digest('hex');
}

async function drawn(
  { db: { read: q } }: Context,
  { businessUnitId, interventionId, content, make, most, beforePicture }: ReportToDraw,
  size: PictureSize | null,
): Promise<SpooledFile> {
  const files = await listFilesOf(q, businessUnitId, [interventionId]);
  const kept = new Map(files.filter(({ state }) => state === 'kept').map((file) => [file.id, file]));
  const logo = content.company.logo && (await findLogo(q, businessUnitId, content.company.logo));
  const doc = newReport(content, make);
  const arriving = spool(doc, most);
  // It is awaited below; until then a refusal is nobody's.
  arriving.catch(() => undefined);
  try {
    await drawReport(doc, content, make, {
      logo: logo ? await onPaper(logo.picture, 'report') : null,
      async pictureOf(id) {
        if (size === null) return null;
        await beforePicture();
        // As soon as it is too large nothing more is drawn.
        if (doc.destroyed) await arriving;
        return pictureOf(q, kept.get(id), size);
      },
      nameOf: (id) => {
        const file = kept.get(id);
        return file && !isPictureType(file.type) ? file.name : null;
      },
      note: noteOf(size, content),
    });
  } catch (error) {
    doc.destroy(error as Error);
    await arriving.catch(() => undefined);
    throw error;
  }
  return arriving;
}

function noteOf(size: PictureSize | null, { language }: ReportContent): string | null {
  if (size === 'report') return null;
  const locale = { locale: language };
  return size === null ? m.report_without_pictures({}, locale) : m.report_smaller_pictures({}, locale);
}

async function pictureOf(
  q: Queries,
  file: StoredFile | undefined,
  size: PictureSize,
): Promise<Buffer | null> {
  if (!file || !isPictureType(file.type)) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of contentOf(q, file.id)) pieces.push(piece);
  return pieces.length === 0 ? null : onPaper(Buffer.concat(pieces), size);
}

function onPaper(picture: Uint8Array, use: PictureSize): Promise<Buffer> {
  return redrawPicture(picture, { use, field: 'picture' });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof ItineraError && error.field === 'file' && error.reason === 'too-large';
}
