import { Gaps } from './routes.ts';

/** Gaps in a block: one for a small company, or many for a large one. */
const smallBlock = 1 << 10;
const largeBlock = 1 << 13;

const noGaps = new Gaps(0);

/**
 * Large blocks that searches have done with. Ten megabytes that every large search would ask the system for, and the
 * collector would have to find again, cost it a tenth of its time. Held weakly: it is memory for whoever needs it first.
 */
let spare = new WeakRef<Gaps[]>([]);

/**
 * Room for the gaps of a search's own days, in blocks: how many days it has to keep is known only when all have been
 * looked at. The gaps of a day that is not kept are written over by the next one, while they are still close at hand.
 */
export class GapSpace {
  /** The columns in which the next day's gaps go, and where. */
  gaps = noGaps;
  end = 0;
  private readonly used: Gaps[] = [];

  /** Makes room for a day of at most `count` gaps. Of what stood there before only estimates are wiped out. */
  reserve(count: number): void {
    if (this.end + count <= this.gaps.own.length) return;
    const isFirst = this.gaps === noGaps;
    if (count > largeBlock || (isFirst && count <= smallBlock))
      this.gaps = new Gaps(Math.max(smallBlock, count));
    else this.used.push((this.gaps = spare.deref()?.pop() ?? new Gaps(largeBlock)));
    this.end = 0;
  }

  /** The day that was written last stays. */
  keep(lastGap: number): void {
    this.end = lastGap + 1;
  }

  /** Leaves the blocks to other searches: nobody may read them any more. */
  giveBack(): void {
    if (this.used.length === 0) return;
    for (const gaps of this.used) gaps.ownEstimated.fill(0);
    const known = spare.deref();
    if (known === undefined) spare = new WeakRef(this.used);
    else known.push(...this.used);
  }
}
