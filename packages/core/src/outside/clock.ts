import type { EpochSeconds } from '../shared/units.ts';

/** What the time is. Everything in core asks this one; a test gives its own. */
export interface Clock {
  now(): EpochSeconds;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) };
