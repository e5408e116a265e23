import { Gaps } from './routes.ts';

const leastBlock = 1 << 10;
const largestBlock = 1 << 13;

/**
 * Room for the gaps of a search's own days, in blocks: how many days it has to keep is known only when all have been
 * looked at. The gaps of a day that is not kept are written over by the next one, while they are still close at hand.
 */
export class GapSpace {
  /** The columns in which the next day's gaps go, and where. */
  gaps = new Gaps(0);
  end = 0;
  private next = leastBlock;

  /** Makes room for a day of at most `count` gaps. */
  reserve(count: number): void {
    if (this.end + count <= this.gaps.own.length) return;
    this.gaps = new Gaps(Math.max(this.next, count));
    this.next = Math.min(2 * this.next, largestBlock);
    this.end = 0;
  }

  /** The day that was written last stays. */
  keep(lastGap: number): void {
    this.end = lastGap + 1;
  }
}
