import type { Seconds } from '../shared/units.ts';

const day: Seconds = 86_400;

/** Bounds on what is read of somebody else's calendar. */
export const calendarLimits = {
  /** Of an answer, unpacked. */
  bytes: 5 * 1024 * 1024,
  /** Of one property, unfolded. */
  lineLength: 64 * 1024,
  depth: 6,
  /** VEVENTs, and busy times that come of them. */
  events: 20_000,
  /** Single dates left out of, or added to, one event. */
  dates: 10_000,
  /** Occurrences of one rule that are looked at; those long past are jumped over. */
  steps: 20_000,
  /** What is kept: from so long ago until so far ahead. */
  past: 14 * day,
  ahead: 400 * day,
  /** A stop of a day is no longer than that: who is away longer is away. */
  longestStop: day / 2,
  /** Milliseconds to read one calendar. */
  patience: 10_000,
};
