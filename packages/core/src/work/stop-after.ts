import type { ActivityType, Assignment, Part } from '@itinera/db';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import type { WorkState, WorkStep } from '../shared/work.ts';
import type { ReadClosing } from './schema.ts';

/** What of a stop a step changes: how far it is, and when somebody is, or was, there. */
export type StopChanges = Pick<Assignment, 'progress' | 'progressAt'> &
  Partial<Pick<Assignment, 'startsAt' | 'endsAt' | 'deliberateOverlap'>>;

export interface StopStep {
  step: WorkStep;
  to: WorkState;
  at: EpochSeconds;
  /** Of a step back: when what it goes back to was said. */
  reachedAt: EpochSeconds;
  closing: ReadClosing | undefined;
}

/** How long a stop takes: the work, and what goes before and after it. */
export function lengthOf(
  { duration }: Pick<Part, 'duration'>,
  type: Pick<ActivityType, 'bufferBefore' | 'bufferAfter'> | undefined,
): { whole: Seconds; fromStart: Seconds } {
  const fromStart = duration + (type?.bufferAfter ?? 0);
  return { whole: (type?.bufferBefore ?? 0) + fromStart, fromStart };
}

/**
 * A stop as a step leaves it. What began is a fact: it may overlap whatever was planned. null: the step changes nothing
 * of the day.
 */
export function stopAfter(
  row: Assignment,
  { step, to, at, reachedAt, closing }: StopStep,
  length: ReturnType<typeof lengthOf>,
): StopChanges | null {
  const there = { deliberateOverlap: true };
  const isThere = row.progress === 'arrived' || row.progress === 'started';
  if (closing) {
    const startsAt = isThere ? Math.min(row.startsAt, closing.startedAt) : closing.startedAt;
    const endsAt = Math.max(startsAt + 1, closing.endedAt);
    return { progress: 'closed', progressAt: closing.endedAt, startsAt, endsAt, ...there };
  }
  if (step !== 'back' && step !== 'on-the-way' && step !== 'arrived' && step !== 'started') return null;
  const progressAt = step === 'back' ? reachedAt : at;
  if (to === 'on-the-way') return { ...asPlanned(row, length), progress: 'on-the-way', progressAt };
  if (to === 'arrived') {
    const startsAt = step === 'back' ? row.startsAt : at;
    return { progress: 'arrived', progressAt, startsAt, endsAt: startsAt + length.whole, ...there };
  }
  if (to === 'started') {
    const startsAt = isThere ? row.startsAt : at;
    return { progress: 'started', progressAt, startsAt, endsAt: at + length.fromStart, ...there };
  }
  return { ...asPlanned(row, length), progress: null, progressAt: null };
}

/** As long as it was planned to be, and held to its own time again. */
function asPlanned(
  row: Assignment,
  { whole }: ReturnType<typeof lengthOf>,
): Pick<Assignment, 'endsAt' | 'deliberateOverlap'> {
  return { endsAt: row.startsAt + whole, deliberateOverlap: row.frozen && row.deliberateOverlap };
}
