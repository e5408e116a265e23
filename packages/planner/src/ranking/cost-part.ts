import type { Seconds } from '../units.ts';
import type { CostPartName } from './types.ts';

/** What a part of the cost may look at: one gap of a route and one window. */
export interface Choice {
  /** Travel to and from the visit, and the leg between its neighbours that they replace; no road counts 0. */
  before: Seconds;
  after: Seconds;
  own: Seconds;
  /** Whole days from the first date the customer could have had to the window's local date. */
  daysLater: number;
}

/** One part of the cost: unweighted seconds for a choice. */
export interface CostPartRule {
  name: CostPartName;
  /** What it depends on: the search asks a 'gap' part once for each gap, a 'window' part once for each window. */
  of: 'gap' | 'window';
  seconds(choice: Choice): Seconds;
}
