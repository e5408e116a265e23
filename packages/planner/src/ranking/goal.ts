import type { Choice, CostPartRule } from './cost-part.ts';
import { delayPart } from './delay.ts';
import { idlePart } from './idle.ts';
import { loadPart } from './load.ts';
import { preferencePart } from './preference.ts';
import { travelPart } from './travel.ts';
import type { CostPart, Goal } from './types.ts';

/** Every part of the cost, in the order of `costPartNames`. */
export const costPartRules: readonly CostPartRule[] = [
  travelPart,
  preferencePart,
  loadPart,
  delayPart,
  idlePart,
];

/**
 * The goals that come with the planner. Weights are multiples of 1/1024, so that costs are exact in binary.
 *
 * `relevance`: the least driving; a day of waiting weighs as much as 337.5 s of it, somebody else than `prefer` names
 *   as much as half an hour.
 * `fill`: days without holes: an unusable gap costs as much as driving, a day that is full already is favoured (an
 *   hour on it outweighs 56.25 s of driving), and a day of waiting counts 84.375 s.
 * `profitability`: the least driving, and nothing else.
 * `earliest`: the first date that anyone can keep; among its windows the least driving. A day later halves relevance.
 */
export const goals = {
  relevance: { weights: { travel: 1, preference: 1, delay: 1 / 256 } },
  fill: { weights: { travel: 1, preference: 1, load: -1 / 64, delay: 1 / 1024, idle: 1 } },
  profitability: { weights: { travel: 1 } },
  earliest: { weights: { travel: 1 / 16, preference: 1 / 16, delay: 1 }, halving: 86_400 },
} as const satisfies Record<string, Goal>;

const defaultHalving = 1800;

/** The weighted parts of a choice, those that its goal gives a weight. */
export function costParts(choice: Choice): CostPart[] {
  const parts: CostPart[] = [];
  for (const rule of costPartRules) {
    const weight = choice.goal.weights[rule.name];
    if (weight === undefined) continue;
    const seconds = rule.seconds(choice);
    // Adding 0 turns -0 into 0.
    parts.push({ name: rule.name, seconds, weight, cost: seconds * weight + 0 });
  }
  return parts;
}

/**
 * The share of the cost that depends on the gap alone, on the window alone, or on the planned start too. Added up in
 * this order they are the sum of the parts, to the last bit: the parts are listed in it, one of 'window', one of 'start'.
 */
export function costOf(of: CostPartRule['of'], choice: Choice): number {
  let cost = 0;
  for (const rule of costPartRules) {
    if (rule.of !== of) continue;
    const weight = choice.goal.weights[rule.name];
    if (weight !== undefined) cost += rule.seconds(choice) * weight;
  }
  return cost;
}

/** Whether the cost looks at the planned start, so that it has to be told for each window of each gap anew. */
export function looksAtStart(goal: Goal): boolean {
  return costPartRules.some(({ name, of }) => of === 'start' && goal.weights[name] !== undefined);
}

/** 0..100: `round(100 * 2^(-max(0, cost)/halving))`. */
export function relevanceOf(goal: Goal, cost: number): number {
  return Math.round(100 * 2 ** (-Math.max(0, cost) / (goal.halving ?? defaultHalving)));
}

/** Best from 80, good from 50. */
export function gradeOf(relevance: number): 'best' | 'good' | 'possible' {
  if (relevance >= 80) return 'best';
  return relevance >= 50 ? 'good' : 'possible';
}
