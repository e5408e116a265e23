import { latestDeparture } from '../time/working-time.ts';
import { endBy } from './constraint.ts';
import type { GapConstraint } from './constraint.ts';

/** No later visit becomes late that was not, no late one gets later, and each has room where it had. */
export const promise: GapConstraint = {
  code: 'promise',
  of: 'gap',
  narrow(query, gap) {
    const latest = latestDeparture(gap.route.working, gap.promised, gap.after) - query.request.duration;
    return endBy(gap, latest);
  },
};
