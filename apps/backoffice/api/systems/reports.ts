import type { ApiReport } from '@itinera/core';
import { z } from '@hono/zod-openapi';
import { languages } from '@itinera/core/shared';
import { moment, told } from './shapes.ts';

const reportFile = z
  .strictObject({
    name: z.string(),
    version: z.int().openapi({ description: 'From 1; a later one replaces the former' }),
    language: z.enum(languages),
    madeAt: moment,
    hash: z.string().openapi({ description: 'SHA-256 of the bytes, hexadecimal' }),
    size: z.int().openapi({ description: 'Bytes' }),
    content: z
      .string()
      .nullable()
      .openapi({ description: 'The PDF in base64; null where it is too large: 10 MB in all' }),
  })
  .openapi('ReportFile');
/** What was reported of closed work (CAD-RE-07). */
export const report = z
  .strictObject({
    reportedAt: moment.nullable(),
    comment: z.string(),
    status: z.enum(['ok', 'ko']).nullable(),
    startAt: moment.nullable(),
    endAt: moment.nullable(),
    customFields: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'Answers to the closing form by their codes; files by their ids' }),
    reportsB64: z
      .array(reportFile)
      .optional()
      .openapi({ description: 'Only with `withReports=1`: the newest five versions of the PDF' }),
  })
  .openapi('Report');

/** The same of core as it is told. */
export function shownReport(
  { reportedAt, startAt, endAt, reportsB64, ...rest }: ApiReport,
  zone: string | undefined,
) {
  return {
    ...rest,
    reportedAt: told(reportedAt, zone),
    startAt: told(startAt, zone),
    endAt: told(endAt, zone),
    ...(reportsB64 && {
      reportsB64: reportsB64.map((file) => ({ ...file, madeAt: told(file.madeAt, zone) ?? '' })),
    }),
  };
}
