import { z } from 'zod';
import { cancelReasons } from '../shared/interventions.ts';
import { parseInput } from '../shared/parse-input.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const instant = z.int('must be whole seconds since 1970').min(0).max(253_402_300_799);
const comment = z.string().trim().max(2000, 'must have at most 2000 characters');

/** The parts of a hold's input that are no ids; ids that are none are `not-found`, not `invalid`. */
export const readHoldInput = parseInput(
  z
    .object({ start: instant, end: instant, comment: comment.optional() })
    .refine(({ start, end }) => start <= end, { path: ['end'], message: 'must not be before start' }),
);

export const readConfirmInput = parseInput(z.object({ comment: comment.optional() }));

export const readCancelInput = parseInput(
  z.object({
    reason: z.enum(cancelReasons, `must be one of ${cancelReasons.join(', ')}`),
    details: z.string().trim().max(2000, 'must have at most 2000 characters').optional(),
    parts: z.enum(['cancel', 'keep'], 'must be cancel or keep').optional(),
  }),
);

export const readPlanByHandInput = parseInput(
  z.object({
    at: z.iso.datetime({ local: true, precision: -1, error: 'must be a date and a time, YYYY-MM-DDTHH:MM' }),
    revision: shownRevision,
    accepted: z.string().max(100).optional(),
  }),
);

export const readAcceptInput = parseInput(z.object({ revision: shownRevision }));

export const readDeclineInput = parseInput(
  z.object({
    revision: shownRevision,
    words: z
      .string('must be text')
      .trim()
      .min(1, 'must say why: the customer reads it')
      .max(1000, 'must have at most 1000 characters'),
  }),
);

export const readPlanInput = parseInput(
  z
    .object({
      date: z.iso.date('must be a date written YYYY-MM-DD').optional(),
      start: instant,
      end: instant,
      revision: shownRevision,
    })
    .refine(({ start, end }) => start <= end, { path: ['end'], message: 'must not be before start' }),
);
