import { z } from 'zod';
import { formLimits } from '../shared/forms/definition.ts';
import { parseInput } from '../shared/parse-input.ts';
import { dayParts, longestRequest, requestKinds, requestStates } from '../shared/requests.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const text = z
  .string('must be text')
  .trim()
  .max(longestRequest, `must have at most ${longestRequest} characters`);
const fileIds = z
  .array(z.string())
  .max(formLimits.files, `must have at most ${formLimits.files}`)
  .default([]);
const isoDate = z.iso.date('must be a date such as 2027-01-31');

export const readSendInput = parseInput(
  z.strictObject({
    actionId: z.string(),
    interventionId: z.string().nullable(),
    customerId: z.string().optional(),
    text,
    proposal: z
      .strictObject({
        date: isoDate,
        dayPart: z.enum(dayParts, `must be one of ${dayParts.join(', ')}`),
        time: z
          .string()
          .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time such as 14:30')
          .nullable(),
        isMandatory: z.boolean('must be yes or no'),
      })
      .nullable(),
    fileIds,
    idempotencyKey: z.string(),
  }),
);

export const readRequestFilter = parseInput(
  z.strictObject({
    state: z.enum(requestStates, `must be one of ${requestStates.join(', ')}`).optional(),
    kind: z.enum(requestKinds, `must be one of ${requestKinds.join(', ')}`).optional(),
    customerId: z.string().optional(),
    interventionId: z.string().optional(),
    page: z.int('must be a page').min(1, 'must be 1 or more').max(100_000, 'is too large').optional(),
  }),
);

export const readCloseInput = parseInput(
  z.strictObject({
    requestId: z.string(),
    revision: shownRevision,
    answer: text,
    fileIds,
  }),
);
