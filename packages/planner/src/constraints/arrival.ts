import { drive } from '../time/working-time.ts';
import type { GapConstraint } from './constraint.ts';

/**
 * The visit is reached by its start when stop k is left as early as today's times allow, and not before now. In
 * own-time the way from the start place is driven by the clock.
 */
export const arrival: GapConstraint = {
  code: 'arrival',
  of: 'gap',
  narrow(query, gap) {
    const { working, ownTime } = gap.route;
    const reached =
      gap.k === 0 && ownTime
        ? query.now + gap.before
        : drive(working, Math.max(gap.leaving, query.now), gap.before);
    if (reached <= gap.from) return false;
    gap.from = reached;
    return true;
  },
};
