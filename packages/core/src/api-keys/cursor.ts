import { z } from 'zod';
import { ItineraError } from '../shared/errors.ts';

/** Where the next page of a list begins, as text that other systems hand back as it is. */
export function writeCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws ItineraError `invalid` (`cursor`) for what `writeCursor` did not give. */
export function readCursor<T>(cursor: string, place: z.ZodType<T>): T {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new ItineraError('invalid', 'cursor must be the one that the page before gave', {
      field: 'cursor',
    });
  }
}

/** How many a page holds. */
export const pageLimit = z
  .int('must be a whole number')
  .min(1, 'must be 1 to 100')
  .max(100, 'must be 1 to 100')
  .default(50);
export const cursorText = z.string().max(200, 'must be the one that the page before gave').optional();

/** A range of instants, of which either end may be open. */
export function between(from: number | undefined, to: number | undefined): { from?: number; to?: number } {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
