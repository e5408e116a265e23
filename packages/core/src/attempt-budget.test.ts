import { expect, test } from 'vitest';
import { budgetRetryAt, chargeBudget, type Budget, type BudgetState } from './attempt-budget.ts';

const budget: Budget = { attempts: 200, window: 600, longestWait: 60 };
const fresh: BudgetState = { until: null, failures: 0 };

function chargeTimes(state: BudgetState, times: number, now: number): BudgetState {
  for (let n = 0; n < times; n += 1) state = chargeBudget(state, budget, now);
  return state;
}

test('200 attempts at once are allowed, the next waits', () => {
  expect(budgetRetryAt(chargeTimes(fresh, 199, 0), budget, 0)).toBeNull();
  expect(budgetRetryAt(chargeTimes(fresh, 200, 0), budget, 0)).toBe(6);
});

test('the wait doubles with every further attempt, to a minute at most', () => {
  let state = chargeTimes(fresh, 200, 0);
  let now = 0;
  const waits: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    const at = budgetRetryAt(state, budget, now) ?? NaN;
    expect(budgetRetryAt(state, budget, at - 1)).not.toBeNull();
    expect(budgetRetryAt(state, budget, at)).toBeNull();
    waits.push(at - now);
    now = at;
    state = chargeBudget(state, budget, now);
  }
  expect(waits).toEqual([6, 12, 24, 48, 60, 60, 60]);
});

test('an attempt every three seconds never waits', () => {
  let state = fresh;
  for (let now = 0; now < 30_000; now += 3) {
    expect(budgetRetryAt(state, budget, now)).toBeNull();
    state = chargeBudget(state, budget, now);
  }
});

test('after ten quiet minutes the budget is whole, and the waits are short again', () => {
  const state = chargeTimes(fresh, 230, 0);
  const later = (state.until ?? 0) + 1;
  expect(budgetRetryAt(chargeTimes(state, 199, later), budget, later)).toBeNull();
  expect(budgetRetryAt(chargeTimes(state, 200, later), budget, later)).toBe(later + 6);
});

test('a clock that moves back an hour makes nobody wait for an hour', () => {
  const state = chargeTimes(fresh, 210, 3600);
  expect(budgetRetryAt(state, budget, 0)).toBeLessThanOrEqual(63);
});
