import type { z } from 'zod';
import { ItineraError } from '../shared/errors.ts';

/**
 * The input, validated.
 * @throws ItineraError `invalid` that names the first field at fault, what it must be, and how many more there are.
 */
export function parse<S extends z.ZodType>(schema: S, input: z.input<S>, what: string): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const field = [what, ...(first?.path ?? [])].join('.');
  const more = result.error.issues.length - 1;
  throw new ItineraError('invalid', `${field}: ${first?.message}${more > 0 ? ` (and ${more} more)` : ''}`, {
    field,
  });
}
