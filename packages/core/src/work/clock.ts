import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { clockOffsetOf, clockTolerance, longestOffline, longestWork } from '../shared/work.ts';
import type { ReadClosing } from './schema.ts';

/** When something happened by our clock, and what that took. */
export interface Corrected {
  at: EpochSeconds;
  clockOffset: Seconds;
}

/**
 * Corrects an instant by what the sender's clock was wrong by when it sent it, however wrong that is. What cannot be is refused;
 * never before `notBefore` (the step before it), nor after now.
 * @throws ItineraError `invalid` (`at`): after it was sent, or longer ago than a phone keeps things.
 */
export function correct(
  { at, sentAt }: { at: EpochSeconds; sentAt: EpochSeconds },
  notBefore: EpochSeconds,
  now: EpochSeconds,
): Corrected {
  if (at > sentAt + clockTolerance)
    throw impossible('at', 'lies after it was sent: look at the clock of this device', 'after-sent');
  if (at < sentAt - longestOffline)
    throw impossible('at', 'is more than 31 days ago: ask a supervisor to enter it', 'too-long-ago');
  const clockOffset = clockOffsetOf(sentAt, now);
  return { at: Math.min(Math.max(at + clockOffset, notBefore), now), clockOffset };
}

/** @throws ItineraError `invalid` (`closing.…`) for times at which nobody can have worked. */
export function correctClosing(
  closing: ReadClosing,
  clockOffset: Seconds,
  now: EpochSeconds,
): { startedAt: EpochSeconds; endedAt: EpochSeconds } {
  const startedAt = closing.startedAt + clockOffset;
  const endedAt = closing.endedAt + clockOffset;
  if (endedAt > now + clockTolerance)
    throw impossible('closing.endedAt', 'lies in the future: say when the work ended', 'in-the-future');
  if (endedAt - startedAt > longestWork)
    throw impossible('closing.startedAt', 'is more than seven days before the end', 'too-long');
  if (startedAt < now - longestOffline - longestWork)
    throw impossible('closing.startedAt', 'is too long ago: ask a supervisor to enter it', 'too-long-ago');
  return { startedAt: Math.min(startedAt, now), endedAt: Math.min(endedAt, now) };
}

function impossible(field: string, what: string, reason: string): ItineraError {
  return new ItineraError('invalid', `${field}: ${what}`, { field, reason });
}
