import type { z } from 'zod';
import { ItineraError } from './errors.ts';

/**
 * Makes a reader for a command's input from its schema: the parts the schema names, validated and cleaned.
 * The reader throws ItineraError `invalid` that names the first field that is wrong and the remedy.
 */
export function parseInput<T>(schema: z.ZodType<T>): (input: unknown) => T {
  return (input) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    throw new ItineraError('invalid', `${field} ${issue?.message ?? 'is not valid'}`, { field });
  };
}
