import { latestDeparture } from '../time/working-time.ts';
import { endBy } from './constraint.ts';
import type { GapConstraint } from './constraint.ts';

/** The end place is reached within working time (in own-time: there is a road), or today it is not and nothing worsens. */
export const wayBack: GapConstraint = {
  code: 'way-back',
  of: 'gap',
  narrow(query, gap) {
    if (gap.kept === gap.promised) return false;
    const latest = latestDeparture(gap.route.working, gap.kept, gap.after) - query.request.duration;
    return endBy(gap, latest);
  },
};
