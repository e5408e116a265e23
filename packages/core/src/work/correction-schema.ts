import { z } from 'zod';
import { parseInput } from '../shared/parse-input.ts';
import { koReasons } from '../shared/work.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const minute = z.iso.datetime({
  local: true,
  precision: -1,
  error: 'must be a date and a time, YYYY-MM-DDTHH:MM',
});
const why = z
  .string('must say why')
  .trim()
  .min(1, 'must say why')
  .max(2000, 'must have at most 2000 characters');

export const readCorrection = parseInput(
  z
    .strictObject({
      interventionId: z.string(),
      revision: shownRevision,
      start: minute,
      end: minute,
      result: z.enum(['ok', 'ko'], 'must be ok or ko'),
      reason: z.enum(koReasons, `must be one of ${koReasons.join(', ')}`).nullable(),
      comment: z.string('must be text').trim().max(2000, 'must have at most 2000 characters'),
      words: why,
      idempotencyKey: z.string(),
    })
    .refine(({ result, reason }) => (result === 'ko') === (reason !== null), {
      path: ['reason'],
      message: 'goes with the result ko, and with no other',
    }),
);

export const readDecision = parseInput(
  z
    .strictObject({
      lateReportId: z.string(),
      revision: shownRevision,
      decision: z.enum(['take', 'set-aside'], 'must be take or set-aside'),
      words: why.nullable(),
      idempotencyKey: z.string(),
    })
    .refine(({ decision, words }) => decision === 'take' || words !== null, {
      path: ['words'],
      message: 'must say why',
    }),
);
