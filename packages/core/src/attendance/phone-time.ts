import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { clockOffsetOf, clockTolerance, longestOffline } from '../shared/work.ts';

/**
 * When something was tapped on a phone, by our clock. The phone's clock may be wrong, however wrong that is: it said `sentAt`
 * when it was `now`, and what both differ by is added to `at` (`shift`; 0 where they agree to the minute).
 * @throws ItineraError `invalid` (`at`) with reasons `after-sent` and `too-long-ago` (it waited for more than 31 days).
 */
export function phoneTime(
  { at, sentAt }: { at: EpochSeconds; sentAt: EpochSeconds },
  now: EpochSeconds,
): { time: EpochSeconds; shift: Seconds } {
  if (at > sentAt + clockTolerance)
    throw refusal('after-sent', 'lies after it was sent: look at the clock of this device');
  if (at < sentAt - longestOffline)
    throw refusal('too-long-ago', 'is more than 31 days ago: ask a supervisor to enter it');
  const shift = clockOffsetOf(sentAt, now);
  return { time: Math.min(at + shift, now), shift };
}

function refusal(reason: string, why: string): ItineraError {
  return new ItineraError('invalid', `at ${why}`, { field: 'at', reason });
}
