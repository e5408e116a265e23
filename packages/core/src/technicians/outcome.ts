import { DbError } from '@itinera/db';
import type { StaffActor } from '../audit/append-event.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';

export function staffActor(scope: BusinessUnitScope | SystemScope): StaffActor {
  return { staffUserId: scope.kind === 'staff' ? scope.staffUserId : null };
}

/**
 * What the store lets one have only, in words: a staff user is one technician, a code one skill, a name one team or one
 * service zone.
 */
export function tellTaken(error: unknown): never {
  if (error instanceof DbError && error.code === 'unique-violation') {
    const of = error.constraint ?? '';
    const field = of.includes('skill')
      ? 'code'
      : of.includes('team') || of.includes('zone')
        ? 'name'
        : 'profile.staffUserId';
    throw new ItineraError('invalid', `${field} is taken already: choose another`, {
      field,
      reason: 'taken',
    });
  }
  throw error;
}

/** Only the parts that differ, before and after, for the event. */
export function changedParts<T extends object>(
  before: T,
  after: T,
): { before: Partial<T>; after: Partial<T> } {
  const keys = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const of = (all: T) => Object.fromEntries(keys.map((key) => [key, all[key]])) as Partial<T>;
  return { before: of(before), after: of(after) };
}
