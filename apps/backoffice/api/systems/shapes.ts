import { isoInstant } from '@itinera/core';
import { z } from '@hono/zod-openapi';

/* What the parts of requests and answers look like. Times are ISO 8601 with their offset here, seconds inside. */

export const id = z.uuid('must be an id').openapi({ example: '01890000-0000-7000-8000-000000000001' });
export const revision = z
  .int('must be the revision that was read')
  .min(1, 'must be the revision that was read')
  .openapi({ example: 3 });
export const word = z.string('must be text').max(500, 'must have at most 500 characters');
export const text = z.string('must be text').max(5000, 'must have at most 5000 characters');

/** An instant that somebody sends: ISO 8601 with an offset or Z; to core in whole seconds. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be ISO 8601 with an offset, such as 2027-01-12T09:00:00+01:00' })
  .transform((value) => Math.floor(Date.parse(value) / 1000))
  .openapi({ type: 'string', format: 'date-time', example: '2027-01-12T09:00:00+01:00' });

/** An instant in an answer. */
export const moment = z.iso.datetime({ offset: true }).openapi({ example: '2027-01-12T09:00:00+01:00' });

/** hh:mm:ss, or whole seconds. */
export const duration = z
  .union([z.string(), z.number()], 'must be hh:mm:ss, or whole seconds')
  .transform((value, ctx) => {
    const seconds = typeof value === 'number' ? value : clockSeconds(value);
    if (Number.isInteger(seconds)) return seconds;
    ctx.addIssue({ code: 'custom', message: 'must be hh:mm:ss, or whole seconds' });
    return z.NEVER;
  })
  .openapi({
    oneOf: [{ type: 'string', pattern: '^\\d{2}:[0-5]\\d:[0-5]\\d$' }, { type: 'integer' }],
    example: '01:30:00',
  });

function clockSeconds(value: string): number {
  const [, hours, minutes, seconds] = /^(\d{2}):([0-5]\d):([0-5]\d)$/.exec(value) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** What may stand in an address several times. */
export const several = <One extends z.ZodType>(one: One) =>
  z.union([z.array(one).max(50, 'are too many'), one.transform((value) => [value])]).optional();

export const yesNo = z.enum(['yes', 'no'], 'must be yes or no').optional();

/** What such an answer means; nothing said is nothing asked. */
export function isYes(answer: 'yes' | 'no' | undefined): boolean | undefined {
  return answer === undefined ? undefined : answer === 'yes';
}

export const page = {
  limit: z.coerce
    .number('must be a number')
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 100, default: 50 }),
  cursor: z.string().optional().openapi({ description: 'The `next` of the page before' }),
};

export const idempotency = z.object({
  'idempotency-key': z
    .string('must be given: each command has its own')
    .min(8, 'must have 8 to 200 characters')
    .max(200, 'must have 8 to 200 characters')
    .openapi({
      description: 'The same key and request have one effect, and the same answer',
      example: 'order-4711-plan',
    }),
});

export const problem = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ example: 'invalid' }),
    detail: z.string().openapi({ example: 'addressId must say where, or latitude and longitude' }),
    remedy: z.string().openapi({ description: 'What to do about it' }),
    field: z.string().optional().openapi({ example: 'addressId' }),
    reason: z.string().optional(),
    errorId: z.string().openapi({ description: 'By which the company finds it in its log' }),
    retryAt: moment.optional(),
    current: z.unknown().optional().openapi({ description: 'Of what changed meanwhile: how it is now' }),
    slots: z.unknown().optional().openapi({ description: 'Of a slot that was taken: the nearest others' }),
  })
  .openapi('Problem');

/** An instant of ours in an answer; on the clock of the place where it matters. */
export function told(at: number | null, zone = 'UTC'): string | null {
  return at === null ? null : isoInstant(at, zone);
}

const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});

/** The answers of a route: what it gives, and how it refuses. */
export function answers<Schema extends z.ZodType, Status extends 200 | 201>(
  status: Status,
  description: string,
  schema: Schema,
) {
  return {
    [status]: { description, content: { 'application/json': { schema } } },
    400: refused('The request is invalid: `field` says where, `detail` what is wrong'),
    401: refused('No key, or one that is not good'),
    403: refused('The key has no right to it (`right`), or the rules say no now'),
    404: refused('Nothing of the kind for this key'),
    409: refused('It changed meanwhile, or the slot was taken'),
    413: refused('The request is too large'),
    415: refused('The request is no JSON'),
    422: refused('The Idempotency-Key came with another request before'),
    429: refused('Too many requests; `Retry-After` says when again'),
    503: refused('Not available now, nothing was done'),
  } as Record<Status, { description: string; content: { 'application/json': { schema: Schema } } }> &
    Record<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503, ReturnType<typeof refused>>;
}
