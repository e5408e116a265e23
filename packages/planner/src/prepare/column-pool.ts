import { makeGaps } from '../route/routes.ts';
import type { Gaps } from '../route/routes.ts';

/**
 * Columns that one search after the other works in. New ones for each would be most of what it allocates, megabytes that
 * the collector has to go after through all the days it keeps.
 */
export class ColumnPool {
  private free: Gaps | undefined;

  /** Columns for at least so many gaps; the estimates' flags are 0, the rest is whatever was there. */
  take(count: number): Gaps {
    const { free } = this;
    if (free === undefined || free.own.length < count) return makeGaps(count);
    this.free = undefined;
    free.ownEstimated.fill(0, 0, count);
    free.newEstimated.fill(0, 0, count);
    return free;
  }

  /** Takes columns back that no search reads any more. */
  giveBack(gaps: Gaps): void {
    if (this.free === undefined || this.free.own.length < gaps.own.length) this.free = gaps;
  }
}
