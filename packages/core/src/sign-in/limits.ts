import type { Budget } from '../attempt-budget.ts';

/* The numbers of signing in to the portal; docs/sign-in.md tells why. Seconds. */

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export const codeLifetime = 10 * minute;
export const attemptsPerChallenge = 5;
/** How long a challenge's page may still ask for another code. */
export const challengeLifetime = hour;

/** Wrong codes in a row, across challenges, of one identifier from unknown devices, or on one known device. */
export const failuresBeforePause = 20;
export const pause = 2 * hour;
/** NIST SP 800-63B-4, section 3.2.2: never more than 100. */
export const failuresBeforeClosing = 100;

/** Codes sent, per identifier (a known device counts for itself) and per network. */
export const timeBetweenCodes = minute;
export const codesPerIdentifier = [
  { codes: 5, within: hour },
  { codes: 10, within: day },
] as const;
export const codesPerNetwork = { codes: 20, within: hour } as const;

/** Failures of the whole installation from unknown devices. */
export const failureBudget: Budget = { attempts: 200, window: 10 * minute, longestWait: minute };

/** Of a day, for each of 2,000 failures, in whole seconds as it is stored. */
const wholeShare = Math.floor(day / 2_000);
/**
 * Failures of a day beyond which codes have eight digits, until there is room for one more: a minute at first, an hour
 * while it goes on. 2,000 guesses at six digits open something 0.002 times a day; at eight each further one counts a
 * hundredth of that.
 */
export const dayBudget: Budget = { attempts: 2_000, window: 2_000 * wholeShare, longestWait: hour };

/** Codes for more proofs, per access whose person is signed in: they may go to any number. */
export const proofsPerAccessAndDay = 10;

/** Of a session that the browser forgets when it is closed, and of one that it is asked to remember. */
export const sessionLimits = {
  closing: { idle: 12 * hour, lifetime: day },
  remembered: { idle: 7 * day, lifetime: 30 * day },
} as const;
/** A session's use is noted once in so long. */
export const touchEvery = minute;
