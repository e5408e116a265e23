import { arrive, closingTime, drive, earliestStart } from '../time/working-time.ts';
import type { EpochSeconds, Seconds } from '../units.ts';
import type { Choice, CostPartRule } from './cost-part.ts';

const defaultUsefulGap: Seconds = 1800;

/**
 * The change in the day's unusable idle time (docs/planner.md 5). Only what the visit moves is looked at: from the gap
 * on until a later visit starts just when it starts today.
 */
export const idlePart: CostPartRule = {
  name: 'idle',
  of: 'start',
  seconds(choice) {
    const { query, route, k, start, before } = choice;
    const { working, ownTime, visits, gaps, firstGap } = route;
    const left = gaps.leaving[firstGap + k]!;
    const reached =
      k === 0 && ownTime ? query.now + before : drive(working, Math.max(left, query.now), before);
    let idle = unusable(choice, reached, start);
    let leaving = start + query.request.duration;
    let leg = choice.after;
    let leftToday = left;
    let legToday = choice.own;
    for (let j = k + 1; j <= visits.length; j++) {
      const visit = visits[j - 1]!;
      const arrival = arrive(working, leaving, leg);
      const ready = Math.max(visit.earliest, arrival);
      const fitting = earliestStart(working, visit.open, ready, visit.duration);
      const begins = fitting < Infinity ? fitting : ready;
      const today = gaps.starts[firstGap + j]!;
      const arrivalToday = leftToday === -Infinity ? leftToday : arrive(working, leftToday, legToday);
      idle += unusable(choice, arrival, begins) - unusable(choice, arrivalToday, today);
      if (begins === today) return idle;
      leaving = begins + visit.duration;
      leftToday = gaps.leaving[firstGap + j]!;
      leg = legToday = Math.max(0, gaps.own[firstGap + j]!);
    }
    const closing = closingTime(working)!;
    const back = ownTime ? leaving : arrive(working, leaving, leg);
    const backToday = ownTime ? leftToday : arrive(working, leftToday, legToday);
    return idle + unusable(choice, back, closing) - unusable(choice, backToday, closing);
  },
};

/** The stretches of working time within from..to that are over too soon to be of use; what is past is nobody's. */
function unusable({ query, goal, route }: Choice, from: EpochSeconds, to: EpochSeconds): Seconds {
  const usefulGap = goal.usefulGap ?? defaultUsefulGap;
  const begin = Math.max(from, query.now);
  let sum = 0;
  for (const shift of route.working) {
    const stretch = Math.min(shift.end, to) - Math.max(shift.start, begin);
    if (stretch > 0 && stretch < usefulGap) sum += stretch;
  }
  return sum;
}
