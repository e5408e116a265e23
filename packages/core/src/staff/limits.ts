import type { Budget } from '../attempt-budget.ts';
import type { Seconds } from '../shared/units.ts';

/* The numbers of signing in to the back office; docs/sign-in.md tells why. Seconds. */

const minute = 60;
const hour = 60 * minute;

/** Wrong passwords and wrong codes in a row, together; only a whole sign-in forgets them. */
export const failuresBeforePause = 10;
const firstPause = 15 * minute;
const longestPause = 24 * hour;

/** 15 minutes after the tenth failure, twice as long after every ten more, a day at most. */
export function pauseAfter(failures: number): Seconds {
  return Math.min(longestPause, firstPause * 2 ** (failures / failuresBeforePause - 1));
}

/** Attempts of one network, on whichever accounts. */
export const networkBudget: Budget = { attempts: 60, window: 10 * minute, longestWait: minute };

/** Between password and code. */
export const secondFactorLifetime = 5 * minute;

/** Between the asking for a passkey and its answer. */
export const passkeyLifetime = 5 * minute;
/** Enough for the devices of one person, and a bound on what one account can store. */
export const passkeysOfOne = 20;

/** A link of an invitation works once within it. */
export const invitationLifetime = 24 * hour;
/** Between the showing of a new authenticator secret and the code that proves it is in the app. */
export const enrolmentLifetime = 30 * minute;
/** How long the proof of both factors opens what needs a fresh one. */
export const proofLifetime = 10 * minute;
export const recoveryCodeCount = 10;

export const sessionIdle = 8 * hour;
export const sessionLifetime = 16 * hour;
/** A session's use is noted once in so long. */
export const touchEvery = minute;
