import { describe, expect, test } from 'vitest';
import type { Choice } from './cost-part.ts';
import { costOf, costPartRules, costParts, goals, gradeOf, relevanceOf } from './goal.ts';
import { costPartNames } from './types.ts';

/** A detour of 1,000 s three days later. */
const choice: Choice = { before: 700, after: 800, own: 500, daysLater: 3 };

test('the parts are in the documented order', () => {
  expect(costPartRules.map(({ name }) => name)).toEqual(costPartNames);
});

test('relevance: the detour counts whole, a day of waiting 337.5 s', () => {
  expect(costParts(goals.relevance, choice)).toEqual([
    { name: 'travel', seconds: 1000, weight: 1, cost: 1000 },
    { name: 'delay', seconds: 259_200, weight: 1 / 256, cost: 1012.5 },
  ]);
});

test('earliest: no detour within a day outweighs a day', () => {
  const sameDay: Choice = { before: 43_200, after: 43_200, own: 0, daysLater: 0 };
  const nextDay: Choice = { before: 0, after: 0, own: 0, daysLater: 1 };
  const costOfParts = (each: Choice) =>
    costParts(goals.earliest, each).reduce((sum, { cost }) => sum + cost, 0);
  expect(costOfParts(sameDay)).toBeLessThan(costOfParts(nextDay));
});

test('a part without a weight is not listed, and one that weighs nothing costs 0', () => {
  expect(costParts({ weights: { delay: 2 } }, choice)).toEqual([
    { name: 'delay', seconds: 259_200, weight: 2, cost: 518_400 },
  ]);
  const shortCut: Choice = { before: 0, after: 0, own: 500, daysLater: 0 };
  expect(costParts({ weights: { travel: 0 } }, shortCut)).toEqual([
    { name: 'travel', seconds: -500, weight: 0, cost: 0 },
  ]);
});

test('what the search adds up, gap and window apart, is exactly what the parts sum to', () => {
  for (const weights of [goals.relevance.weights, goals.earliest.weights, { travel: 0.1, delay: 0.7 / 3 }]) {
    const sum = costParts({ weights }, choice).reduce((total, { cost }) => total + cost, 0);
    expect(costOf('gap', { weights }, choice) + costOf('window', { weights }, choice)).toBe(sum);
  }
});

describe('relevance and grade', () => {
  test('half an hour halves relevance, a saving counts as nothing', () => {
    expect([0, -900, 900, 1800, 3600].map((cost) => relevanceOf(goals.relevance, cost))).toEqual([
      100, 100, 71, 50, 25,
    ]);
  });

  test('a goal may say what halves it', () => {
    expect(relevanceOf({ weights: {}, halving: 600 }, 1200)).toBe(25);
  });

  test('best from 80, good from 50', () => {
    expect([100, 80, 79, 50, 49, 0].map(gradeOf)).toEqual([
      'best',
      'best',
      'good',
      'good',
      'possible',
      'possible',
    ]);
  });
});
