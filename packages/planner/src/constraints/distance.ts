import type { SlotQuery, Technician } from '../problem/types.ts';
import { straightLine } from '../travel/straight-line.ts';
import type { Place } from '../units.ts';
import type { DayConstraint } from './constraint.ts';

/** The straight line from the day's start place to the visit is at most the technician's `maxDistance`. */
export const distance: DayConstraint = {
  code: 'distance',
  of: 'day',
  refuses: (query, route) => isTooFar(query, route.technician, route.day.start),
};

/** Whether every day of the technician that starts at this place is refused. */
export function isTooFar(query: SlotQuery, { maxDistance }: Technician, start: Place): boolean {
  const { place } = query.request;
  if (place === null || maxDistance === undefined) return false;
  return straightLine(start, place) > maxDistance;
}
