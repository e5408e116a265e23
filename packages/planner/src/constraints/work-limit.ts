import type { DayConstraint } from './constraint.ts';

/** At most `limits.work` seconds of service on the day, the new visit included. */
export const workLimit: DayConstraint = {
  code: 'work-limit',
  of: 'day',
  refuses(query, route) {
    const limit = route.limits?.work;
    return limit !== undefined && route.work + query.request.duration > limit;
  },
};
