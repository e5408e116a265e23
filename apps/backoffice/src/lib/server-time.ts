import type { EpochSeconds } from '@itinera/core/shared';

/** Seconds by which the server's clock is ahead of the browser's. */
let ahead = 0;

/** Takes the server's time for the right one; a desk's clock may be minutes or days off. */
export function setServerTime(now: EpochSeconds): void {
  ahead = now - Date.now() / 1000;
}

/** What the server's clock shows now. */
export function serverNow(): EpochSeconds {
  return Math.round(Date.now() / 1000 + ahead);
}
