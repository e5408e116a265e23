import type { Interval } from '../units.ts';

/**
 * Finds one list of working hours for all days that have the same: what a search tells of the hours it tells once for
 * all, and thousands of days read a few lists instead of their own.
 */
export class SameHours {
  /** By a hash of the hours. */
  private readonly lists = new Map<number, (readonly Interval[])[]>();

  /** What was met last at each place. */
  private readonly recent: (readonly Interval[])[] = [];

  /**
   * The first list that was met with the same intervals.
   *
   * @param place among a technician's days: at the same one, the next technician mostly has the same hours.
   */
  of(working: readonly Interval[], place: number): readonly Interval[] {
    const recent = this.recent[place];
    if (recent !== undefined && areSame(recent, working)) return recent;
    return (this.recent[place] = this.find(working));
  }

  private find(working: readonly Interval[]): readonly Interval[] {
    let hash = 0;
    for (let i = 0; i < working.length; i++) {
      const { start, end } = working[i]!;
      hash = Math.imul(hash ^ (start | 0), 0x9e3779b1);
      hash = Math.imul(hash ^ (hash >>> 15) ^ (end | 0), 0x85ebca6b);
    }
    const known = this.lists.get(hash);
    if (known === undefined) {
      this.lists.set(hash, [working]);
      return working;
    }
    for (const list of known) if (areSame(list, working)) return list;
    known.push(working);
    return working;
  }
}

function areSame(a: readonly Interval[], b: readonly Interval[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]!.start !== b[i]!.start || a[i]!.end !== b[i]!.end) return false;
  }
  return true;
}
