import { close } from './constraint.ts';
import type { GapConstraint } from './constraint.ts';

/** There is a road to the visit and one from it. */
export const noRoad: GapConstraint = {
  code: 'no-road',
  of: 'gap',
  narrow: (_query, gap) => (gap.before < 0 || gap.after < 0) && close(gap),
};
