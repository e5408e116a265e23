import { z } from 'zod';
import { parseInput } from '../shared/parse-input.ts';
import { koReasons, workSteps } from '../shared/work.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const instant = z.int('must be whole seconds since 1970').min(0).max(253_402_300_799);
const words = z.string('must be text').trim().max(2000, 'must have at most 2000 characters');

export const closingSchema = z
  .strictObject({
    startedAt: instant,
    endedAt: instant,
    result: z.enum(['ok', 'ko'], 'must be ok or ko'),
    reason: z.enum(koReasons, `must be one of ${koReasons.join(', ')}`).nullish(),
    comment: words.default(''),
    answers: z.record(z.string(), z.unknown(), 'must be answers by code'),
    version: z.int('must be the version of the form that was filled in').min(0),
  })
  .refine(({ startedAt, endedAt }) => startedAt <= endedAt, {
    path: ['endedAt'],
    message: 'must not be before startedAt',
  })
  .refine(({ result, reason }) => result === 'ok' || reason, {
    path: ['reason'],
    message: 'must say why the result is ko',
  })
  .refine(({ result, reason }) => result === 'ko' || !reason, {
    path: ['reason'],
    message: 'goes with the result ko only',
  });

export type ReadClosing = z.output<typeof closingSchema>;

/** Ids that are none are `not-found`, not `invalid`. */
export const readStepInput = parseInput(
  z
    .strictObject({
      interventionId: z.string(),
      step: z.enum(workSteps, `must be one of ${workSteps.join(', ')}`),
      at: instant,
      sentAt: instant,
      seen: z.string('must be what was given with the visit').max(300, 'is too long').nullable(),
      closing: closingSchema.optional(),
      words: words.min(1, 'must say why').optional(),
      revision: shownRevision.optional(),
      idempotencyKey: z.string(),
    })
    .refine(({ step, closing }) => (step === 'closed') === (closing !== undefined), {
      path: ['closing'],
      message: 'goes with the step closed, and with no other',
    })
    .refine(({ step, words }) => !takesWords.has(step) || words !== undefined, {
      path: ['words'],
      message: 'must say why',
    }),
);

const takesWords: ReadonlySet<string> = new Set(['sent-back', 'reopened']);
