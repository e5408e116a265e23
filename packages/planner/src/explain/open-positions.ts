import type { Gap } from '../constraints/constraint.ts';
import type { SlotQuery } from '../problem/types.ts';
import type { Route, StartRanges } from '../route/routes.ts';
import type { WayTo } from './timed-day.ts';
import type { EpochSeconds } from '../units.ts';

/** Every position of a day, open to all starts; a visit without a place has two: where stop k is, and where stop k+1 is. */
export function openPositions(query: SlotQuery, route: Route, way: WayTo): Gap[] {
  const { gaps } = route;
  const positions: Gap[] = [];
  for (let k = 0; k <= route.visits.length; k++) {
    const own = gaps.own[k]!;
    const gap: Gap = {
      route,
      k,
      before: way.before[k]!,
      after: way.after[k]!,
      own,
      leaving: gaps.leaving[k]!,
      promised: gaps.promised[k]!,
      kept: gaps.kept[k]!,
      from: -Infinity,
      to: Infinity,
    };
    if (query.request.place !== null) positions.push(gap);
    else positions.push({ ...gap, before: 0, after: own }, { ...gap, before: own, after: 0 });
  }
  return positions;
}

/** Leaves of the ranges what lies within from..to, both included. */
export function clip(ranges: StartRanges, from: EpochSeconds, to: EpochSeconds): void {
  const { first, last } = ranges;
  let kept = 0;
  for (let i = 0; i < first.length; i++) {
    const begins = Math.max(first[i]!, from);
    const ends = Math.min(last[i]!, to);
    if (begins > ends) continue;
    first[kept] = begins;
    last[kept++] = ends;
  }
  first.length = last.length = kept;
}

/** The first start that a gap allows within the ranges; Infinity when it allows none. */
export function startOf(gap: Gap, { first, last }: StartRanges): EpochSeconds {
  for (let i = 0; i < first.length; i++) {
    const start = Math.max(first[i]!, gap.from);
    if (start <= Math.min(last[i]!, gap.to)) return start;
  }
  return Infinity;
}

/** The last one; -Infinity when it allows none. */
export function lastOf(gap: Gap, { first, last }: StartRanges): EpochSeconds {
  for (let i = first.length - 1; i >= 0; i--) {
    const start = Math.min(last[i]!, gap.to);
    if (start >= Math.max(first[i]!, gap.from)) return start;
  }
  return -Infinity;
}
