import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { clockTolerance, longestOffline, longestWork } from '../shared/work.ts';
import type { ReadClosing } from './schema.ts';

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
