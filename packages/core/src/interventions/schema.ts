import { z } from 'zod';
import { isIsoDate } from '../shared/local-time.ts';
import { interventionProblems, interventionSorts, interventionStatuses } from '../shared/interventions.ts';
import { parseInput } from '../shared/parse-input.ts';

const date = z.string().refine(isIsoDate, 'must be a date written YYYY-MM-DD');

export const readInterventionFilter = parseInput(
  z.object({
    search: z.string().max(200, 'must have at most 200 characters').optional(),
    status: z
      .array(z.enum(interventionStatuses, `must be one of ${interventionStatuses.join(', ')}`))
      .optional(),
    typeIds: z.array(z.string()).max(100, 'must have at most 100 types').optional(),
    planned: z.boolean().optional(),
    confirmed: z.boolean().optional(),
    withoutStart: z.boolean().optional(),
    problem: z.enum(interventionProblems, `must be one of ${interventionProblems.join(', ')}`).optional(),
    technicianId: z.string().optional(),
    customerId: z.string().optional(),
    from: date.optional(),
    to: date.optional(),
    updatedFrom: date.optional(),
    updatedTo: date.optional(),
    sort: z.enum(interventionSorts, `must be one of ${interventionSorts.join(', ')}`).optional(),
    page: z.int('must be a whole number from 1').min(1, 'must be a whole number from 1').optional(),
  }),
);

export const readCreateInput = parseInput(
  z.object({
    comment: z.string().trim().max(2000, 'must have at most 2000 characters'),
    byHand: z.boolean('must be yes or no').default(false),
    externalReference: z
      .string('must be text')
      .trim()
      .min(1, 'must not be empty: leave it out')
      .max(100, 'must have at most 100 characters')
      .regex(/^[^\p{Cc}]*$/u, 'must be one line')
      .optional(),
  }),
);
