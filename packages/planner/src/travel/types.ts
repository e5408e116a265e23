import type { Place } from '../units.ts';

/**
 * Where travel times come from. The caller passes one in; it is the planner's only asynchronous dependency.
 *
 * `table` answers every pair of `from` x `to`; `legs`, when a provider has it, answers `from[i] -> to[i]`
 * only (both lists of one length).
 */
export interface TravelTimes {
  table(from: Place[], to: Place[]): Promise<TravelTable>;
  legs?(from: Place[], to: Place[]): Promise<TravelTable>;
  /** Metres per second: a promise that no leg beats the straight line at this speed. Absent: nothing is pruned by distance. */
  topSpeed?: number;
}

/**
 * Row-major from x to (`legs`: one row). Whole seconds, fractions rounded up; -1 = no road.
 * `metres[i]` is -1 where there is no road or the length is not known.
 * `estimated[i]` is 1 where the cell is an estimate and not a road time; absent: all are road times.
 */
export interface TravelTable {
  seconds: Int32Array;
  metres?: Int32Array;
  estimated?: Uint8Array;
}
