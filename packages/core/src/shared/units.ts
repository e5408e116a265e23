/** Whole seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number;
/** A duration in whole seconds. */
export type Seconds = number;
/** A distance in whole metres. */
export type Metres = number;
/** A local calendar date, `YYYY-MM-DD`. */
export type IsoDate = string;

/** A promise to a customer: the service starts in `[start, end]`, told on the clock of `zone` (the place of the visit). */
export interface PromisedWindow {
  start: EpochSeconds;
  end: EpochSeconds;
  zone: string;
}
