import { constraintCodes } from '../constraints/codes.ts';
import { constraints } from '../constraints/list.ts';
import type { SlotQuery } from '../problem/types.ts';
import type { EpochSeconds } from '../units.ts';
import { clip, lastOf, openPositions, startOf } from './open-positions.ts';
import { dayNumbers, gapNumbers, rangeNumbers, technicianNumbers, windowNumbers } from './numbers.ts';
import type { TimedDay } from './timed-day.ts';
import type { RefusalNumbers } from './types.ts';

/**
 * The first constraint that refuses a window on a day, in the documented order, and what it measured: the search's own
 * constraints, one after the other, over all positions. undefined: none does.
 */
export function refuseDay(
  query: SlotQuery,
  { route, way }: TimedDay,
  start: EpochSeconds,
): RefusalNumbers | undefined {
  const positions = openPositions(query, route, way);
  const ranges = { first: [] as EpochSeconds[], last: [] as EpochSeconds[] };
  const { width, slack = 0 } = query.grid;
  for (const constraint of constraints) {
    switch (constraint.of) {
      case 'technician':
        if (constraint.refuses(query, route.technician)) {
          return technicianNumbers(constraint.code, query, route.technician);
        }
        break;
      case 'day':
        if (constraint.refuses(query, route)) return dayNumbers(constraint.code, query, route);
        break;
      case 'window':
        if (constraint.refuses(query, start)) return windowNumbers(constraint.code, query, start);
        break;
      case 'start':
        constraint.ranges(query, route.working, ranges);
        clip(ranges, start, start + width);
        if (ranges.first.length === 0) return rangeNumbers(query, route.day.working, start);
        break;
      case 'gap': {
        const before = positions
          .filter((gap) => startOf(gap, ranges) <= lastOf(gap, ranges))
          .map((gap) => ({ ...gap }));
        for (const gap of positions) if (gap.from <= gap.to) constraint.narrow(query, gap);
        if (positions.some((gap) => startOf(gap, ranges) <= lastOf(gap, ranges))) break;
        return gapNumbers(constraint.code, query, before, positions, ranges);
      }
      case 'choice': {
        let best: Extract<RefusalNumbers, { code: 'slack' }> | undefined;
        for (let position = 0; position <= route.visits.length; position++) {
          const here = positions.filter((gap) => gap.k === position);
          const first = Math.min(...here.map((gap) => startOf(gap, ranges)));
          const last = Math.max(...here.map((gap) => lastOf(gap, ranges)));
          if (first > last) continue;
          if (!constraint.refuses(query, first, last)) return undefined;
          const shortBy = slack - (last - first);
          if (best === undefined || shortBy < best.shortBy)
            best = { code: 'slack', position, first, last, shortBy };
        }
        return best;
      }
    }
  }
  return undefined;
}

/** Whether the first refusal comes later in the documented order than the second: it got further. */
export function gotFurther(a: RefusalNumbers, b: RefusalNumbers): boolean {
  return rank(a) > rank(b);
}

function rank({ code }: RefusalNumbers): number {
  return code === 'window' ? -1 : constraintCodes.indexOf(code);
}
