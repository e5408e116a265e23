import type { Seconds } from '../shared/units.ts';

const first: Seconds = 5;
const longest: Seconds = 3600;

/** With the delays below: about half a day of a mail server's absence is survived. */
export const maximumAttempts = 20;

/** How long to wait after the n-th failed attempt (from 1): 5 s, doubling up to an hour. */
export function retryDelay(attempt: number): Seconds {
  return Math.min(longest, first * 2 ** Math.min(attempt - 1, 20));
}
