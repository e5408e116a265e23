import { z } from 'zod';
import { emailField, phoneField } from '../identifier-field.ts';
import { languages } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const fields = {
  name: z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  email: emailField.nullable(),
  phone: phoneField.nullable(),
  language: z.enum(languages, `must be one of ${languages.join(', ')}`),
  notes: z.string().trim().max(2000, 'must have at most 2000 characters'),
  customerIds: z
    .array(z.string())
    .min(1, 'must name a customer: an access is always somebody’s')
    .transform((ids) => [...new Set(ids)]),
};

export const readNewAccess = parseInput(z.object({ ...fields, enabled: z.boolean(), invite: z.boolean() }));

export const readEditedAccess = parseInput(z.object({ ...fields, revision: shownRevision }));

export const readAccessFilter = parseInput(
  z.object({
    search: z.string().max(200, 'must have at most 200 characters').optional(),
    enabled: z.boolean().optional(),
    page: z.int('must be a whole number from 1').min(1, 'must be a whole number from 1').optional(),
  }),
);
