import type { SlotQuery } from '../problem/types.ts';
import { applyRelaxation } from './apply-relaxation.ts';
import type { Family } from './families.ts';
import type { Relaxation } from './types.ts';

/**
 * The smallest relaxation that opens a slot, each tried on the query itself; null when none does. Those in seconds
 * compare by them, and of equal ones the first in the documented order is taken; one that is not in seconds only where
 * none in seconds opens.
 */
export async function smallestRelaxation(
  query: SlotQuery,
  families: readonly Family[],
  opens: (relaxed: SlotQuery) => Promise<boolean>,
): Promise<Relaxation | null> {
  let least = Infinity;
  let found: Relaxation | null = null;
  // What is not in seconds opens only what nothing in seconds opens, and is quickly told: the order costs nothing.
  for (const family of families.toSorted((a, b) => Number(b.inSeconds) - Number(a.inSeconds))) {
    if (found !== null && !family.inSeconds) break;
    const most = Math.min(family.most, least - 1);
    const by = await smallest(most, family.steady, (amount) =>
      opens(applyRelaxation(query, family.relaxation(amount))),
    );
    if (by === undefined) continue;
    found = family.relaxation(by);
    if (!family.inSeconds) break;
    least = by;
  }
  return found;
}

/** The smallest amount from 1 to `most` that opens; by halving where what opens still opens by more, else one by one. */
async function smallest(
  most: number,
  steady: boolean,
  opens: (amount: number) => Promise<boolean>,
): Promise<number | undefined> {
  if (!steady) {
    for (let amount = 1; amount <= most; amount++) if (await opens(amount)) return amount;
    return undefined;
  }
  if (most < 1 || !(await opens(most))) return undefined;
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await opens(middle)) high = middle;
    else low = middle;
  }
  return high;
}
