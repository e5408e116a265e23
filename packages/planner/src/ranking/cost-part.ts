import type { SlotQuery } from '../problem/types.ts';
import type { Route } from '../route/routes.ts';
import type { EpochSeconds, Seconds } from '../units.ts';
import type { CostPartName, Goal } from './types.ts';

/** What a part of the cost may look at: one gap of a route, one window and the planned start in it. */
export interface Choice {
  query: SlotQuery;
  goal: Goal;
  /** The day, timed, and the gap between stop k and stop k+1 in it. */
  route: Route;
  k: number;
  /** Travel to and from the visit, and the leg between its neighbours that they replace; no road counts 0. */
  before: Seconds;
  after: Seconds;
  own: Seconds;
  /** Whole days from the first date the customer could have had to the window's local date. */
  daysLater: number;
  /** The planned start. */
  start: EpochSeconds;
}

/** One part of the cost: unweighted seconds for a choice. */
export interface CostPartRule {
  name: CostPartName;
  /**
   * What it depends on: the search asks a 'gap' part once for each gap, a 'window' part once for each window, a 'start'
   * part, which may look at all, for each window in each gap.
   */
  of: 'gap' | 'window' | 'start';
  seconds(choice: Choice): Seconds;
}
