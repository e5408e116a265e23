import type { SlotQuery, Technician, WorkDay } from '../problem/types.ts';
import { DayStore } from './day-store.ts';

/** Technicians whose days are timed already; what `prepareDays` gives. */
export interface PreparedDays {
  /** The technicians with their days as they now stand, in the order given. */
  readonly technicians: readonly Technician[];
  /**
   * Replaces one day of one technician. A search that has begun still answers for the day as it was.
   *
   * @throws PlannerError when the technician has no work day of this date, the new day is not what `WorkDay` promises or
   *   is of another date, or its working time overlaps another day's. Nothing is changed then.
   */
  update(technicianId: string, date: string, day: WorkDay): void;
}

/** A `SlotQuery` whose technicians are prepared. */
export interface PreparedQuery extends Omit<SlotQuery, 'technicians'> {
  technicians: PreparedDays;
}

/**
 * Does once what `findSlots` does in each query for the days alone: validates them, times them and numbers their places.
 * Every query gives the same answer as with the technicians as a list (docs/planner.md, section 9).
 *
 * The technicians and days are kept, not copied: do not change them afterwards but say so by `update`. A day without
 * `legs` is timed in each query all the same, since its travel times may change.
 *
 * @throws PlannerError when the technicians are not what their types promise.
 */
export function prepareDays(technicians: readonly Technician[]): PreparedDays {
  return new DayStore(technicians);
}
