import { setImmediate as letOthersPass } from 'node:timers/promises';
import { budgetRetryAt, chargeBudget, type Budget, type BudgetState } from './attempt-budget.ts';
import type { Clock } from './outside/clock.ts';
import { ItineraError } from './shared/errors.ts';
import type { EpochSeconds } from './shared/units.ts';

/** What one person may ask of something that costs much: the slot search, a geocoder. */
export interface SearchLimits {
  budget: Budget;
  /** Searches of one person run one after the other; so many may wait. */
  waiting: number;
  /** Why it is refused; searches unless said otherwise. */
  reason?: 'searches' | 'addresses' | 'looks';
}

/** Twenty at once, then one a second: more than anybody clicks; what a loop in a page, or a script, would ask is cut off. */
export const usualSearchLimits: SearchLimits = {
  budget: { attempts: 20, window: 20, longestWait: 20 },
  waiting: 4,
};

/** Where searches are handed in. Kept in memory: what it protects is this process. */
export interface SearchDesk {
  /**
   * Runs a search when the person's turn has come.
   * @throws ItineraError `too-many` (the reason of the limits, details.retryAt), and what the search throws.
   */
  take<T>(person: string, search: () => Promise<T>): Promise<T>;
}

interface Person {
  state: BudgetState;
  /** Those that run or wait. */
  open: number;
  last: Promise<unknown>;
}

/** How many people are remembered before those with nothing to remember are forgotten. */
const remembered = 1000;

export function searchDesk(
  clock: Clock,
  { budget, waiting, reason = 'searches' }: SearchLimits = usualSearchLimits,
): SearchDesk {
  const people = new Map<string, Person>();

  function forgetIdle(now: EpochSeconds): void {
    for (const [name, { open, state }] of people)
      if (open === 0 && (state.until ?? 0) <= now) people.delete(name);
  }

  return {
    async take(name, search) {
      const now = clock.now();
      if (people.size >= remembered) forgetIdle(now);
      const person = people.get(name) ?? {
        state: { until: null, failures: 0 },
        open: 0,
        last: Promise.resolve(),
      };
      people.set(name, person);
      const retryAt = person.open > waiting ? now + 1 : budgetRetryAt(person.state, budget, now);
      if (retryAt !== null)
        throw new ItineraError('too-many', `Too many ${reason} at once; wait a little`, {
          reason,
          details: { retryAt },
        });
      person.state = chargeBudget(person.state, budget, now);
      person.open += 1;
      // A search computes without a pause: before each, whoever else is waiting has a turn.
      const run = person.last.then(() => letOthersPass()).then(search);
      person.last = run.catch(() => undefined);
      try {
        return await run;
      } finally {
        person.open -= 1;
      }
    },
  };
}
