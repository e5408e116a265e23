import { close, detour } from './constraint.ts';
import type { GapConstraint } from './constraint.ts';

/** At most `limits.total` seconds of services and legs together on the day, the new visit included. */
export const totalLimit: GapConstraint = {
  code: 'total-limit',
  of: 'gap',
  narrow(query, gap) {
    const { route } = gap;
    const limit = route.limits?.total;
    if (limit === undefined) return false;
    return route.work + query.request.duration + route.travel + detour(gap) > limit && close(gap);
  },
};
