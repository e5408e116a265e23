import { costParts, gradeOf, relevanceOf } from '../ranking/goal.ts';
import type { ChoiceColumns } from './choices.ts';
import type { SearchState } from './state.ts';
import type { Offer } from '../result/types.ts';

/** Writes out one choice as the offer that a caller sees. */
export function buildOffer(state: SearchState, columns: ChoiceColumns, entry: number): Offer {
  const { query, goal, windows, gaps, routes } = state;
  const route = routes[columns.route[entry]!]!;
  const gap = columns.gap[entry]!;
  const window = columns.window[entry]!;
  const start = windows.starts[window]!;
  const own = Math.max(0, gaps.own[gap]!);
  const placed = query.request.place !== null;
  const atNext = columns.atNext[entry] === 1;
  const before = placed ? gaps.before[gap]! : atNext ? own : 0;
  const after = placed ? gaps.after[gap]! : atNext ? 0 : own;
  const parts = costParts({
    query,
    goal,
    route,
    gaps,
    k: gap - route.firstGap,
    before,
    after,
    own,
    daysLater: windows.daysLater[window]!,
    start: columns.start[entry]!,
  });
  const cost = parts.reduce((sum, part) => sum + part.cost, 0);
  const relevance = relevanceOf(goal, cost);
  const estimated = gaps.ownEstimated[gap] === 1 || (placed && gaps.newEstimated[gap] === 1);
  return {
    technicianId: route.technician.id,
    date: route.day.date,
    window: { start, end: start + query.grid.width },
    plannedStart: columns.start[entry]!,
    position: gap - route.firstGap,
    travel: { before, after, detour: before + after - own, source: estimated ? 'estimate' : 'road' },
    cost,
    parts,
    relevance,
    grade: gradeOf(relevance),
  };
}
