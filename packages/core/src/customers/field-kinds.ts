import { z } from 'zod';

/* The kinds of text that records of customers are made of. */

export const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `must have at most ${longest} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line');
export const filledLine = (longest: number) => line(longest).min(1, 'must not be empty');
export const lines = (longest: number) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(longest, `must have at most ${longest} characters`));

/** Nothing, or what is only blanks, is null. */
export function optional<T>(schema: z.ZodType<T, string>) {
  return z.preprocess(
    (given) => (typeof given === 'string' && given.trim() === '' ? null : given),
    schema.nullable(),
  );
}
