import { ItineraError } from './errors.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether `value` has the form of an id of ours (a UUID in lower case). */
export function isId(value: string): boolean {
  return uuid.test(value);
}

/**
 * Refuses what cannot be an id before a store sees it, as it refuses an id that nobody has.
 * @throws ItineraError `not-found`, `field` being the given name.
 */
export function requireIds(ids: Record<string, string | undefined>): void {
  for (const [field, value] of Object.entries(ids))
    if (value !== undefined && !isId(value)) throw notFound(field);
}

/** Unknown, or somebody else's: never told apart. */
export function notFound(field: string): ItineraError {
  return new ItineraError('not-found', `${field} names nothing that is here for you`, { field });
}
