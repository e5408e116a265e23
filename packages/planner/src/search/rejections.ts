import type { ConstraintCode } from '../constraints/codes.ts';

/**
 * Counts technician x day x window, each under the first constraint that refuses it in the documented order: the one
 * after which no start is left at any position. With the pairs that are offered they add up to all there are.
 */
export class Rejections {
  /** Windows of the grid, before anything is refused. */
  windows = 0;
  private readonly counts: Partial<Record<ConstraintCode, number>> = {};
  private readonly refusedWindows = new Map<ConstraintCode, number>();
  private acceptedDays = 0;

  add(code: ConstraintCode, count: number): void {
    if (count > 0) this.counts[code] = (this.counts[code] ?? 0) + count;
  }

  /** A window that is refused on every day that is not refused as a whole. */
  refuseWindow(code: ConstraintCode): void {
    this.refusedWindows.set(code, (this.refusedWindows.get(code) ?? 0) + 1);
  }

  /** A day (or `count` of them) refused as a whole. */
  refuseDays(code: ConstraintCode, count = 1): void {
    this.add(code, count * this.windows);
  }

  /** Days that are not refused as a whole. */
  acceptDays(count: number): void {
    this.acceptedDays += count;
  }

  /** Once, at the end. */
  result(): Partial<Record<ConstraintCode, number>> {
    for (const [code, count] of this.refusedWindows) this.add(code, count * this.acceptedDays);
    return this.counts;
  }
}
