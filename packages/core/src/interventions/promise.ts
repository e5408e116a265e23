import type { Assignment, Part } from '@itinera/db';
import type { EpochSeconds, PromisedWindow } from '../shared/units.ts';

/** What was promised for a part; null when nothing was, though it may be planned. */
export function promiseOf(part: Part | null): PromisedWindow | null {
  return part?.promised ? windowOf(part) : null;
}

/** The window in which a part is planned to begin, promised or not; null: none. */
export function windowOf(part: Part | null): PromisedWindow | null {
  if (!part || part.promiseStart === null || part.promiseEnd === null) return null;
  return { start: part.promiseStart, end: part.promiseEnd, zone: part.zone };
}

/** When the work at the door is planned: the stop without its buffers. null: not planned. */
export function plannedTimes(
  part: Part | null,
  stop: Assignment | null,
): { start: EpochSeconds; end: EpochSeconds } | null {
  if (!part || !stop || part.promiseEnd === null) return null;
  // Stop and promise end their windows together, a buffer apart.
  const start = stop.startsAt + part.promiseEnd - stop.latest;
  return { start, end: start + part.duration };
}
