import { area } from './area.ts';
import { arrival } from './arrival.ts';
import { assignment } from './assignment.ts';
import type { Constraint } from './constraint.ts';
import { distance } from './distance.ts';
import { noRoad } from './no-road.ts';
import { notice } from './notice.ts';
import { open } from './open.ts';
import { promise } from './promise.ts';
import { skills } from './skills.ts';
import { slack } from './slack.ts';
import { totalLimit } from './total-limit.ts';
import { travelLimit } from './travel-limit.ts';
import { visitLimit } from './visit-limit.ts';
import { wayBack } from './way-back.ts';
import { workLimit } from './work-limit.ts';
import { workingTime } from './working-time.ts';

/** Every constraint, in the order of `constraintCodes`. */
export const constraints: readonly Constraint[] = [
  assignment,
  skills,
  area,
  distance,
  visitLimit,
  workLimit,
  notice,
  open,
  workingTime,
  noRoad,
  travelLimit,
  totalLimit,
  arrival,
  promise,
  wayBack,
  slack,
];

/** The constraints that look at one thing, in order. */
export function constraintsOf<Of extends Constraint['of']>(of: Of): Extract<Constraint, { of: Of }>[] {
  return constraints.filter(
    (constraint): constraint is Extract<Constraint, { of: Of }> => constraint.of === of,
  );
}
