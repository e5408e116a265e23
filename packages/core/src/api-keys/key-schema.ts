import { z } from 'zod';
import { apiRights } from '../shared/api-rights.ts';
import { isIsoDate } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const fields = {
  name: z
    .string('must be text')
    .trim()
    .min(1, 'must say which system has it')
    .max(100, 'must have at most 100 characters'),
  description: z.string('must be text').trim().max(1000, 'must have at most 1000 characters'),
  rights: z
    .array(z.enum(apiRights, `must be of ${apiRights.join(', ')}`))
    .min(1, 'must have at least one right')
    .max(apiRights.length, 'are too many')
    .transform((given) => apiRights.filter((right) => given.includes(right))),
  activityTypeIds: z
    .array(z.uuid('must be an id'))
    .min(1, 'must name a type, or be null for every type')
    .max(500, 'are too many')
    .transform((ids) => [...new Set(ids)].sort())
    .nullable(),
  lastDay: z.string('must be a date').refine(isIsoDate, 'must be a date written YYYY-MM-DD').nullable(),
};

export const readKeyFields = parseInput(z.strictObject(fields));
export const readKeyEdit = parseInput(
  z.strictObject({
    ...fields,
    apiKeyId: z.string(),
    revision: shownRevision,
  }),
);
export const readCallsInput = parseInput(
  z.strictObject({ apiKeyId: z.string(), before: z.uuid('must be the id of a call').optional() }),
);
