import { zValidator } from '@hono/zod-validator';
import { ItineraError } from '@itinera/core';
import type { ValidationTargets } from 'hono';
import { z } from 'zod';

/** Input as `schema` says, or `invalid` that names the field; an id in a path that is none is `not-found`. */
export function validate<Target extends keyof ValidationTargets, Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
) {
  return zValidator(target, schema, (result) => {
    if (result.success) return;
    if (target === 'param') throw new ItineraError('not-found', 'There is nothing at this address.');
    const issue = result.error.issues[0];
    const field = issue?.path.join('.') || target;
    throw new ItineraError('invalid', `${field}: ${issue?.message ?? 'is not valid'}`, { field });
  });
}

export const id = z.uuid();
const shown = 'must be the revision that was shown';
/** The revision of what somebody changes, as it was shown to them. */
export const revision = z.int(shown).min(1, shown);
export const isoDate = z.iso.date();
export const epoch = z.int().min(0).max(4_102_444_800);
export const pageNumber = z.coerce.number().int().min(1).max(100_000);
/** Made once when a form is shown; the same key never has two effects. */
export const idempotency = z.object({ 'idempotency-key': z.string().min(8).max(100) });
