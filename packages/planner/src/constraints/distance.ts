import { straightLine } from '../travel/straight-line.ts';
import type { Metres, Place } from '../units.ts';
import type { DayConstraint } from './constraint.ts';

/** The straight line from the day's start place to the visit is at most the technician's `maxDistance`. */
export const distance: DayConstraint = {
  code: 'distance',
  of: 'day',
  refuses(query, route) {
    const { place } = query.request;
    const { maxDistance } = route.technician;
    if (place === null || maxDistance === undefined) return false;
    return isTooFar(route.day.start, place, maxDistance);
  },
};

/** Whether a day that starts here is refused for a visit there. */
export function isTooFar(start: Place, place: Place, most: Metres): boolean {
  return straightLine(start, place) > most;
}
