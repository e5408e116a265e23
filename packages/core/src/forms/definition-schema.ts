import { z } from 'zod';
import { largestAmount } from '../shared/forms/amount.ts';
import {
  codePattern,
  fieldSizes,
  fieldTypes,
  formLimits,
  formPurposes,
  textFormats,
  type FormDefinition,
} from '../shared/forms/definition.ts';
import { languages } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { ruleSchema } from '../shared/rules/schema.ts';

const language = z.enum(languages, `must be one of ${languages.join(', ')}`);
/** Texts by language; blank ones are none. */
const texts = (longest: number) =>
  z
    .partialRecord(language, z.string().max(longest, `must have at most ${longest} characters`))
    .transform((all) => Object.fromEntries(Object.entries(all).filter(([, text]) => text.trim() !== '')));
const code = z.string('must be a code').max(100, 'is too long');
const amountNumber = z
  .number('must be a number')
  .min(-largestAmount, 'is too small')
  .max(largestAmount, 'is too large');
const term = z.union([
  z.strictObject({ field: code, times: amountNumber }),
  z.strictObject({ field: code, is: z.union([z.boolean(), code]), plus: amountNumber }),
]);
const amount = z.strictObject({
  base: amountNumber,
  terms: z.array(term).max(formLimits.terms, `must have at most ${formLimits.terms} parts`),
  minimum: amountNumber.nullable(),
  maximum: amountNumber.nullable(),
});
const answer = z.union([
  z.string().max(5000, 'must have at most 5000 characters'),
  z.number(),
  z.boolean(),
  z.array(z.string().max(100)).max(formLimits.options),
]);
const end = z.string().max(16, 'must be a date or time').nullable();

const field = z.strictObject({
  code,
  type: z.enum(fieldTypes, `must be one of ${fieldTypes.join(', ')}`),
  label: texts(formLimits.label),
  help: texts(formLimits.help),
  placeholder: texts(formLimits.label),
  required: z.boolean('must be yes or no'),
  size: z.enum(fieldSizes, `must be one of ${fieldSizes.join(', ')}`),
  default: answer.nullable(),
  options: z
    .array(z.strictObject({ code, label: texts(formLimits.label) }))
    .max(2 * formLimits.options, `must be at most ${formLimits.options}`),
  minimum: amountNumber.nullable(),
  maximum: amountNumber.nullable(),
  earliest: end,
  latest: end,
  decimals: z.int('must be a whole number').min(0, 'must be 0 or more').max(6, 'must be at most 6'),
  format: z.enum(textFormats, `must be one of ${textFormats.join(', ')}`).nullable(),
  shownWhen: ruleSchema.nullable(),
  computed: z
    .union([
      z.strictObject({ text: z.string().max(2000, 'must have at most 2000 characters') }),
      z.strictObject({ amount }),
    ])
    .nullable(),
});

/** The form of a definition; whether it holds together is for `checkForm`. */
const definition = z.strictObject({
  // What is too many is told by `checkForm`; far beyond it nothing is looked at.
  fields: z.array(field).max(2 * formLimits.fields, `must be at most ${formLimits.fields}`),
  duration: amount.nullable(),
  skills: z
    .array(
      z.strictObject({
        field: code,
        is: z.union([z.boolean(), code]),
        skillId: z.string().max(100),
        level: z.int('must be a level from 1 to 9').min(1, 'must be 1 to 9').max(9, 'must be 1 to 9'),
      }),
    )
    .max(formLimits.skills, `must be at most ${formLimits.skills}`),
  portal: z.boolean('must be yes or no'),
}) satisfies z.ZodType<FormDefinition>;

/** A definition from outside, cleaned. @throws ItineraError `invalid` that names the part. */
export const readDefinition = parseInput(z.object({ definition }));

export const readFormOf = parseInput(
  z.object({
    activityTypeId: z.string().nullable(),
    purpose: z.enum(formPurposes, `must be one of ${formPurposes.join(', ')}`),
  }),
);

export const readRevision = parseInput(
  z.object({
    revision: z.int('must be the revision that was shown').min(0, 'must be the revision that was shown'),
    deletions: z.record(code, z.int('must be a count').min(0, 'must be a count')),
  }),
);

/** What is sent with answers to whichever form. */
const sent = z.object({
  version: z.int('must be the version that was shown').min(0),
  answers: z
    .record(z.string().regex(codePattern, 'must be codes of fields'), z.unknown())
    .refine((all) => Object.keys(all).length <= 2 * formLimits.fields, 'are too many'),
  mode: z.enum(['draft', 'final'], 'must be draft or final'),
});

export const readAnswerInput = parseInput(
  sent.extend({
    purpose: z.enum(['activity', 'closing', 'survey'], 'must be activity, closing or survey'),
    revision: z.int('must be the revision that was shown').min(0),
  }),
);

/** The same about work that is not booked yet. */
export const readQuestionsInput = parseInput(sent);
