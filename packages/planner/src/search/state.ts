import type { SlotQuery } from '../problem/types.ts';
import type { Goal } from '../ranking/types.ts';
import type { Gaps, Route, StartRanges } from '../route/routes.ts';
import type { Windows } from './windows.ts';

/** What one search works on. */
export interface SearchState {
  query: SlotQuery;
  goal: Goal;
  windows: Windows;
  routes: readonly Route[];
  ranges: StartRanges;
  gaps: Gaps;
}
