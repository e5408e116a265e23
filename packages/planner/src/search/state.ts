import type { SlotQuery } from '../problem/types.ts';
import type { Goal } from '../ranking/types.ts';
import type { Route } from '../route/routes.ts';
import type { Reach } from './reach.ts';
import type { RequestLegs } from './request-legs.ts';
import type { Windows } from './windows.ts';

/** What one search works on. */
export interface SearchState {
  query: SlotQuery;
  goal: Goal;
  windows: Windows;
  routes: readonly Route[];
  /** By route. */
  reaches: readonly Reach[];
  /** undefined: the request has no place. */
  legs: RequestLegs | undefined;
}
