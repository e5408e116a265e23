import type { Seconds } from '../units.ts';

/**
 * The names of the parts a cost is made of, in the order in which an offer lists them and they are added up: first what
 * the gap alone decides, then the window, then the planned start.
 */
export const costPartNames = ['travel', 'preference', 'load', 'delay', 'idle'] as const;
/** The name of one part of a cost: one of `costPartNames`. */
export type CostPartName = (typeof costPartNames)[number];

/** One named share of an offer's cost: `cost = seconds * weight`, in seconds-equivalent. The parts sum to the cost, exactly. */
export interface CostPart {
  name: CostPartName;
  seconds: Seconds;
  weight: number;
  cost: number;
}

/**
 * What is preferred: a weight for each part, lower cost is better. An offer lists the parts that have a weight here.
 * `halving`: the cost at which relevance has fallen from 100 to 50 (default 1800 s).
 * `usefulGap`: free working time shorter than this is of no use to anybody (default 1800 s); only `idle` looks at it.
 */
export interface Goal {
  weights: Partial<Record<CostPartName, number>>;
  halving?: Seconds;
  usefulGap?: Seconds;
}
