import { costParts, gradeOf, relevanceOf } from '../ranking/goal.ts';
import type { ChoiceColumns } from './choices.ts';
import type { SearchState } from './state.ts';
import type { Offer } from '../result/types.ts';

/** Writes out one choice as the offer that a caller sees. */
export function buildOffer(state: SearchState, columns: ChoiceColumns, entry: number): Offer {
  const { query, goal, windows, routes, legs } = state;
  const index = columns.route[entry]!;
  const route = routes[index]!;
  const { gaps } = route;
  const k = columns.k[entry]!;
  const gap = route.firstGap + k;
  const window = columns.window[entry]!;
  const start = windows.starts[window]!;
  const own = Math.max(0, gaps.own[gap]!);
  const leg = legs?.entryOf(index, k);
  const atNext = columns.atNext[entry] === 1;
  const before = leg?.before ?? (atNext ? own : 0);
  const after = leg?.after ?? (atNext ? 0 : own);
  const parts = costParts({
    query,
    goal,
    route,
    k,
    before,
    after,
    own,
    daysLater: windows.daysLater[window]!,
    start: columns.start[entry]!,
  });
  const cost = parts.reduce((sum, part) => sum + part.cost, 0);
  const relevance = relevanceOf(goal, cost);
  const estimated = gaps.ownEstimated[gap] === 1 || leg?.estimated === true;
  return {
    technicianId: route.technician.id,
    date: route.day.date,
    window: { start, end: start + query.grid.width },
    plannedStart: columns.start[entry]!,
    position: k,
    travel: { before, after, detour: before + after - own, source: estimated ? 'estimate' : 'road' },
    cost,
    parts,
    relevance,
    grade: gradeOf(relevance),
  };
}
