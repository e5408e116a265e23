import { straightLine } from '../travel/straight-line.ts';
import type { DayConstraint } from './constraint.ts';

/** The straight line from the day's start place to the visit is at most the technician's `maxDistance`. */
export const distance: DayConstraint = {
  code: 'distance',
  of: 'day',
  refuses(query, route) {
    const { place } = query.request;
    const { maxDistance } = route.technician;
    if (place === null || maxDistance === undefined) return false;
    return straightLine(route.day.start, place) > maxDistance;
  },
};
