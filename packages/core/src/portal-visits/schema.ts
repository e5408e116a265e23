import { z } from 'zod';
import { isIsoDate } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import { pastStates } from '../shared/portal-visits.ts';

const period = {
  from: z.string().refine(isIsoDate, 'must be a date written YYYY-MM-DD').optional(),
  to: z.string().refine(isIsoDate, 'must be a date written YYYY-MM-DD').optional(),
};
const addressId = z.string().max(36, 'must be an id').optional();
const page = z
  .int('must be a whole number from 1')
  .min(1, 'must be a whole number from 1')
  .max(100_000, 'must be a page there is')
  .optional();

export const readPastVisits = parseInput(
  z.strictObject({
    ...period,
    addressId,
    state: z.enum(pastStates, `must be one of ${pastStates.join(', ')}`).optional(),
    typeId: z.string().max(36, 'must be an id').optional(),
    reference: z
      .string()
      .trim()
      .max(200, 'must have at most 200 characters')
      .refine((text) => !text.includes('\0'), 'must be text')
      .optional(),
    page,
  }),
);

export const readVisitClockings = parseInput(z.strictObject({ ...period, addressId, page }));
