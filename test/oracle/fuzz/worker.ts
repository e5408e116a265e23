import { parentPort, workerData } from 'node:worker_threads';
import { explainSlot, findSlots, PlannerError, prepareDays } from '@itinera/planner';
import type { SlotQuery, SlotSearch } from '@itinera/planner';
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
  /** Slots that were explained, offered or not. */
  explained: number;
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

/** Has a slot explained, the best or one that nobody takes; 1 when there was one. */
async function explain(query: SlotQuery, { windows: [window] }: SlotSearch): Promise<number> {
  const id = window?.best.technicianId ?? query.technicians[0]?.id;
  const start = window?.start ?? query.request.windows[0]?.start;
  if (id === undefined || start === undefined) return 0;
  try {
    const { offered } = await explainSlot(query, fuzzTravel, id, start);
    if (offered !== (window !== undefined)) throw new Error(`explained as ${offered ? '' : 'not '}offered`);
    return 1;
  } catch (error) {
    // The request's first moment need not be one of the grid.
    if (window === undefined && error instanceof PlannerError && error.field === 'windowStart') return 0;
    throw error instanceof PlannerError
      ? new Error(`a sound query is not explained: ${error.message}`, { cause: error })
      : error;
  }
}

async function run({ seed, cases, spoilt }: FuzzOrder, say: (news: FuzzNews) => void): Promise<void> {
  const search = spoilt ? spoiltSearches[spoilt] : findSlots;
  const count: FuzzCount = { refused: {}, answered: 0, explained: 0, offers: 0, faults: [] };
  for (let number = 0; number < cases && count.faults.length < 5; number += 1) {
    say({ begins: seed + number });
    const query = fuzzedQuery(seed + number) as SlotQuery;
    try {
      const found = await search(query, fuzzTravel);
      const { offers } = found;
      count.answered += 1;
      count.offers += offers.length;
      const judged = offers.filter((_, at) => at % Math.ceil(offers.length / 5) === 0);
      const worse = judged.flatMap((offer) => worsened(query, offer));
      if (worse.length > 0)
        count.faults.push(`seed ${seed + number} makes a day worse: ${JSON.stringify(worse)}`);
      if (spoilt) continue;
      const prepared = { ...query, technicians: prepareDays(query.technicians) };
      if (JSON.stringify(await findSlots(prepared, fuzzTravel)) !== JSON.stringify(found)) {
        count.faults.push(`seed ${seed + number} is answered otherwise when it is prepared`);
      }
      count.explained += await explain(query, found);
    } catch (error) {
      if (error instanceof PlannerError) count.refused[error.code] = (count.refused[error.code] ?? 0) + 1;
      else count.faults.push(`seed ${seed + number} throws ${String((error as Error).stack ?? error)}`);
    }
  }
  say({ done: count });
}

if (parentPort) await run(workerData as FuzzOrder, (news) => parentPort?.postMessage(news));
