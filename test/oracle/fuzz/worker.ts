import { parentPort, workerData } from 'node:worker_threads';
import { findSlots, PlannerError } from '@itinera/planner';
import type { SlotQuery } from '@itinera/planner';
import { fuzzTravel, worsened } from './day-after.ts';
import { fuzzedQuery } from './fuzzed-query.ts';

/** What the thread is given. `spoilt`: a search with this fault, to see that it is noticed. */
export interface FuzzOrder {
  seed: number;
  cases: number;
  spoilt?: Spoilt;
}
export type Spoilt = 'throws' | 'hangs' | 'worsens';

/** What it says: before each query its seed, and at the end what it has seen. */
export type FuzzNews = { begins: number } | { done: FuzzCount };

export interface FuzzCount {
  refused: Record<string, number>;
  answered: number;
  offers: number;
  faults: string[];
}

type Search = typeof findSlots;

const spoiltSearches: Record<Spoilt, Search> = {
  throws: async (query, travel) => {
    const found = await findSlots(query, travel);
    if (found.offers.length > 5) throw new TypeError('offers is not iterable');
    return found;
  },
  hangs: async (query, travel) => {
    const found = await findSlots(query, travel);
    while (found.offers.length > 5);
    return found;
  },
  worsens: async (query, travel) => {
    const found = await findSlots(query, travel);
    const later = (at: number): number => at + 7200;
    const offers = found.offers.map((offer) => ({
      ...offer,
      window: { start: later(offer.window.start), end: later(offer.window.end) },
    }));
    return { ...found, offers };
  },
};

async function run({ seed, cases, spoilt }: FuzzOrder, say: (news: FuzzNews) => void): Promise<void> {
  const search = spoilt ? spoiltSearches[spoilt] : findSlots;
  const count: FuzzCount = { refused: {}, answered: 0, offers: 0, faults: [] };
  for (let number = 0; number < cases && count.faults.length < 5; number += 1) {
    say({ begins: seed + number });
    const query = fuzzedQuery(seed + number) as SlotQuery;
    try {
      const { offers } = await search(query, fuzzTravel);
      count.answered += 1;
      count.offers += offers.length;
      const judged = offers.filter((_, at) => at % Math.ceil(offers.length / 5) === 0);
      const worse = judged.flatMap((offer) => worsened(query, offer));
      if (worse.length > 0)
        count.faults.push(`seed ${seed + number} makes a day worse: ${JSON.stringify(worse)}`);
    } catch (error) {
      if (error instanceof PlannerError) count.refused[error.code] = (count.refused[error.code] ?? 0) + 1;
      else count.faults.push(`seed ${seed + number} throws ${String((error as Error).stack ?? error)}`);
    }
  }
  say({ done: count });
}

if (parentPort) await run(workerData as FuzzOrder, (news) => parentPort?.postMessage(news));
