import type { SlotQuery } from '../problem/types.ts';
import { applyRelaxation } from './apply-relaxation.ts';
import type { EpochSeconds } from '../units.ts';
import type { Family } from './families.ts';
import { leastByHalving, leastOfAll } from './least-amount.ts';
import { mayOpenOn, opensOn } from './opens-on.ts';
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
  start: EpochSeconds,
): Promise<Relaxation | null> {
  let least = Infinity;
  let found: Relaxation | null = null;
  // What is not in seconds opens only what nothing in seconds opens, and is quickly told: the order costs nothing.
  for (const family of families.toSorted((a, b) => Number(b.inSeconds) - Number(a.inSeconds))) {
    if (found !== null && !family.inSeconds) break;
    const most = Math.min(family.most, least - 1);
    const relaxed = (amount: number): SlotQuery => applyRelaxation(query, family.relaxation(amount));
    const { unsteadyOn: day } = family;
    const by =
      day === undefined
        ? await leastByHalving(most, (amount) => opens(relaxed(amount)))
        : leastOfAll(1, most, {
            opens: (amount) => opensOn(relaxed(amount), day, start),
            mayOpen: (less, more) => mayOpenOn(relaxed(less), relaxed(more), day, start),
          });
    if (by === undefined) continue;
    if (day !== undefined && !(await opens(relaxed(by)))) {
      throw new Error(`${JSON.stringify(family.relaxation(by))} opens the day, and is not offered`);
    }
    found = family.relaxation(by);
    if (!family.inSeconds) break;
    least = by;
  }
  return found;
}
