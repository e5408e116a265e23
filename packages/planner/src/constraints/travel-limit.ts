import { close, detour } from './constraint.ts';
import type { GapConstraint } from './constraint.ts';

/** At most `limits.travel` seconds of legs on the day, those to and from the new visit (and in own-time) included. */
export const travelLimit: GapConstraint = {
  code: 'travel-limit',
  of: 'gap',
  narrow(_query, gap) {
    const limit = gap.route.limits?.travel;
    return limit !== undefined && gap.route.travel + detour(gap) > limit && close(gap);
  },
};
