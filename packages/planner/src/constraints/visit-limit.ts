import type { DayConstraint } from './constraint.ts';

/** At most `limits.visits` visits on the day, the new one included. */
export const visitLimit: DayConstraint = {
  code: 'visit-limit',
  of: 'day',
  refuses(_query, route) {
    const limit = route.limits?.visits;
    return limit !== undefined && route.visits.length + 1 > limit;
  },
};
