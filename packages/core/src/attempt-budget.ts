import type { EpochSeconds, Seconds } from './shared/units.ts';

/** What is kept of a budget: the instant at which it will be whole again, and how often it was used up in a row. */
export interface BudgetState {
  until: EpochSeconds | null;
  failures: number;
}

/** `attempts` in `window`, refilled evenly; each further one waits twice as long as the one before, `longestWait` at most. */
export interface Budget {
  attempts: number;
  window: Seconds;
  longestWait: Seconds;
}

/**
 * When the next attempt may be made, or null for now. The generic cell rate algorithm: every attempt moves the instant
 * `until` by `window / attempts`, and none may move it beyond `now + window`.
 */
export function budgetRetryAt(state: BudgetState, budget: Budget, now: EpochSeconds): EpochSeconds | null {
  const share = budget.window / budget.attempts;
  const load = wholeAt(state, budget, now) - now;
  return load + share > budget.window ? now + Math.ceil(load + share - budget.window) : null;
}

/** The budget after one more attempt at `now`. */
export function chargeBudget(state: BudgetState, budget: Budget, now: EpochSeconds): BudgetState {
  const share = budget.window / budget.attempts;
  const until = wholeAt(state, budget, now);
  const load = until - now;
  if (load + share < budget.window)
    return { until: until + share, failures: load < budget.window / 2 ? 0 : state.failures };
  const wait = Math.min(budget.longestWait, share * 2 ** Math.min(state.failures + 1, 30));
  return { until: until + wait, failures: state.failures + 1 };
}

/** Never in the past, nor further ahead than it can have been put: a clock that moved back locks nobody out. */
function wholeAt({ until }: BudgetState, budget: Budget, now: EpochSeconds): EpochSeconds {
  return Math.min(Math.max(until ?? now, now), now + budget.window + budget.longestWait);
}
