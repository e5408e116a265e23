import { describe, expect, test } from 'vitest';
import { at, query, request, technician, workDay } from '../../../../test/fixtures/tiny-town.ts';
import { Gaps, routeOf } from '../route/routes.ts';
import type { Choice } from './cost-part.ts';
import { costOf, costPartRules, costParts, goals, gradeOf, looksAtStart, relevanceOf } from './goal.ts';
import { costPartNames } from './types.ts';

/** A detour of 1,000 s three days later, on a day of 3,600 s, by somebody who was not asked for. */
const choice = inTown({ before: 700, after: 800, own: 500, daysLater: 3 });

/** On an empty day, from the start place, for a customer who would rather see somebody else. */
function inTown(changes: Partial<Choice>): Choice {
  const day = workDay([]);
  const anna = technician([day]);
  const asked = query([anna], { request: request({ technicians: { prefer: ['bert'] } }) });
  const gaps = new Gaps(1);
  gaps.leaving[0] = at('08:00');
  return {
    query: asked,
    goal: goals.relevance,
    route: { ...routeOf(day, 0), technician: anna, owner: 0, gaps, endPlace: -1, travel: 3600 },
    k: 0,
    before: 0,
    after: 0,
    own: 0,
    daysLater: 0,
    start: at('08:20'),
    ...changes,
  };
}

test('the parts are in the documented order', () => {
  expect(costPartRules.map(({ name }) => name)).toEqual(costPartNames);
});

test('relevance: the detour counts whole, a day of waiting 337.5 s', () => {
  expect(costParts(choice)).toEqual([
    { name: 'travel', seconds: 1000, weight: 1, cost: 1000 },
    { name: 'preference', seconds: 1800, weight: 1, cost: 1800 },
    { name: 'delay', seconds: 259_200, weight: 1 / 256, cost: 1012.5 },
  ]);
});

test('earliest: no detour within a day outweighs a day', () => {
  const { earliest: goal } = goals;
  const sameDay = inTown({ goal, before: 43_200, after: 43_200 });
  const nextDay = inTown({ goal, daysLater: 1 });
  const costOfParts = (each: Choice) => costParts(each).reduce((sum, { cost }) => sum + cost, 0);
  expect(costOfParts(sameDay)).toBeLessThan(costOfParts(nextDay));
});

test('a part without a weight is not listed, and one that weighs nothing costs 0', () => {
  expect(costParts({ ...choice, goal: { weights: { delay: 2 } } })).toEqual([
    { name: 'delay', seconds: 259_200, weight: 2, cost: 518_400 },
  ]);
  expect(costParts(inTown({ goal: { weights: { travel: 0 } }, own: 500 }))).toEqual([
    { name: 'travel', seconds: -500, weight: 0, cost: 0 },
  ]);
});

test('what the search adds up, gap, window and start apart, is exactly what the parts sum to', () => {
  const odd = { travel: 0.1, preference: 0.3, load: -0.7, delay: 0.7 / 3, idle: 1 / 7 };
  for (const weights of [goals.relevance.weights, goals.fill.weights, odd]) {
    const weighed = { ...choice, goal: { weights } };
    const sum = costParts(weighed).reduce((total, { cost }) => total + cost, 0);
    expect(costOf('gap', weighed) + costOf('window', weighed) + costOf('start', weighed)).toBe(sum);
  }
});

test('only one part is of a window and one of a start, behind those of a gap: the order in which the search adds', () => {
  expect(costPartRules.map((part) => part.of)).toEqual(['gap', 'gap', 'gap', 'window', 'start']);
});

test('profitability is travel alone', () => {
  expect(costParts({ ...choice, goal: goals.profitability })).toEqual([
    { name: 'travel', seconds: 1000, weight: 1, cost: 1000 },
  ]);
});

test('only a goal that weighs idle time looks at the start', () => {
  expect(
    Object.entries(goals)
      .filter(([, goal]) => looksAtStart(goal))
      .map(([name]) => name),
  ).toEqual(['fill']);
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
