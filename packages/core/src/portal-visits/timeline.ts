import type { Intervention } from '@itinera/db';
import type { WorkStep } from '@itinera/db/work';
import type { HistoryEntry } from '../interventions/types.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { TimelineEntry } from './types.ts';

const atTheDoor = ['on-the-way', 'arrived', 'started'] as const;
type AtTheDoor = (typeof atTheDoor)[number];

interface Reached {
  kind: AtTheDoor;
  at: EpochSeconds;
}

/** What was said at the door and not taken back, in its order; `steps` oldest first. */
export function reached(steps: readonly Pick<WorkStep, 'step' | 'at'>[]): Reached[] {
  const found: Reached[] = [];
  for (const { step, at } of steps) {
    const kind = atTheDoor.find((one) => one === step);
    if (kind) found.push({ kind, at });
    if (step === 'back') found.pop();
  }
  return found;
}

/**
 * A visit from its booking to its report, oldest first: what its history tells, what was said at the door (when it happened, not
 * when it was heard of; what was taken back is not in it), and of work that is over when it began and ended, as corrected since.
 */
export function timelineOf(
  history: readonly HistoryEntry[],
  steps: readonly Pick<WorkStep, 'step' | 'at'>[],
  { status, result, actualStart, actualEnd, closedAt }: Intervention,
  reportedAt: EpochSeconds | null,
): TimelineEntry[] {
  const nobody = { promise: null, actorName: null };
  const isOver = status === 'intermediate' || status === 'terminated';
  const entries: TimelineEntry[] = history
    .filter(({ kind }) => kind !== 'intervention.closed')
    .toReversed()
    .map(({ at, kind, promise, actorName }) => ({ at, kind, promise, actorName }));
  const said = reached(steps);
  const begun = said.findLast(({ kind }) => kind === 'started');
  for (const one of said) {
    const at = one === begun && isOver ? (actualStart ?? one.at) : one.at;
    entries.push({ ...nobody, kind: one.kind, at });
  }
  if (isOver) {
    if (!begun && actualStart !== null) entries.push({ ...nobody, kind: 'started', at: actualStart });
    const end = actualEnd ?? closedAt;
    const failed = status === 'terminated' && result === 'ko';
    if (end !== null) entries.push({ ...nobody, kind: failed ? 'not-done' : 'finished', at: end });
  }
  if (reportedAt !== null) entries.push({ ...nobody, kind: 'report', at: reportedAt });
  return entries.sort((a, b) => a.at - b.at);
}
