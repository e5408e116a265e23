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
  /** The days that could still hold the visit, technician by technician. */
  readonly routes: Route[];
  /** By route. */
  readonly reaches: Reach[];
  /** undefined: the request has no place. */
  legs: RequestLegs | undefined;
}
