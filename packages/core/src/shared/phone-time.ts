import { ItineraError } from './errors.ts';
import type { EpochSeconds, Seconds } from './units.ts';
import { clockOffsetOf, clockTolerance, longestOffline } from './work.ts';

/** When something happened by our clock, and what was added to the phone's for it; 0: its clock is right. */
export interface PhoneTime {
  at: EpochSeconds;
  clockOffset: Seconds;
}

/**
 * When something happened that was entered on a phone, by our clock. The phone's clock may be wrong, however wrong that is: it
 * said `sentAt` when it was `now`, and what both differ by is added to `at` where they do not agree to the minute. Never before
 * `notBefore`, nor after now.
 * @throws ItineraError `invalid` (`at`) with reasons `after-sent` and `too-long-ago` (it waited for more than 31 days).
 */
export function phoneTime(
  { at, sentAt }: { at: EpochSeconds; sentAt: EpochSeconds },
  now: EpochSeconds,
  notBefore: EpochSeconds = 0,
): PhoneTime {
  if (at > sentAt + clockTolerance)
    throw refusal('after-sent', 'lies after it was sent: look at the clock of this device');
  if (at < sentAt - longestOffline)
    throw refusal('too-long-ago', 'is more than 31 days ago: ask a supervisor to enter it');
  const clockOffset = clockOffsetOf(sentAt, now);
  return { at: Math.min(Math.max(at + clockOffset, notBefore), now), clockOffset };
}

function refusal(reason: string, why: string): ItineraError {
  return new ItineraError('invalid', `at ${why}`, { field: 'at', reason });
}
