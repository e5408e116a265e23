import type { Choice, CostPartRule } from './cost-part.ts';
import { delayPart } from './delay.ts';
import { travelPart } from './travel.ts';
import type { CostPart, Goal } from './types.ts';

/** Every part of the cost, in the order of `costPartNames`. */
export const costPartRules: readonly CostPartRule[] = [travelPart, delayPart];

/**
 * The goals that come with the planner. Weights are multiples of 1/256, so that costs are exact in binary.
 *
 * `relevance`: the least driving; a day of waiting weighs as much as 337.5 s of it.
 * `earliest`: the first date that anyone can keep; among its windows the least driving. A day later halves relevance.
 */
export const goals = {
  relevance: { weights: { travel: 1, delay: 1 / 256 } },
  earliest: { weights: { travel: 1 / 16, delay: 1 }, halving: 86_400 },
} as const satisfies Record<string, Goal>;

const defaultHalving = 1800;

/** The weighted parts of a choice, those that the goal gives a weight. */
export function costParts(goal: Goal, choice: Choice): CostPart[] {
  const parts: CostPart[] = [];
  for (const rule of costPartRules) {
    const weight = goal.weights[rule.name];
    if (weight === undefined) continue;
    const seconds = rule.seconds(choice);
    // Adding 0 turns -0 into 0.
    parts.push({ name: rule.name, seconds, weight, cost: seconds * weight + 0 });
  }
  return parts;
}

/** The share of the cost that depends on the gap alone, or on the window alone; the two add up to the cost. */
export function costOf(of: CostPartRule['of'], goal: Goal, choice: Choice): number {
  let cost = 0;
  for (const rule of costPartRules) {
    const weight = goal.weights[rule.name];
    if (weight !== undefined && rule.of === of) cost += rule.seconds(choice) * weight;
  }
  return cost;
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
