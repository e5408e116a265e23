import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { longestWait, mostShift, sameClock } from './limits.ts';

/**
 * When something was tapped on a phone, by our clock. The phone's clock may be wrong: it said `sentAt` when it was `now`,
 * and what both differ by is added to `at` (`shift`; 0 where they agree to the minute).
 * @throws ItineraError `invalid` with reasons `clock-backwards` (tapped after it was sent), `clock-wrong` (off by more than a
 *   day), `too-late` (it waited for more than a week).
 */
export function phoneTime(
  { at, sentAt }: { at: EpochSeconds; sentAt: EpochSeconds },
  now: EpochSeconds,
): { time: EpochSeconds; shift: Seconds } {
  if (at > sentAt)
    throw refusal('at', 'clock-backwards', 'must not be after it was sent: set the clock of the phone right');
  const difference = now - sentAt;
  if (Math.abs(difference) > mostShift)
    throw refusal('sentAt', 'clock-wrong', 'is off by more than a day: set the clock of the phone right');
  if (sentAt - at > longestWait)
    throw refusal('at', 'too-late', 'is more than a week ago: ask the office to write it down');
  const shift = Math.abs(difference) <= sameClock ? 0 : difference;
  return { time: Math.min(at + shift, now), shift };
}

function refusal(field: string, reason: string, why: string): ItineraError {
  return new ItineraError('invalid', `${field} ${why}`, { field, reason });
}
